/// Decimal numbers in the bytes of a line.
enum NumberText {
  /// Parses a number: an optional sign, digits, an optional fraction and an optional exponent. Nil for anything else.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var place = range.lowerBound
    var isNegative = false
    if place < range.upperBound, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
      isNegative = bytes[place] == UInt8(ascii: "-")
      place += 1
    }
    let begin = place
    var whole = 0
    while place < range.upperBound, let digit = digit(bytes[place]), place - begin < 18 {
      whole = whole * 10 + digit
      place += 1
    }
    if place == range.upperBound, place > begin { return Double(isNegative ? -whole : whole) }
    return slow(bytes, range)
  }

  private static func slow(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard range.count <= 64 else { return nil }
    var text = ""
    for index in range {
      let byte = bytes[index]
      // Rejects hexadecimal numbers, `inf` and `nan`, which `Double` accepts.
      guard digit(byte) != nil || "+-.eE".utf8.contains(byte) else { return nil }
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- UInt8(ascii: "0")
    return value <= 9 ? Int(value) : nil
  }
}
