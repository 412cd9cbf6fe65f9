/// An exact amount of money in one currency, stored in units of 10^-12.
///
/// Twelve decimal places are enough for every unit price that AWS publishes (the smallest have ten); 128 bits leave
/// room for 10^26 dollars. Operations on amounts in different currencies throw.
public struct Money: Sendable, Hashable {
  /// The amount in units of 10^-12 of the currency.
  package let units: Int128
  /// The currency of the amount.
  public let currency: Currency

  static let scale = 12

  /// Creates an amount in units of 10^-12.
  package init(units: Int128, currency: Currency) {
    self.units = units
    self.currency = currency
  }

  /// Zero in a currency.
  public static func zero(_ currency: Currency) -> Money { Money(units: 0, currency: currency) }

  /// Parses a decimal such as `0.0416` or `-12`: digits, then a point and at most twelve digits, without spaces,
  /// currency signs, exponents or separators.
  /// - Throws: `MoneyError.malformed` for anything else, and for amounts out of range.
  public init(_ text: String, _ currency: Currency) throws(MoneyError) {
    guard let units = FixedPoint.parse(text, scale: Self.scale) else { throw .malformed(text) }
    self.init(units: units, currency: currency)
  }

  /// The sum.
  /// - Throws: `MoneyError` if the currencies differ or the sum is out of range.
  public func adding(_ other: Money) throws(MoneyError) -> Money {
    try same(as: other)
    return try checked(units.addingReportingOverflow(other.units))
  }

  /// The difference.
  /// - Throws: `MoneyError` if the currencies differ or the difference is out of range.
  public func subtracting(_ other: Money) throws(MoneyError) -> Money {
    try same(as: other)
    return try checked(units.subtractingReportingOverflow(other.units))
  }

  /// The amount times a quantity, rounded to twelve decimal places.
  /// - Throws: `MoneyError.outOfRange`.
  public func multiplied(by quantity: Quantity) throws(MoneyError) -> Money {
    let product = try checked(units.multipliedReportingOverflow(by: quantity.units)).units
    return Money(units: FixedPoint.divide(product, by: Quantity.unitsOfOne), currency: currency)
  }

  /// The exact amount times a whole number.
  /// - Throws: `MoneyError.outOfRange`.
  public func multiplied(by count: Int) throws(MoneyError) -> Money {
    try checked(units.multipliedReportingOverflow(by: Int128(count)))
  }

  /// The amount divided by a whole number, rounded to twelve decimal places.
  /// - Throws: `MoneyError.outOfRange` for a division by zero.
  public func divided(by divisor: Int) throws(MoneyError) -> Money {
    guard divisor != 0 else { throw .outOfRange }
    return Money(units: FixedPoint.divide(units, by: Int128(divisor)), currency: currency)
  }

  /// The amount divided by a quantity, rounded to twelve decimal places.
  /// - Throws: `MoneyError.outOfRange`, also for a division by zero.
  public func divided(by quantity: Quantity) throws(MoneyError) -> Money {
    guard quantity != .zero else { throw .outOfRange }
    let product = try checked(units.multipliedReportingOverflow(by: FixedPoint.powerOfTen(Quantity.scale))).units
    return Money(units: FixedPoint.divide(product, by: quantity.units), currency: currency)
  }

  /// How many times another amount this one is, rounded to nine decimal places.
  /// - Throws: `MoneyError.outOfRange`, also for an amount of zero; `MoneyError` for another currency.
  public func ratio(to other: Money) throws(MoneyError) -> Quantity {
    try same(as: other)
    let (product, overflow) = units.multipliedReportingOverflow(by: FixedPoint.powerOfTen(Quantity.scale))
    guard !overflow, other.units != 0 else { throw .outOfRange }
    return Quantity(units: FixedPoint.divide(product, by: other.units))
  }

  /// The amount in another currency, rounded to twelve decimal places. `rate` is the price of one unit of this currency
  /// in that one.
  /// - Throws: `MoneyError.outOfRange`.
  public func converted(to currency: Currency, rate: Quantity) throws(MoneyError) -> Money {
    Money(units: try multiplied(by: rate).units, currency: currency)
  }

  /// Whether this is less than the other amount.
  /// - Throws: `MoneyError.differentCurrencies`.
  public func isLess(than other: Money) throws(MoneyError) -> Bool {
    try same(as: other)
    return units < other.units
  }

  /// Whether the amount is negative.
  public var isNegative: Bool { units < 0 }

  /// The exact amount, with as many decimal places as it needs: `0.0416`.
  public var exact: String { FixedPoint.format(units, scale: Self.scale, minimum: 0, maximum: Self.scale) }

  /// The amount with a fixed number of decimal places, rounded half away from zero.
  public func rounded(places: Int) -> String {
    FixedPoint.format(units, scale: Self.scale, minimum: places, maximum: places)
  }

  private func same(as other: Money) throws(MoneyError) {
    guard currency == other.currency else { throw .differentCurrencies(currency, other.currency) }
  }

  private func checked(_ result: (partialValue: Int128, overflow: Bool)) throws(MoneyError) -> Money {
    guard !result.overflow else { throw .outOfRange }
    return Money(units: result.partialValue, currency: currency)
  }
}

extension Money: CustomStringConvertible {
  /// The exact amount and its currency: `0.0416 USD`.
  public var description: String { "\(exact) \(currency)" }
}

/// A currency by its ISO 4217 code.
public struct Currency: Sendable, Hashable, CustomStringConvertible {
  /// Three capital letters.
  public let description: String

  /// United States dollars.
  public static let usd = Currency(code: "USD")

  private init(code: String) { description = code }

  /// The currency with the given code; nil unless it is three capital letters.
  public init?(_ code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
      return nil
    }
    self.init(code: code)
  }
}

/// Why an operation on money failed.
public enum MoneyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text is not a decimal number within range.
  case malformed(String)
  /// The currencies differ.
  case differentCurrencies(Currency, Currency)
  /// The result is out of range.
  case outOfRange

  /// The message shown to people.
  public var description: String {
    switch self {
    case .malformed(let text): "`\(text)` is not an amount; write digits, a point and at most twelve digits"
    case .differentCurrencies(let one, let other): "amounts in \(one) and \(other) cannot be combined"
    case .outOfRange: "the amount is too large to be computed"
    }
  }
}
