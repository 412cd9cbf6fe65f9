import Glibc

/// A text file being checked: its name as given by the user, its bytes, and the offsets of its lines.
public struct SourceFile: Sendable {
  /// The path as the user gave it, or `<stdin>`.
  public let name: String
  /// The content as UTF-8, without a byte order mark.
  public let bytes: [UInt8]
  /// The number of the first line: more than 1 in all parts of a file but the first.
  public let firstLine: Int
  /// The byte offset at which each line begins. Lines end with LF, CR LF or CR (YAML 1.2.2, section 5.4).
  let lineStarts: [Int]
  /// Whether every character is one byte, so that bytes and code points count the same.
  package let isASCII: Bool

  /// Creates a source from bytes. A UTF-8 byte order mark at the beginning of a file is dropped.
  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.firstLine = firstLine
    let hasMark = firstLine == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = hasMark ? Array(bytes.dropFirst(3)) : bytes
    self.lineStarts = Self.findLineStarts(self.bytes)
    self.isASCII = self.bytes.allSatisfy { $0 < 0x80 }
  }

  /// Creates a source from text.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The number of lines; an empty text has one.
  public var lineCount: Int { lineStarts.count }

  /// The bytes of a line, counted from the beginning of the file, without its line break; empty if the line is not in
  /// this part.
  public func line(_ fileLine: Int) -> ArraySlice<UInt8> {
    let number = fileLine - firstLine + 1
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The byte range of each line, without its line break.
  package var lineRanges: [Range<Int>] { (firstLine..<firstLine + lineCount).map { line($0).indices } }

  /// The whole text; invalid UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text of a range; invalid UTF-8 is replaced.
  public func text(_ range: SourceRange) -> String {
    let start = min(range.start.offset, bytes.count)
    return String(decoding: bytes[start..<max(start, min(range.end.offset, bytes.count))], as: UTF8.self)
  }

  /// Whether the text occurs at an offset.
  package func hasText(_ text: String, at offset: Int) -> Bool {
    var text = text
    return text.withUTF8 { text in
      guard offset >= 0, text.count <= bytes.count - offset, let start = text.baseAddress else { return text.isEmpty }
      return bytes.withUnsafeBytes { bytes in
        bytes.baseAddress.map { memcmp($0 + offset, start, text.count) == 0 } ?? false
      }
    }
  }

  private static func findLineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 24)
    let hasCarriageReturns = bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      if memchr(start, CInt(UInt8(ascii: "\r")), bytes.count) != nil { return true }
      var index = 0
      while let lineFeed = memchr(start + index, CInt(UInt8(ascii: "\n")), bytes.count - index) {
        index = UnsafeRawPointer(lineFeed) - start + 1
        starts.append(index)
      }
      return false
    }
    guard hasCarriageReturns else { return starts }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
      starts.append(index)
    }
    return starts
  }
}

/// A position in a source file.
public struct SourcePosition: Sendable, Hashable {
  /// The byte offset from the beginning of the file.
  public let offset: Int
  /// The line, counted from 1.
  public let line: Int
  /// The column in Unicode code points, counted from 1.
  public let column: Int

  /// Creates a position from an offset in bytes, and a line and a column in code points, both from 1.
  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The beginning of a file.
  public static let start = SourcePosition(offset: 0, line: 1, column: 1)
}

/// A range in a source file, excluding its end.
public struct SourceRange: Sendable, Hashable {
  /// The start of the range.
  public let start: SourcePosition
  /// The position after its last character.
  public let end: SourcePosition

  /// Creates the range from `start` up to, but not including, `end`.
  public init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// Whether it has a byte of some others, or ends or begins where they do.
  package func touches(_ bytes: Range<Int>) -> Bool {
    start.offset <= bytes.upperBound && bytes.lowerBound <= end.offset
  }

  /// Whether a byte is in it, or at its end.
  package func touches(_ offset: Int) -> Bool { touches(offset..<offset) }

  /// Creates the empty range at a position.
  public init(at position: SourcePosition) {
    self.init(start: position, end: position)
  }
}
