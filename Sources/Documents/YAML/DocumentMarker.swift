/// Finds the places where documents of a YAML file certainly begin. A file can then be read in pieces, with the same
/// result however it is split.
enum DocumentMarker {
  /// Whether a document begins at the start of a line. The line has `---` and whitespace, which no scalar can contain
  /// (YAML 1.2.2, section 9.1.2), and no directive precedes it, because a directive would belong to the document.
  ///
  /// The start must follow a line feed.
  static func stands(at start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard start + 2 < bytes.endIndex, bytes[start] == hyphen, bytes[start + 1] == hyphen, bytes[start + 2] == hyphen
    else { return false }
    return (start + 3 == bytes.endIndex || isBlank(bytes[start + 3])) && !followsDirective(bytes[..<start])
  }

  /// The pieces of a text in order. Each except the first begins with a document marker.
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

  /// Whether the last line that is not blank or a comment is a directive.
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
