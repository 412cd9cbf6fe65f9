/// A range of whole numbers. The upper end is `UInt64.max` if there is no bound.
public struct Interval: Sendable, Equatable {
  /// The lower end.
  public let least: UInt64
  /// The upper end; `UInt64.max` if there is no bound.
  public let most: UInt64

  /// Creates a range. A `most` below `least` is taken as `least`.
  public init(_ least: UInt64, _ most: UInt64) {
    self.least = least
    self.most = max(least, most)
  }

  /// Creates a range of a single number.
  public init(_ number: UInt64) { self.init(number, number) }

  /// The range of all numbers.
  public static let any = Interval(0, .max)
  static let zero = Interval(0)

  /// Whether there is an upper bound.
  public var isBounded: Bool { most < .max }

  /// The range from zero to the upper end.
  var atMost: Interval { Interval(0, most) }

  func union(_ other: Interval) -> Interval { Interval(min(least, other.least), max(most, other.most)) }

  func map(_ transform: (UInt64) -> UInt64) -> Interval {
    Interval(transform(least), isBounded ? transform(most) : .max)
  }

  static func + (one: Interval, other: Interval) -> Interval {
    Interval(one.least.addingSaturating(other.least), one.most.addingSaturating(other.most))
  }

  static func + (one: Interval, number: UInt64) -> Interval { one + Interval(number) }

  static func * (one: Interval, other: Interval) -> Interval {
    Interval(one.least.multipliedSaturating(by: other.least), one.most.multipliedSaturating(by: other.most))
  }

  static func += (one: inout Interval, other: Interval) { one = one + other }
}

extension Interval: CustomStringConvertible {
  /// `3`, `3 to 20`, or `3 or more`.
  public var description: String {
    least == most ? "\(least)" : isBounded ? "\(least) to \(most)" : "\(least) or more"
  }
}

extension UInt64 {
  func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }

  func multipliedSaturating(by other: UInt64) -> UInt64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }
}
