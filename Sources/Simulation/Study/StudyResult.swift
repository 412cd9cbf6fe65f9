/// What a study found out.
public struct StudyResult: Sendable {
  /// The replications that count.
  public let replications: Int
  /// Whether the study stopped because the wanted precision was reached.
  public let isPrecise: Bool
  /// The scenarios in their order.
  public let scenarios: [ScenarioResult]

  /// The differences of a metric, first minus second, replication by replication on the same jobs: an interval that does
  /// not contain 0 tells the two apart.
  public func difference(_ metric: Metric, _ first: Int, minus second: Int) -> Sample {
    let pairs = zip(scenarios[first].sample(metric).values, scenarios[second].sample(metric).values)
    return Sample(pairs.map { $0 - $1 })
  }
}

/// What one scenario did in all replications.
public struct ScenarioResult: Sendable {
  /// The scenario's name.
  public let name: String
  /// Its fleet.
  public let fleet: Fleet
  /// One per metric, in the order of `Metric.allCases`.
  private let samples: [Sample]
  /// The waiting times of all replications together.
  public let histogram: WaitHistogram
  /// For a trace: the run of its jobs as they were recorded.
  public let recorded: RunResult?
  /// Why the fleet cannot carry the load: in more than half of the replications, or that of a trace as recorded; nil if
  /// it can.
  public let saturation: Saturation?
  /// The replications in which it could not.
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

  /// The values of a metric.
  public func sample(_ metric: Metric) -> Sample { samples[StudyGathering.place(of: metric)] }
}
