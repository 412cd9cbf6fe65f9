/// The outcome of running one list of jobs on one fleet.
public struct RunResult: Sendable, Equatable {
  /// The number of measured jobs that ran.
  public let jobs: Int
  /// The number of jobs left out because they need more nodes than the fleet can ever have.
  public let unfit: Int
  /// The waiting times in seconds.
  public let wait: WaitSummary
  /// The distribution of the waiting times.
  public let histogram: WaitHistogram
  /// The length of the measured time in seconds. It ends when no more jobs arrive and all have ended.
  public let span: Double
  /// The total hours that nodes were up or booting.
  public let nodeHours: Double
  /// The mean number of nodes, booting ones included. Multiply by the hours of a month to get node-hours per month.
  ///
  /// Without warm-up a run begins with no job and ends when all are done, long after the last arrival if jobs are long. The
  /// work done then stands for that which an earlier time would have left to do at the beginning: it counts, but the time
  /// does not, nor the nodes that are up in any case.
  public let meanNodes: Double
  /// The part of `nodeHours` that the minimum number of nodes uses in any case.
  public let fixedNodeHours: Double
  /// The hours that nodes ran jobs, shared nodes in proportion. Work lost to interruptions is included.
  public let busyNodeHours: Double
  /// The number of nodes booted after the start.
  public let boots: Int
  /// The number of nodes taken away.
  public let interruptions: Int
  /// When the last job ended, in seconds from the start.
  public let makespan: Double
  /// The mean number of nodes that would be busy if no job had to wait. Jobs that do not fit are excluded.
  public let offeredLoad: Double
  /// Why the fleet cannot carry the load; nil if it can. If it cannot, the other numbers depend on the length of the
  /// run.
  public let saturation: Saturation?

  /// The share of node time in which jobs ran, from 0 to 1.
  public var utilization: Double { nodeHours > 0 ? busyNodeHours / nodeHours : 0 }
}

/// Waiting times in seconds: the time from a job's arrival to its end, minus its run time.
public struct WaitSummary: Sendable, Equatable {
  /// The mean; exact.
  public let mean: Double
  /// The wait that half of the jobs do not exceed. This and the percentiles below are at most 0.4 % off.
  public let median: Double
  /// The 95th percentile.
  public let p95: Double
  /// The 99th percentile.
  public let p99: Double
  /// The longest wait; exact.
  public let longest: Double
}

/// Why a fleet cannot carry a load. Waiting times then only reflect the length of the run.
public enum Saturation: Sendable, Equatable, CustomStringConvertible {
  /// The jobs need more nodes on average than the fleet can have.
  case offeredLoad(nodes: Double, most: Int)
  /// The waiting times grew from quarter to quarter of the run, to more than a twentieth of its length.
  case growingBacklog(lastQuarterWait: Double)
  /// Some jobs need more nodes than the fleet can have, although another fleet runs them.
  case unfit(jobs: Int, of: Int)
  /// Interruptions are so frequent that long jobs hardly ever end.
  case interruptions(Int)

  /// The reason in words.
  public var description: String {
    switch self {
    case .offeredLoad(let nodes, let most):
      "the jobs need \((nodes * 100).rounded() / 100) nodes on average and there are at most \(most)"
    case .growingBacklog(let wait):
      "the backlog grows: jobs of the last quarter waited \(Int(min(wait, 1e15))) s on average, each quarter longer"
    case .unfit(let jobs, let all): "\(jobs) of \(all) jobs need more nodes than there are"
    case .interruptions(let count): "long jobs never end: \(count) interruptions"
    }
  }
}
