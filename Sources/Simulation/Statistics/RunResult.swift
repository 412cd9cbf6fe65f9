/// What one fleet did with one list of jobs.
public struct RunResult: Sendable, Equatable {
  /// Jobs that ran and count.
  public let jobs: Int
  /// Jobs that need more nodes than the fleet can ever have, and were left out.
  public let unfit: Int
  /// How long they waited, in seconds.
  public let wait: WaitSummary
  /// How many waited how long.
  public let histogram: WaitHistogram
  /// The seconds that were measured: until no more jobs arrive and all have ended.
  public let span: Double
  /// Hours of nodes that were up or booting, all together.
  public let nodeHours: Double
  /// The part of them that the minimum of nodes has in any case.
  public let fixedNodeHours: Double
  /// Hours in which nodes ran jobs, shared nodes in proportion; work lost by interruption is in it.
  public let busyNodeHours: Double
  /// Nodes that were booted, after those of the beginning.
  public let boots: Int
  /// Nodes that were taken away.
  public let interruptions: Int
  /// When the last job ended, in seconds from the beginning.
  public let makespan: Double
  /// The mean number of nodes that would be busy if no job had to wait; jobs that do not fit are not in it.
  public let offeredLoad: Double
  /// Why the fleet cannot carry the load; nil if it can. The other numbers then depend on the length of the run.
  public let saturation: Saturation?

  /// The part of node time in which jobs ran, from 0 to 1.
  public var utilization: Double { nodeHours > 0 ? busyNodeHours / nodeHours : 0 }
  /// The mean number of nodes, booting ones with them: times the hours of a month, the node-hours of a month.
  public var meanNodes: Double { span > 0 ? nodeHours * 3600 / span : 0 }
}

/// Waiting times in seconds: from a job's arrival to its end, without its own run time.
public struct WaitSummary: Sendable, Equatable {
  /// The mean, exact.
  public let mean: Double
  /// The time that half of the jobs do not exceed; like those below it is at most 0.4 % off.
  public let median: Double
  /// The time that 95 of 100 do not exceed.
  public let p95: Double
  /// The time that 99 of 100 do not exceed.
  public let p99: Double
  /// The longest, exact.
  public let longest: Double
}

/// Why a fleet cannot carry a load, so that a waiting time says only how long the run was.
public enum Saturation: Sendable, Equatable, CustomStringConvertible {
  /// The jobs keep more nodes busy than there can be.
  case offeredLoad(nodes: Double, most: Int)
  /// The waiting times grew from quarter to quarter of the run, to more than a twentieth of its length.
  case growingBacklog(lastQuarterWait: Double)
  /// Interruptions come so often that long jobs hardly ever end.
  case interruptions(Int)

  /// In words.
  public var description: String {
    switch self {
    case .offeredLoad(let nodes, let most):
      "the jobs need \((nodes * 100).rounded() / 100) nodes on average and there are at most \(most)"
    case .growingBacklog(let wait):
      "the backlog grows: jobs of the last quarter waited \(Int(min(wait, 1e15))) s on average, each quarter longer"
    case .interruptions(let count): "long jobs never end: \(count) interruptions"
    }
  }
}
