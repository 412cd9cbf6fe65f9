/// Paths in addresses (RFC 3986).
package enum PercentEncoding {
  /// A path in which everything but unreserved characters and slashes is written as percent signs with digits, so that
  /// nothing in a name is a scheme, a query or a fragment.
  package static func encoded(path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }

  /// The path that a text stands for; nil for what is no UTF-8, or holds a NUL byte, which no path does.
  package static func decoded(path: some Collection<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(path)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), let value = value(of: rest.prefix(2)) else {
        bytes.append(byte)
        continue
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }

  private static func value(of digits: ArraySlice<UInt8>) -> UInt8? {
    // `+5` is a number for Swift, too.
    guard digits.count == 2, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
