import Documents
import Findings

/// How positions count the characters of a line (Language Server Protocol 3.17, `PositionEncodingKind`).
enum PositionEncoding: String {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
}

/// Converts between the positions of the protocol, lines and characters from 0, and bytes of a text.
struct TextPositions {
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  private let encoding: PositionEncoding

  init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
    self.bytes = bytes
    self.encoding = encoding
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { starts.append(index) }
    }
    lineStarts = starts
  }

  /// The byte at a position. A character beyond the end of its line is the end, and a line beyond the last one the end of the
  /// text, as the protocol asks; so is anything negative the beginning.
  func offset(line: Int, character: Int) -> Int {
    guard line >= 0 else { return 0 }
    guard line < lineStarts.count else { return bytes.count }
    let end = endOfLine(line)
    var offset = lineStarts[line]
    var units = 0
    while offset < end, units < character {
      let length = Self.length(bytes[offset])
      let width = encoding == .utf8 ? length : (length == 4 ? 2 : 1)
      // A position within a character is its beginning.
      if units + width > character { break }
      units += width
      offset += length
    }
    return min(offset, end)
  }

  /// The position of a byte.
  func position(of offset: Int) -> (line: Int, character: Int) {
    let offset = min(max(0, offset), bytes.count)
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let start = lineStarts[low]
    guard encoding == .utf16 else { return (low, offset - start) }
    let units = bytes[start..<offset].reduce(0) { sum, byte in
      byte & 0xC0 == 0x80 ? sum : sum + (byte >= 0xF0 ? 2 : 1)
    }
    return (low, units)
  }

  /// The text of a line up to a byte in it.
  func line(upTo offset: Int) -> ArraySlice<UInt8> {
    bytes[lineStarts[position(of: offset).line]..<min(max(0, offset), bytes.count)]
  }

  /// The text of a line from a byte in it on, without its line break.
  func line(from offset: Int) -> ArraySlice<UInt8> {
    let offset = min(max(0, offset), bytes.count)
    return bytes[offset..<max(offset, endOfLine(position(of: offset).line))]
  }

  /// Where the document of a stream begins that a byte is in: behind the last line of three dashes before it.
  func startOfDocument(before offset: Int) -> Int {
    let last = position(of: offset).line
    let mark = lineStarts.indices.prefix(last).last { line in
      let text = bytes[lineStarts[line]..<endOfLine(line)]
      return text.starts(with: Array("---".utf8)) && text.dropFirst(3).first.map { " \t".utf8.contains($0) } ?? true
    }
    return mark.map { endOfLine($0) } ?? 0
  }

  /// Each line without its line break.
  func lines(before line: Int) -> [ArraySlice<UInt8>] {
    lineStarts.indices.prefix(max(0, line)).map { bytes[lineStarts[$0]..<endOfLine($0)] }
  }

  private func endOfLine(_ line: Int) -> Int {
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
    while end > lineStarts[line], bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return end
  }

  /// The length of a character by its first byte.
  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...: 4
    default: 1
    }
  }

  // MARK: JSON

  /// A range of bytes as the protocol writes it.
  func range(_ range: Range<Int>) -> JSONValue {
    .object([("start", position(range.lowerBound)), ("end", position(range.upperBound))])
  }

  /// A range of a file.
  func range(_ range: SourceRange) -> JSONValue {
    self.range(range.start.offset..<max(range.start.offset, range.end.offset))
  }

  private func position(_ offset: Int) -> JSONValue {
    let (line, character) = position(of: offset)
    return .object([("line", .integer(line)), ("character", .integer(character))])
  }
}
