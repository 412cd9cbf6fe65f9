public import Findings

/// A JSON value to write, with its members in the given order.
public enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// An IEEE 754 double, as RFC 8785 requires. Not for money, which is written as a string.
  case double(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object([(key: String, value: JSONValue)])

  /// A string; null if there is none.
  public init(_ text: String?) {
    self = text.map { .string($0) } ?? .null
  }

  /// The value of a tree, without places. Numbers that JSON does not support, such as `.inf`, become strings.
  package init(_ node: Node) {
    switch node.value {
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .number(let text):
      switch WrittenNumber(text) {
      case .unsigned(let value): self = .double(Double(value))
      case .double(let value): self = value.isFinite ? .double(value) : .string(text)
      }
    case .string(let text): self = .string(text)
    case .sequence(let elements): self = .array(elements.map { JSONValue($0) })
    case .mapping(let members): self = .object(members.map { ($0.key.value, JSONValue($0.value)) })
    }
  }

  /// Whether two values are equal, with members in the same order.
  public static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  /// The value as text for people and programs: indented by two spaces, members in the given order, with a final line
  /// break. Terminal control characters are escaped.
  public var indented: PrintableText {
    var text = ""
    write(to: &text, indentation: 0)
    return PrintableText(alreadyPrintable: text + "\n")
  }

  /// The same without the final line break, for a place `levels` deep in a larger value.
  package func indented(by levels: Int) -> PrintableText {
    var text = ""
    write(to: &text, indentation: levels)
    return PrintableText(alreadyPrintable: text)
  }

  private func write(to text: inout String, indentation: Int) {
    let blanks = String(repeating: "  ", count: indentation)
    switch self {
    case .array(let elements) where !elements.isEmpty:
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index == 0 ? "\n  " : ",\n  ") + blanks
        element.write(to: &text, indentation: indentation + 1)
      }
      text += "\n" + blanks + "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index == 0 ? "\n  " : ",\n  ") + blanks + Self.quoted(member.key, escapingUnprintable: true) + ": "
        member.value.write(to: &text, indentation: indentation + 1)
      }
      text += "\n" + blanks + "}"
    case .string(let string): text += Self.quoted(string, escapingUnprintable: true)
    default: text += canonical
    }
  }

  /// The same on one line, without a final line break.
  package var compact: PrintableText {
    var text = ""
    writeCompact(to: &text)
    return PrintableText(alreadyPrintable: text)
  }

  private func writeCompact(to text: inout String) {
    switch self {
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.writeCompact(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index > 0 ? "," : "") + Self.quoted(member.key, escapingUnprintable: true) + ":"
        member.value.writeCompact(to: &text)
      }
      text += "}"
    case .string(let string): text += Self.quoted(string, escapingUnprintable: true)
    default: text += canonical
    }
  }

  /// The value in the JSON Canonicalization Scheme (RFC 8785): no whitespace, members sorted by the UTF-16 code units
  /// of their keys, numbers in ECMAScript format.
  public var canonical: String {
    var text = ""
    writeCanonical(to: &text)
    return text
  }

  private func writeCanonical(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .double(let value): text += ECMAScriptNumber.text(of: value)
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.writeCanonical(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { text += "," }
        text += Self.quoted(member.key)
        text += ":"
        member.value.writeCanonical(to: &text)
      }
      text += "}"
    }
  }

  /// A JSON string with the escapes of RFC 8785, section 3.2.2.2.
  package static func quoted(_ text: String, escapingUnprintable: Bool = false) -> String {
    // Most texts need no escapes and are copied unchanged.
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{8}": result += "\\b"
      case "\u{9}": result += "\\t"
      case "\u{A}": result += "\\n"
      case "\u{C}": result += "\\f"
      case "\u{D}": result += "\\r"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case _ where escapingUnprintable && isUnprintable(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Numbers in the format of ECMAScript's Number::toString (ECMA-262, section 6.1.6.1.20), which RFC 8785 requires.
enum ECMAScriptNumber {
  static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }  // as in ECMAScript's JSON.stringify; RFC 8785 has no such numbers
    if value == 0 { return "0" }
    let (digits, exponent) = shortestDigits(of: value.magnitude)
    let count = digits.count
    let body: String
    if count <= exponent, exponent <= 21 {
      body = digits + String(repeating: "0", count: exponent - count)
    } else if exponent > 0, exponent <= 21 {
      body = digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    } else if exponent > -6, exponent <= 0 {
      body = "0." + String(repeating: "0", count: -exponent) + digits
    } else {
      let power = exponent - 1
      let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
      body = mantissa + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
    }
    return (value < 0 ? "-" : "") + body
  }

  /// The fewest digits that read back as the same number, and the power of ten of the decimal point. They are taken
  /// from Swift's own description.
  private static func shortestDigits(of value: Double) -> (digits: String, exponent: Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let all = whole + fraction
    let significant = all.drop { $0 == "0" }
    let exponent = whole.count + power - (all.count - significant.count)
    var digits = String(significant)
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    return (digits, exponent)
  }
}
