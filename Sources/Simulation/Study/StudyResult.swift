/// The result of a study.
public struct StudyResult: Sendable {
  /// The number of replications that count.
  public let replications: Int
  /// Whether the study stopped because it reached the requested precision.
  public let isPrecise: Bool
  /// The results of the scenarios, in order.
  public let scenarios: [ScenarioResult]

  /// The differences of a metric, first minus second, per replication on the same jobs. If their interval excludes 0,
  /// the two scenarios differ.
  public func difference(_ metric: Metric, _ first: Int, minus second: Int) -> Sample {
    let pairs = zip(scenarios[first].sample(metric).values, scenarios[second].sample(metric).values)
    return Sample(pairs.map { $0 - $1 })
  }
}

/// The results of one scenario over all replications.
public struct ScenarioResult: Sendable {
  /// The scenario's name.
  public let name: String
  /// The fleet of the scenario.
  public let fleet: Fleet
  /// One sample per metric, in the order of `Metric.allCases`.
  private let samples: [Sample]
  /// The waiting times of all replications together.
  public let histogram: WaitHistogram
  /// For a trace: the run of its jobs as recorded.
  public let recorded: RunResult?
  /// Why the fleet cannot carry the load, in more than half of the replications or in the trace as recorded; nil if it
  /// can.
  public let saturation: Saturation?
  /// The number of replications in which it could not.
  public let saturatedReplications: Int

  init(
    name: String, fleet: Fleet, samples: [Sample], histogram: WaitHistogram, recorded: RunResult?,
    saturation: Saturation?, saturatedReplications: Int
  ) {
    self.name = name
    self.fleet = fleet
    self.samples = samples
    self.histogram = histogram
    self.recorded = recorded
    self.saturation = saturation
    self.saturatedReplications = saturatedReplications
  }

  /// The same, but saturated if more than `most` jobs of the recorded trace need more nodes than the fleet can have.
  public func refusing(unfitAbove most: Int) -> ScenarioResult {
    guard let recorded, recorded.unfit > most else { return self }
    return ScenarioResult(
      name: name, fleet: fleet, samples: samples, histogram: histogram, recorded: recorded,
      saturation: .unfit(jobs: recorded.unfit, of: recorded.jobs + recorded.unfit),
      saturatedReplications: saturatedReplications)
  }

  /// The values of a metric.
  public func sample(_ metric: Metric) -> Sample { samples[StudyGathering.place(of: metric)] }
}
