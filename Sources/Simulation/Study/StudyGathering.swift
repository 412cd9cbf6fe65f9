/// Collects the runs of replications, in the order of their numbers, and decides when there are enough.
struct StudyGathering {
  private let study: Study
  private var gathered: [Gathered]
  private(set) var count = 0

  /// What is kept of a scenario's runs.
  private struct Gathered {
    var values = Array(repeating: [Double](), count: Metric.allCases.count)
    var histogram = WaitHistogram()
    var saturations: [Saturation] = []
  }

  init(_ study: Study) {
    self.study = study
    gathered = Array(repeating: Gathered(), count: study.scenarios.count)
  }

  mutating func add(_ runs: [RunResult]) {
    for (index, run) in runs.enumerated() {
      for (place, metric) in Metric.allCases.enumerated() {
        gathered[index].values[place].append(metric.value(of: run))
      }
      gathered[index].histogram.merge(run.histogram)
      if let saturation = run.saturation { gathered[index].saturations.append(saturation) }
    }
    count += 1
  }

  /// Whether the means are precise enough. Checked only after every tenth replication: checking after each one stops
  /// too often by chance.
  var isPrecise: Bool {
    guard let precision = study.options.precision, count >= study.options.least, count % 10 == 0 else { return false }
    return gathered.allSatisfy { scenario in
      if scenario.saturations.count * 2 > count { return true }
      return [Metric.meanWait, .meanNodes].allSatisfy { metric in
        let sample = Sample(scenario.values[StudyGathering.place(of: metric)])
        // For waits below a millisecond, precision does not matter.
        if metric == .meanWait, sample.mean < 1e-3 { return true }
        return sample.relativeHalfWidth(level: study.options.level) <= precision
      }
    }
  }

  /// Random jobs that need all the nodes that the fleet can have, however few of them a run happens to draw: without
  /// slack the waiting line grows without end.
  private func overload(of fleet: Fleet) -> Saturation? {
    guard case .synthetic(let jobs) = study.workload, jobs.processors == 1 else { return nil }
    let load = jobs.arrivalRate * jobs.service.mean / Double(fleet.processorsPerNode)
    return load >= Double(fleet.maximum) * (1 - 1e-9) ? .offeredLoad(nodes: load, most: fleet.maximum) : nil
  }

  func result(recorded: [RunResult]?) -> StudyResult {
    let scenarios = gathered.enumerated().map { index, scenario in
      // More than half: a few replications that grow by chance do not condemn a fleet, and a few that do not grow do
      // not save it.
      var isSaturated = scenario.saturations.count * 2 > count
      switch recorded?[index].saturation {
      case .offeredLoad, .interruptions, .unfit: isSaturated = true
      case .growingBacklog, nil: break
      }
      let overload = overload(of: study.scenarios[index].fleet)
      return ScenarioResult(
        name: study.scenarios[index].name, fleet: study.scenarios[index].fleet,
        samples: scenario.values.map(Sample.init), histogram: scenario.histogram, recorded: recorded?[index],
        saturation: overload
          ?? (isSaturated ? recorded?[index].saturation ?? scenario.saturations.first : nil),
        saturatedReplications: scenario.saturations.count)
    }
    return StudyResult(replications: count, isPrecise: isPrecise, scenarios: scenarios)
  }

  static func place(of metric: Metric) -> Int { Metric.allCases.firstIndex(of: metric) ?? 0 }
}
