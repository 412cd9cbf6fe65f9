/// The interpretation of plain scalars in YAML 1.2's core schema (YAML 1.2.2, section 10.3.2). Unlike in YAML 1.1,
/// `no`, `on` and `12:30` are strings.
enum CoreSchema {
  static func resolve(_ text: String) -> Node.Value {
    // Most texts are plain strings, which their first character shows.
    guard let first = text.utf8.first else { return .null }
    guard Self.mayBeginOther(first) else { return .string(text) }
    switch text {
    case "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return number(text) ?? .string(text)
    }
  }

  private static func mayBeginOther(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// The number of a text; nil if it is not a number.
  static func number(_ text: String) -> Node.Value? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, "+-.0123456789".utf8.contains(first) else { return nil }
    if text.hasPrefix("0o") { return radix(text, 8) }
    if text.hasPrefix("0x") { return radix(text, 16) }
    let unsigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    if [".inf", ".Inf", ".INF"].contains(where: { unsigned.elementsEqual($0.utf8) }) { return .number(text) }
    if [".nan", ".NaN", ".NAN"].contains(text) { return .number(text) }
    if !unsigned.isEmpty, unsigned.allSatisfy(isDigit) { return Int(text).map { .integer($0) } ?? .number(text) }
    return isFloat(unsigned) ? .number(text) : nil
  }

  /// Whether the text of a number is an integer: decimal, octal or hexadecimal digits, with or without a sign.
  static func isWhole(_ text: String) -> Bool {
    if text.hasPrefix("0o") || text.hasPrefix("0x") { return true }
    return text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }.allSatisfy(isDigit)
  }

  private static func radix(_ text: String, _ radix: Int) -> Node.Value? {
    let digits = text.dropFirst(2)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ digitValue($0).map { $0 < radix } ?? false }) else { return nil }
    return Int(digits, radix: radix).map { .integer($0) } ?? .number(text)
  }

  private static func digitValue(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest[rest.startIndex..<rest.startIndex]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit)
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
