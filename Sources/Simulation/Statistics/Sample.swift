/// One number from each replication of a study.
public struct Sample: Sendable, Equatable {
  /// The values, in the order of the replications.
  public let values: [Double]
  /// The mean of the values.
  public let mean: Double
  /// The standard deviation, computed with n - 1; 0 for a single value.
  public let standardDeviation: Double

  /// Creates a sample of values.
  public init(_ values: [Double]) {
    self.values = values
    let count = Double(values.count)
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / count
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardDeviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : 0
  }

  /// Student's confidence interval of the mean: how precisely the replications determine it. For a bootstrapped trace,
  /// it does not say how typical the trace is; `range(level:)` does.
  public func interval(level: Double) -> Interval {
    guard values.count > 1 else { return Interval(low: -.infinity, high: .infinity) }
    let error = standardDeviation / Double(values.count).squareRoot()
    let half = error > 0 ? StudentT.quantile(level: level, freedom: values.count - 1) * error : 0
    return Interval(low: mean - half, high: mean + half)
  }

  /// The central range that holds the given share of the replications: what another period of the same length may
  /// bring. It is the percentile interval of a bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap",
  /// 1993, chapter 13).
  public func range(level: Double) -> Interval {
    guard !values.isEmpty, level >= 0, level <= 1 else { return Interval(low: -.infinity, high: .infinity) }
    let sorted = values.sorted()
    return Interval(low: Sample.quantile((1 - level) / 2, sorted), high: Sample.quantile((1 + level) / 2, sorted))
  }

  /// A quantile by linear interpolation between the order statistics, definition 7 of Hyndman and Fan (1996).
  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }

  /// The half width of the interval relative to the mean; 0 if all values are equal, infinite for a mean of 0.
  func relativeHalfWidth(level: Double) -> Double {
    guard values.count > 1 else { return .infinity }
    guard standardDeviation > 0 else { return 0 }
    guard mean != 0 else { return .infinity }
    return (interval(level: level).high - mean) / mean.magnitude
  }
}

/// A range of numbers.
public struct Interval: Sendable, Equatable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Creates a range.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Whether a number lies in the range.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
