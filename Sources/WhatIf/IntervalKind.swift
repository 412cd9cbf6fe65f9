public import Simulation

/// What an interval around a number of a comparison says.
public enum IntervalKind: String, Sendable {
  /// Student's, of jobs at random: how well so many replications know the mean.
  case simulation
  /// The percentiles over replications that are made of blocks of a trace: what another time like that of the trace may
  /// bring (block bootstrap).
  case bootstrap

  /// The level of the intervals.
  public static let level = 0.95

  /// The interval around the mean of a sample.
  public func around(_ sample: Sample) -> Interval {
    switch self {
    case .simulation: sample.interval(level: Self.level)
    case .bootstrap: sample.range(level: Self.level)
    }
  }
}
