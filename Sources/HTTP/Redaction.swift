import Documents

/// Takes secrets out of texts that others wrote: a server's message may repeat what it was sent.
public struct Redaction: Sendable {
  private var secrets: [Secret] = []

  /// A redaction that knows no secret yet.
  public init() {}

  /// The same with more secrets; empty ones are ignored.
  public func adding(_ more: [Secret]) -> Redaction {
    var redaction = self
    redaction.secrets += more.filter { $0.withText { !$0.isEmpty } }
    return redaction
  }

  /// The text with every secret replaced, also where it is percent-encoded or escaped as in JSON.
  ///
  /// Bytes are compared, not characters: a combining mark after a secret must not hide it.
  public func redact(_ text: String) -> String {
    let bytes = secrets.reduce(Array(text.utf8)) { bytes, secret in
      Self.forms(of: secret).reduce(bytes) { Self.replace($1, in: $0) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The longest first, since one may be a part of another.
  private static func forms(of secret: Secret) -> [[UInt8]] {
    secret.withText { text in
      let escaped = Array(JSONValue.string(text).canonical.utf8.dropFirst().dropLast())
      return Set([Array(text.utf8), escaped, Array(PercentEncoding.encode(text).utf8)])
        .sorted { $0.count > $1.count }
    }
  }

  private static func replace(_ part: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= part.count, let first = part.first else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == first, bytes[index...].starts(with: part) {
        result += "<redacted>".utf8
        index += part.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
