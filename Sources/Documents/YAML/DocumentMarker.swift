/// Where documents of a YAML file begin for certain, so that a file can be read one piece after the other, and read alike
/// however it is cut.
enum DocumentMarker {
  /// Whether a document begins at the start of a line: `---` and a blank stand there, which no scalar can hold (YAML 1.2.2,
  /// section 9.1.2), and no directive stands before it, which would belong to it.
  ///
  /// The start must follow a line feed.
  static func stands(at start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard start + 2 < bytes.endIndex, bytes[start] == hyphen, bytes[start + 1] == hyphen, bytes[start + 2] == hyphen
    else { return false }
    return (start + 3 == bytes.endIndex || isBlank(bytes[start + 3])) && !followsDirective(bytes[..<start])
  }

  /// The documents' pieces of a text, in order: each but the first begins with a marker.
  static func pieces(of bytes: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var begin = 0
    var line = 0
    while let lineFeed = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      line = lineFeed + 1
      if stands(at: line, in: bytes[...]) {
        pieces.append(begin..<line)
        begin = line
      }
    }
    pieces.append(begin..<bytes.count)
    return pieces
  }

  /// Whether a directive stands in the last line that is neither blank nor a comment.
  private static func followsDirective(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      rest.removeLast()  // the line's end
      let start = rest.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.startIndex
      let line = rest[start...].drop(while: isBlank)
      if let first = line.first, first != UInt8(ascii: "#") { return rest[start] == UInt8(ascii: "%") }
      rest = rest[..<start]
    }
    return false
  }

  private static func isBlank(_ byte: UInt8) -> Bool { YAMLCharacters.isBlank(byte) }
}
