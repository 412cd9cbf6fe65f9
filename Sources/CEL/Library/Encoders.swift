extension Library {
  /// Base64 (cel-go, ext/encoders.go; RFC 4648, section 4).
  public static let encoders = Library(
    name: "encoders", summary: "Base64",
    functions: [
      Function(
        "base64.encode", [.global([.bytes], .string)],
        .unary { value in
          guard case .bytes(let bytes) = value else { return .noSuchOverload("base64.encode", value) }
          return .string(Base64.encode(bytes))
        }),
      Function(
        "base64.decode", [.global([.string], .bytes)],
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("base64.decode", value) }
          return Base64.decode(text).map(Value.bytes) ?? .failure(.invalidArgument, "the text is not Base64")
        }),
    ])
}

/// Base64 with padding; without, it is read all the same.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for offset in 0..<3 { bits = bits << 8 | UInt32(offset < group.count ? group[start + offset] : 0) }
      for digit in 0..<4 {
        output.append(digit <= group.count ? alphabet[Int(bits >> (18 - 6 * digit) & 0x3F)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  static func decode(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)
    let isPadded = digits.last == UInt8(ascii: "=")
    guard !isPadded || digits.count % 4 == 0 else { return nil }
    for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    guard digits.count % 4 != 1 else { return nil }
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bits & (1 << count - 1) == 0 ? output : nil
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
