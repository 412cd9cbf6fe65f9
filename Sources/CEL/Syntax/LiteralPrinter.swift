/// Writes constants as the language's literals.
enum LiteralPrinter {
  static func source(of literal: Literal) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .uint(let value): "\(value)u"
    // Digits that read back as the same number; literals are finite.
    case .double(let value): value.description
    case .string(let value): string(value)
    case .bytes(let value): bytes(value)
    }
  }

  /// Categories of characters that are invisible or move the text after them.
  private static let escaped: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]

  static func string(_ value: String) -> String {
    var output = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where escaped.contains(scalar.properties.generalCategory):
        let digits = String(scalar.value, radix: 16)
        output +=
          scalar.value > 0xFFFF
          ? "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
          : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }

  static func bytes(_ value: [UInt8]) -> String {
    var output = "b\""
    for byte in value {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\""
      case UInt8(ascii: "\\"): output += "\\\\"
      case 0x20..<0x7F: output.unicodeScalars.append(UnicodeScalar(byte))
      default: output += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return output + "\""
  }
}
