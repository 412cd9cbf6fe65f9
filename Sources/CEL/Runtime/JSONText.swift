import Base64

extension Value {
  /// The string that stands in JSON for a value that JSON has no notation for (cel-spec, langdef.md, "JSON Data
  /// Conversion"): bytes as Base64, a moment as RFC 3339 has it, a span of time in seconds, as in `1.5s`. Nil for all
  /// other values.
  public var jsonText: String? {
    switch self {
    case .bytes(let bytes): Base64.encode(bytes)
    case .timestamp(let moment): TimeText.text(of: moment)
    case .duration(let nanoseconds): TimeText.text(ofNanoseconds: nanoseconds)
    default: nil
    }
  }
}
