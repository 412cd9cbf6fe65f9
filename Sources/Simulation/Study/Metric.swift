/// A number that each run of a study yields.
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
  /// Nodes up on average: node-hours in an hour.
  case meanNodes
  /// Part of node time in which jobs ran, from 0 to 1.
  case utilization
  /// Nodes booted in an hour.
  case bootsPerHour
  /// Nodes interrupted in an hour.
  case interruptionsPerHour
  /// Mean number of nodes that would be busy if no job had to wait.
  case offeredLoad
  /// Jobs that ran.
  case jobs
  /// Jobs that fit on no nodes that there can be.
  case unfit

  /// Its value in one run.
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
