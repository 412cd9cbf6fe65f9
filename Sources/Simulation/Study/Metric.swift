/// A number that each run of a study produces.
public enum Metric: String, Sendable, CaseIterable {
  /// Mean waiting time, in seconds.
  case meanWait
  /// Median waiting time, in seconds.
  case medianWait
  /// 95th percentile of waiting times, in seconds.
  case p95Wait
  /// 99th percentile of waiting times, in seconds.
  case p99Wait
  /// Longest waiting time, in seconds.
  case longestWait
  /// Mean number of nodes that are up: node-hours per hour.
  case meanNodes
  /// Share of node time in which jobs ran, from 0 to 1.
  case utilization
  /// Nodes booted per hour.
  case bootsPerHour
  /// Nodes interrupted per hour.
  case interruptionsPerHour
  /// Mean number of nodes that would be busy if no job had to wait.
  case offeredLoad
  /// Jobs that ran.
  case jobs
  /// Jobs that need more nodes than the fleet can have.
  case unfit

  /// The value of the metric in one run.
  public func value(of run: RunResult) -> Double {
    switch self {
    case .meanWait: run.wait.mean
    case .medianWait: run.wait.median
    case .p95Wait: run.wait.p95
    case .p99Wait: run.wait.p99
    case .longestWait: run.wait.longest
    case .meanNodes: run.meanNodes
    case .utilization: run.utilization
    case .bootsPerHour: run.span > 0 ? Double(run.boots) * 3600 / run.span : 0
    case .interruptionsPerHour: run.span > 0 ? Double(run.interruptions) * 3600 / run.span : 0
    case .offeredLoad: run.offeredLoad
    case .jobs: Double(run.jobs)
    case .unfit: Double(run.unfit)
    }
  }
}
