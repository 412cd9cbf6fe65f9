/// An exact decimal number of things, such as nodes, hours or gigabytes, stored in units of 10^-9.
public struct Quantity: Sendable, Hashable, Comparable {
  /// The number in units of 10^-9.
  package let units: Int128

  static let scale = 9
  /// 10 to the power of `scale`.
  static let unitsOfOne: UInt64 = 1_000_000_000

  /// Creates a number in units of 10^-9.
  package init(units: Int128) { self.units = units }

  /// Zero.
  public static let zero = Quantity(units: 0)
  /// One.
  public static let one = Quantity(1)

  /// A whole number.
  public init(_ value: Int) {
    units = Int128(value) * FixedPoint.powerOfTen(Self.scale)
  }

  /// The number nearest to a double, such as a mean of a simulation; nil beyond 10^12 and for NaN.
  public init?(nearest value: Double) {
    guard value.magnitude <= 1e12 else { return nil }
    units = Int128((value * 1e9).rounded())
  }

  /// Parses a decimal such as `0.35`; nil for anything else and for more than nine decimal places.
  public init?(_ text: String) {
    guard let units = FixedPoint.parse(text, scale: Self.scale) else { return nil }
    self.init(units: units)
  }

  /// The sum.
  /// - Throws: `MoneyError.outOfRange`.
  public func adding(_ other: Quantity) throws(MoneyError) -> Quantity {
    let (sum, overflow) = units.addingReportingOverflow(other.units)
    guard !overflow else { throw .outOfRange }
    return Quantity(units: sum)
  }

  /// The difference.
  /// - Throws: `MoneyError.outOfRange`.
  public func subtracting(_ other: Quantity) throws(MoneyError) -> Quantity {
    let (difference, overflow) = units.subtractingReportingOverflow(other.units)
    guard !overflow else { throw .outOfRange }
    return Quantity(units: difference)
  }

  /// The product, rounded to nine decimal places.
  /// - Throws: `MoneyError.outOfRange`.
  public func multiplied(by other: Quantity) throws(MoneyError) -> Quantity {
    let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
    guard !overflow else { throw .outOfRange }
    return Quantity(units: FixedPoint.divide(product, by: Self.unitsOfOne))
  }

  /// The exact product with a whole number.
  /// - Throws: `MoneyError.outOfRange`.
  public func multiplied(by count: Int) throws(MoneyError) -> Quantity {
    let (product, overflow) = units.multipliedReportingOverflow(by: Int128(count))
    guard !overflow else { throw .outOfRange }
    return Quantity(units: product)
  }

  /// Whether one is less than the other.
  public static func < (one: Quantity, other: Quantity) -> Bool { one.units < other.units }
}

extension Quantity: CustomStringConvertible {
  /// The exact number, with as many decimal places as it needs.
  public var description: String { FixedPoint.format(units, scale: Self.scale, minimum: 0, maximum: Self.scale) }

  /// The nearest double, used only for the canonical form of JSON.
  public var double: Double {
    // Both numbers are exact, so the quotient is rounded only once.
    units.magnitude < 1 << 53 ? Double(Int64(units)) / 1e9 : Double(description) ?? 0
  }
}
