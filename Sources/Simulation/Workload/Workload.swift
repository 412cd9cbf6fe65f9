/// The jobs that arrive in a study.
public enum Workload: Sendable {
  /// Randomly drawn jobs, new in each replication.
  case synthetic(SyntheticWorkload)
  /// Blocks of a trace, drawn anew in each replication.
  case trace(TraceWorkload)

  /// The jobs of a replication.
  public func jobs(seed: UInt64, replication: Int) -> JobList {
    switch self {
    case .synthetic(let workload): workload.jobs(seed: seed, replication: replication)
    case .trace(let workload): workload.resampled(seed: seed, replication: replication)
    }
  }
}
