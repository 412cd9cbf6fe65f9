/// A least, an expected and a greatest value.
public struct Bounds<Value> {
  /// The least.
  public let low: Value
  /// What is expected.
  public let expected: Value
  /// The greatest.
  public let high: Value

  /// Bounds from their three values.
  public init(low: Value, expected: Value, high: Value) {
    self.low = low
    self.expected = expected
    self.high = high
  }

  /// The same value three times.
  public init(_ value: Value) {
    self.init(low: value, expected: value, high: value)
  }

  /// The bounds of a function of the value.
  func map<Result, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Result
  ) throws(Failure) -> Bounds<Result> {
    Bounds<Result>(low: try transform(low), expected: try transform(expected), high: try transform(high))
  }

  /// The bounds of a function of two values, bound by bound.
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
