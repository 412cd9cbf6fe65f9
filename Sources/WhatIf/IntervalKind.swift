public import Simulation

/// The meaning of the interval around a number of a comparison.
public enum IntervalKind: String, Sendable {
  /// Student's interval for random jobs: how precisely the replications determine the mean.
  case simulation
  /// The percentiles over replications made of blocks of a trace: what another period like that of the trace may bring
  /// (block bootstrap).
  case bootstrap

  /// The confidence level of the intervals.
  public static let level = 0.95

  /// The interval around the mean of a sample.
  public func around(_ sample: Sample) -> Interval {
    switch self {
    case .simulation: sample.interval(level: Self.level)
    case .bootstrap: sample.range(level: Self.level)
    }
  }
}
