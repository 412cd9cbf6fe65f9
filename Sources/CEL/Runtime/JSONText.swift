import Base64

extension Value {
  /// The JSON string for a value without a JSON notation (cel-spec, langdef.md, "JSON Data Conversion"): bytes as
  /// Base64, a timestamp as in RFC 3339, a duration in seconds, as in `1.5s`. Nil for all other values.
  public var jsonText: String? {
    switch self {
    case .bytes(let bytes): Base64.encode(bytes)
    case .timestamp(let moment): TimeText.text(of: moment)
    case .duration(let nanoseconds): TimeText.text(ofNanoseconds: nanoseconds)
    default: nil
    }
  }
}
