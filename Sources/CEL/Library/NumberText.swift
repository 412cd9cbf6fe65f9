import Glibc

/// Doubles as text.
enum NumberText {
  /// Returns the shortest decimal digits that read back as the same number, without a fraction if there is none: `1`,
  /// `0.5`, `1e+21`. From 2^54 and below 0.0001 they have an exponent; the specification leaves the form open.
  static func shortest(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    var text = value.description
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }

  /// Returns the shortest decimal digits that read back as the same number, without an exponent: `0.000000002`.
  static func positional(_ value: Double) -> String {
    let text = shortest(value)
    guard value.isFinite, let e = text.utf8.firstIndex(of: UInt8(ascii: "e")),
      let exponent = Int(text[text.utf8.index(after: e)...])
    else { return text }
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let mantissa = text[..<e].utf8.filter { $0 != UInt8(ascii: "-") }
    let digits = String(decoding: mantissa.filter { $0 != UInt8(ascii: ".") }, as: UTF8.self)
    // The mantissa has one digit before the point.
    let decimals = digits.utf8.count - 1 - exponent
    let positional =
      if exponent < 0 {
        "0." + String(repeating: "0", count: -exponent - 1) + digits
      } else if decimals > 0 {
        String(digits.dropLast(decimals)) + "." + digits.suffix(decimals)
      } else {
        digits + String(repeating: "0", count: -decimals)
      }
    return isNegative ? "-" + positional : positional
  }

  /// Formats a number with a fixed number of decimals, with or without an exponent (C's `%.*f` and `%.*e`). Halves are
  /// rounded to even.
  static func fixed(_ value: Double, decimals: Int, isScientific: Bool) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    let format = isScientific ? "%.*e" : "%.*f"
    var buffer = [CChar](repeating: 0, count: decimals + 330)  // at most 309 digits before the point
    let count = withVaList([Int32(decimals), value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
