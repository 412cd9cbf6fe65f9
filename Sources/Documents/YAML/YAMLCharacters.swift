/// The roles of characters in YAML.
enum YAMLCharacters {
  /// Whether a byte separates tokens: a space, a tab or a line end.
  static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }

  /// Whether a byte is a bracket, or the comma between elements in brackets.
  static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  /// A character that libyaml and YAML 1.2 interpret differently. It is rejected everywhere, so that a comment cannot
  /// hide a field from somebody who reads the file in an editor.
  struct Problem {
    let offset: Int
    let message: String
    let help: String
  }

  /// The first such character of a piece, by offset.
  ///
  /// YAML 1.1 and libyaml end lines at U+0085, U+2028 and U+2029; in YAML 1.2 they are ordinary characters (YAML 1.2.2,
  /// section 5.4). A byte order mark may appear only at the beginning of a file (section 5.2).
  static func firstProblem(in bytes: [UInt8], _ range: Range<Int>) -> Problem? {
    for index in range where bytes[index] >= 0xC2 {
      switch bytes[index] {
      case 0xC2 where follows([0x85], index, in: bytes): return lineEnd("U+0085", "\\N", index)
      case 0xE2 where follows([0x80, 0xA8], index, in: bytes): return lineEnd("U+2028", "\\L", index)
      case 0xE2 where follows([0x80, 0xA9], index, in: bytes): return lineEnd("U+2029", "\\P", index)
      case 0xEF where follows([0xBB, 0xBF], index, in: bytes):
        return Problem(
          offset: index, message: "a byte order mark stands within the text",
          help: "remove it; within double quotes it may be written `\\uFEFF`")
      default: break
      }
    }
    return nil
  }

  private static func follows(_ rest: [UInt8], _ index: Int, in bytes: [UInt8]) -> Bool {
    bytes[(index + 1)...].starts(with: rest)
  }

  private static func lineEnd(_ name: String, _ escape: String, _ offset: Int) -> Problem {
    Problem(
      offset: offset, message: "the character \(name) ends a line in YAML 1.1 and does not in YAML 1.2",
      help: "remove it; within double quotes it may be written `\(escape)`")
  }
}
