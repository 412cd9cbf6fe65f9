import Base64
import Findings

/// The forms in which others repeat a secret, besides the escapes that `EscapedText` resolves. All are folded.
enum SecretForms {
  /// The maximum number of bytes of a secret that are used. An external ID has at most 1,224 characters (AWS IAM,
  /// AssumeRole, ExternalId). Longer secrets are keys and files, whose bytes from the 4,096th on are hidden only if
  /// their beginning is.
  static let longest = 4_096

  /// The secret itself; without its spaces; in Base64 at each of the three offsets that it may have among other bytes;
  /// and in hexadecimal.
  static func all(of secret: Secret) -> [[UInt8]] {
    let bytes = secret.withText { Array($0.utf8.prefix(longest)) }
    var forms = [bytes.map(folded)]
    guard bytes.count >= Redaction.shortestPiece else { return forms }
    if let closedUp = EscapedText(bytes).closedUp?.bytes { forms.append(closedUp.map(folded)) }
    if let form = asJSON(bytes) { forms.append(form.map(folded)) }
    forms += (0..<3).map { base64(bytes, after: $0).map(folded) }
    forms.append(bytes.flatMap { [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]] })
    return forms
  }

  /// The JSON form of a secret that contains what looks like an escape, such as `%87`. Resolving the escapes of the
  /// text would change the secret too, so the text is searched for this form as it is.
  private static func asJSON(_ bytes: [UInt8]) -> [UInt8]? {
    guard EscapedText(bytes).unescaped != nil else { return nil }
    let form = bytes.flatMap { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
    }
    return form == bytes ? nil : form
  }

  /// A byte folded for comparison: letters in lower case, and the two digits specific to URL-safe Base64 as the usual
  /// ones (RFC 4648, section 5).
  static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: byte
    }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// The Base64 digits (RFC 4648, section 4) that depend on these bytes alone when 0 to 2 bytes precede them.
  private static func base64(_ bytes: [UInt8], after count: Int) -> [UInt8] {
    let padded = [UInt8](repeating: 0, count: count) + bytes
    let bits = padded.count * 8
    let first = (count * 8 + 5) / 6
    return (first..<max(first, bits / 6)).map { index in
      let bit = index * 6
      let pair = UInt16(padded[bit / 8]) << 8 | UInt16(bit / 8 + 1 < padded.count ? padded[bit / 8 + 1] : 0)
      return Base64.alphabet[Int(pair >> UInt16(10 - bit % 8) & 63)]
    }
  }
}
