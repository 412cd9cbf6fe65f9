/// An exact decimal number of things, such as nodes, hours or gigabytes, kept in units of 10^-9.
public struct Quantity: Sendable, Hashable, Comparable {
  /// The number in units of 10^-9.
  package let units: Int128

  static let scale = 9

  /// A number in units of 10^-9.
  package init(units: Int128) { self.units = units }

  /// None.
  public static let zero = Quantity(units: 0)
  /// One.
  public static let one = Quantity(1)

  /// A whole number.
  public init(_ value: Int) {
    units = Int128(value) * FixedPoint.powerOfTen(Self.scale)
  }

  /// The nearest number to a double, such as a mean of a simulation; nil beyond 10^12 and for what is no number.
  public init?(nearest value: Double) {
    guard value.magnitude <= 1e12 else { return nil }
    units = Int128((value * 1e9).rounded())
  }

  /// Reads a decimal such as `0.35`; nil for anything else and for more than nine decimal places.
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

  /// The product, rounded at the ninth decimal place.
  /// - Throws: `MoneyError.outOfRange`.
  public func multiplied(by other: Quantity) throws(MoneyError) -> Quantity {
    let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
    guard !overflow else { throw .outOfRange }
    return Quantity(units: FixedPoint.divide(product, by: FixedPoint.powerOfTen(Self.scale)))
  }

  /// Whether one is less than the other.
  public static func < (one: Quantity, other: Quantity) -> Bool { one.units < other.units }
}

extension Quantity: CustomStringConvertible {
  /// The exact number, with as many decimal places as it needs.
  public var description: String { FixedPoint.format(units, scale: Self.scale, minimum: 0, maximum: Self.scale) }

  /// The nearest double, for JSON's canonical form alone.
  public var double: Double {
    // Both numbers are exact, so that the quotient is rounded once.
    units.magnitude < 1 << 53 ? Double(Int64(units)) / 1e9 : Double(description) ?? 0
  }
}
