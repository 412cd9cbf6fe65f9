/// A lower bound, an expected value and an upper bound.
public struct Bounds<Value> {
  /// The lower bound.
  public let low: Value
  /// The expected value.
  public let expected: Value
  /// The upper bound.
  public let high: Value

  /// Creates bounds from three values.
  public init(low: Value, expected: Value, high: Value) {
    self.low = low
    self.expected = expected
    self.high = high
  }

  /// Creates bounds that all have the same value.
  public init(_ value: Value) {
    self.init(low: value, expected: value, high: value)
  }

  /// The bounds after applying a function to each.
  func map<Result, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Result
  ) throws(Failure) -> Bounds<Result> {
    Bounds<Result>(low: try transform(low), expected: try transform(expected), high: try transform(high))
  }

  /// The bounds after applying a function of two values, bound by bound.
  func combined<Other, Result, Failure: Error>(
    with other: Bounds<Other>, _ combine: (Value, Other) throws(Failure) -> Result
  ) throws(Failure) -> Bounds<Result> {
    Bounds<Result>(
      low: try combine(low, other.low), expected: try combine(expected, other.expected),
      high: try combine(high, other.high))
  }
}

extension Bounds: Sendable where Value: Sendable {}
extension Bounds: Equatable where Value: Equatable {}
