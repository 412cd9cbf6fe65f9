/// Turns the text of literal tokens into values (cel-spec, langdef.md, "Syntax" and "String and Bytes Values").
enum LiteralDecoder {
  /// Reads a signed integer. If `isNegative`, a minus precedes it, so that the least integer can be written.
  static func integer(_ digits: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
    let (text, radix) = radix(of: digits)
    return Int64((isNegative ? "-" : "") + text, radix: radix)
  }

  static func unsignedInteger(_ digits: ArraySlice<UInt8>) -> UInt64? {
    let (text, radix) = radix(of: digits.dropLast())
    return UInt64(text, radix: radix)
  }

  private static func radix(of digits: ArraySlice<UInt8>) -> (text: String, radix: Int) {
    if digits.count > 2, digits[digits.startIndex + 1] | 0x20 == UInt8(ascii: "x") {
      return (String(decoding: digits.dropFirst(2), as: UTF8.self), 16)
    }
    return (String(decoding: digits, as: UTF8.self), 10)
  }

  /// Returns the content of a string or bytes literal, or an issue at the place of an invalid escape.
  static func content(of range: Range<Int>, in bytes: [UInt8], isBytes: Bool) -> Result<[UInt8], Issue> {
    var start = range.lowerBound
    var isRaw = false
    while bytes[start] != UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\"") {
      if bytes[start] | 0x20 == UInt8(ascii: "r") { isRaw = true }
      start += 1
    }
    let quote = bytes[start]
    let isTriple = range.upperBound - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let content = (start + (isTriple ? 3 : 1))..<(range.upperBound - (isTriple ? 3 : 1))
    if isRaw || !bytes[content].contains(UInt8(ascii: "\\")) { return .success(Array(bytes[content])) }
    var output: [UInt8] = []
    output.reserveCapacity(content.count)
    var position = content.lowerBound
    while position < content.upperBound {
      guard bytes[position] == UInt8(ascii: "\\") else {
        output.append(bytes[position])
        position += 1
        continue
      }
      do {
        position = try escape(at: position, end: content.upperBound, in: bytes, isBytes: isBytes, into: &output)
      } catch {
        return .failure(error)
      }
    }
    return .success(output)
  }

  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C,
    UInt8(ascii: "?"): 0x3F, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
  ]

  /// Reads an escape sequence and returns where it ends.
  private static func escape(
    at start: Int, end: Int, in bytes: [UInt8], isBytes: Bool, into output: inout [UInt8]
  ) throws(Issue) -> Int {
    let letter = start + 1 < end ? bytes[start + 1] : 0
    if let byte = simple[letter] {
      output.append(byte)
      return start + 2
    }
    let (digits, radix): (Range<Int>, Int) =
      switch letter {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): (start + 2..<start + 4, 16)
      case UInt8(ascii: "u"): (start + 2..<start + 6, 16)
      case UInt8(ascii: "U"): (start + 2..<start + 10, 16)
      case UInt8(ascii: "0")...UInt8(ascii: "3"): (start + 1..<start + 4, 8)
      default: (start + 1..<start + 1, 0)
      }
    let stop = min(end, max(digits.upperBound, start + 2))
    guard !digits.isEmpty, digits.upperBound <= end,
      bytes[digits].allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let code = UInt32(String(decoding: bytes[digits], as: UTF8.self), radix: radix)
    else {
      let text = String(decoding: bytes[start..<stop], as: UTF8.self)
      throw Issue(
        at: start..<stop, "`\(text)` is not an escape sequence",
        help: "write `\\\\` for a backslash, or a raw string: r'…'")
    }
    if isBytes {
      guard letter | 0x20 != UInt8(ascii: "u") else {
        throw Issue(at: start..<stop, "`\\u` and `\\U` have no meaning in bytes", help: "write the octets with `\\x`")
      }
      output.append(UInt8(truncatingIfNeeded: code))
    } else {
      guard let scalar = UnicodeScalar(code) else {
        throw Issue(at: start..<stop, "U+\(String(code, radix: 16, uppercase: true)) is not a code point")
      }
      output.append(contentsOf: String(scalar).utf8)
    }
    return digits.upperBound
  }
}
