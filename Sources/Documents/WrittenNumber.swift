/// The value of a number that does not fit in a signed 64-bit integer or is not whole.
package enum WrittenNumber: Sendable, Equatable {
  /// A whole number that fits in an unsigned 64-bit integer.
  case unsigned(UInt64)
  /// Any other number, as the nearest double; infinite if out of range.
  case double(Double)

  /// Parses the text of a `Node.Value.number`.
  package init(_ text: String) {
    if text.hasPrefix("0x") || text.hasPrefix("0o") {
      self = Self.radix(text.dropFirst(2), text.hasPrefix("0x") ? 16 : 8)
      return
    }
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if !isNegative, unsigned.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let whole = UInt64(unsigned)
    {
      self = .unsigned(whole)
    } else if unsigned.lowercased() == ".inf" {
      self = .double(isNegative ? -.infinity : .infinity)
    } else {
      // INVARIANT: the readers accept only numbers; anything that is not one of the above is `.nan` or decimal.
      self = .double(Double(text) ?? .nan)
    }
  }

  private static func radix(_ digits: Substring, _ radix: Int) -> WrittenNumber {
    if let whole = UInt64(digits, radix: radix) { return .unsigned(whole) }
    // Swift converts hexadecimal digits to the nearest double, but not octal ones.
    let hexadecimal = radix == 16 ? String(digits) : hexadecimal(ofOctal: digits)
    return .double(Double("0x" + hexadecimal) ?? .infinity)
  }

  private static func hexadecimal(ofOctal digits: Substring) -> String {
    var bits = digits.utf8.flatMap { [$0 >> 2 & 1, $0 >> 1 & 1, $0 & 1] }
    bits = Array(repeating: 0, count: (4 - bits.count % 4) % 4) + bits
    return stride(from: 0, to: bits.count, by: 4).reduce(into: "") { text, index in
      text += String(bits[index..<index + 4].reduce(0) { $0 << 1 | $1 }, radix: 16)
    }
  }
}
