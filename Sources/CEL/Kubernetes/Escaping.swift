/// The percent-encoding of the parts of a URL (RFC 3986; Go, net/url, `shouldEscape` and `unescape`).
enum Escaping: String {
  case path
  case query
  case fragment
  case user
  case host
  case zone

  static func isLetter(_ byte: UInt8) -> Bool { Lexer.isLetter(byte) && byte != UInt8(ascii: "_") }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool { Lexer.isDigit(byte) || isLetter(byte) }

  /// Whether the part may contain a byte unescaped.
  func keeps(_ byte: UInt8) -> Bool {
    if Self.isLetterOrDigit(byte) || "-_.~".utf8.contains(byte) { return true }
    return switch self {
    case .path: "$&+,/:;=@".utf8.contains(byte)
    case .host, .zone: "!$&'()*+,;=:[]<>\"".utf8.contains(byte)
    case .query, .fragment, .user: false
    }
  }

  /// Returns the text with every byte escaped that must be.
  func escape(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      if keeps(byte) {
        output.append(byte)
      } else {
        output += "%".utf8
        output += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Returns the text with its escapes decoded; nil if an escape or a character is not allowed.
  func unescape(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let bytes = Array(text)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "%") {
        guard place + 2 <= bytes.count, let high = Self.value(of: bytes[place]),
          let low = Self.value(of: bytes[place + 1])
        else { return nil }
        let value = high << 4 | low
        // A host may escape only non-ASCII bytes and `%`; a zone only bytes that a host may contain, `%` and space.
        if self == .host, high < 8, value != UInt8(ascii: "%") { return nil }
        if self == .zone, value != UInt8(ascii: "%"), value != UInt8(ascii: " "), !Escaping.host.keeps(value) {
          return nil
        }
        output.append(value)
        place += 2
      } else if byte == UInt8(ascii: "+"), self == .query {
        output.append(UInt8(ascii: " "))
      } else {
        if self == .host || self == .zone, byte < 0x80, !keeps(byte) { return nil }
        output.append(byte)
      }
    }
    return output
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
