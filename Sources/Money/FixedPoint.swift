/// Integer arithmetic on decimals, shared by money and quantities. Nothing here traps: overflow is an error.
enum FixedPoint {
  /// 10 to the power of `exponent`, for exponents up to 38, the largest that fit in 128 bits.
  static func powerOfTen(_ exponent: Int) -> Int128 { powersOfTen[exponent] }

  private static let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, _ in
    powers.append((powers.last ?? 1) * 10)
  }

  /// Parses `-?digits(.digits)?` in units of 10^-`scale`. Nil for anything else, for more decimal places than the
  /// scale, and for numbers that do not fit.
  static func parse(_ text: String, scale: Int) -> Int128? {
    var isNegative = false
    var value: Int128 = 0
    var wholeDigits = 0
    var fractionDigits: Int?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-") where !isNegative && wholeDigits == 0: isNegative = true
      case UInt8(ascii: ".") where fractionDigits == nil && wholeDigits > 0: fractionDigits = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if let digits = fractionDigits {
          guard digits < scale else { return nil }
          fractionDigits = digits + 1
        } else {
          wholeDigits += 1
        }
        guard let next = append(digit: byte - UInt8(ascii: "0"), to: value) else { return nil }
        value = next
      default: return nil
      }
    }
    guard wholeDigits > 0, fractionDigits != 0 else { return nil }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: powerOfTen(scale - (fractionDigits ?? 0)))
    return overflow ? nil : isNegative ? -scaled : scaled
  }

  private static func append(digit: UInt8, to value: Int128) -> Int128? {
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(Int128(digit))
    return overflow || carry ? nil : sum
  }

  /// The quotient rounded to the nearest integer, halves away from zero.
  static func divide(_ dividend: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    // Equivalent to 2 * remainder >= divisor, but without overflow.
    guard remainder.magnitude >= divisor.magnitude - remainder.magnitude, remainder != 0 else { return quotient }
    return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }

  /// The quotient by a positive divisor, rounded to the nearest integer, halves away from zero. Two divisions of the
  /// processor, a tenth of what a divisor of 128 bits takes.
  static func divide(_ dividend: Int128, by divisor: UInt64) -> Int128 {
    let magnitude = dividend.magnitude
    let high = UInt64(truncatingIfNeeded: magnitude >> 64).quotientAndRemainder(dividingBy: divisor)
    let low = divisor.dividingFullWidth((high.remainder, UInt64(truncatingIfNeeded: magnitude)))
    var quotient = UInt128(high.quotient) << 64 | UInt128(low.quotient)
    if low.remainder >= divisor - low.remainder { quotient += 1 }
    // INVARIANT: a quotient by two or more fits, and one by 1 has no remainder.
    return dividend < 0 ? 0 &- Int128(truncatingIfNeeded: quotient) : Int128(truncatingIfNeeded: quotient)
  }

  /// The decimal text of a number in units of 10^-`scale`, with `minimum` to `maximum` decimal places, rounded half
  /// away from zero.
  static func format(_ value: Int128, scale: Int, minimum: Int, maximum: Int) -> String {
    let rounded = maximum < scale ? divide(value, by: powerOfTen(scale - maximum)) : value
    let places = min(maximum, scale)
    var digits = String(rounded.magnitude)
    if digits.utf8.count <= places { digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits }
    let whole = digits.dropLast(places)
    var fraction = digits.suffix(places)
    while fraction.utf8.count > minimum, fraction.last == "0" { fraction.removeLast() }
    if fraction.utf8.count < minimum { fraction += String(repeating: "0", count: minimum - fraction.utf8.count) }
    return (rounded < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
