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
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostDigits) { reversed in
      var count = digits(of: rounded.magnitude, into: reversed)
      // One digit stands before the point.
      while count <= places {
        reversed[count] = UInt8(ascii: "0")
        count += 1
      }
      // Zeros at the end say nothing.
      var dropped = 0
      while places - dropped > minimum, reversed[dropped] == UInt8(ascii: "0") { dropped += 1 }
      let added = max(0, minimum - places)
      return String(unsafeUninitializedCapacity: count + added + 2) { text in
        var length = 0
        func append(_ byte: UInt8) {
          text[length] = byte
          length += 1
        }
        if rounded < 0 { append(UInt8(ascii: "-")) }
        for place in stride(from: count - 1, through: places, by: -1) { append(reversed[place]) }
        if places - dropped + added > 0 { append(UInt8(ascii: ".")) }
        for place in stride(from: places - 1, through: dropped, by: -1) { append(reversed[place]) }
        for _ in 0..<added { append(UInt8(ascii: "0")) }
        return length
      }
    }
  }

  /// As many digits as 128 bits have, and room for zeros before and behind them.
  private static let mostDigits = 80

  /// Writes the digits of a number, the last one first; none for 0. Returns how many there are.
  private static func digits(of number: UInt128, into reversed: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var (rest, count) = (number, 0)
    // Nineteen digits at a time: divisions of 128 bits are slow.
    while rest > 0 {
      let (higher, lower) = rest.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
      var part = UInt64(lower)
      var written = 0
      while part > 0 || (higher > 0 && written < 19) {
        reversed[count] = UInt8(ascii: "0") + UInt8(part % 10)
        part /= 10
        count += 1
        written += 1
      }
      rest = higher
    }
    return count
  }
}
