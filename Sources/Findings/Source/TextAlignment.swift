/// The part of a source that a string was read from, byte by byte: through quotes, escapes, block indentation and
/// folded lines. All bytes of an escape map to its beginning.
package struct TextAlignment: Sendable {
  private let place: Place
  /// The offset in the source for each byte of the value and for its end.
  private let offsets: [Int]
  private let source: SourceFile

  /// Aligns a string with the source text at its place.
  package init(of value: String, at place: Place, in source: SourceFile) {
    self.place = place
    self.source = source
    let bytes = source.bytes
    let end = min(place.range.end.offset, bytes.count)
    var at = Self.contentStart(place.range.start.offset, end, bytes)
    var offsets: [Int] = []
    offsets.reserveCapacity(value.utf8.count + 1)
    for byte in value.utf8 {
      at = Self.skip(to: byte, from: at, end, bytes)
      offsets.append(at)
      if at < end, bytes[at] == UInt8(ascii: "\\"), byte != UInt8(ascii: "\\") {
        at += 2
      } else if at < end, bytes[at] == byte || !Self.isBlank(byte) {
        at += 1
      }
    }
    offsets.append(min(at, end))
    self.offsets = offsets
  }

  /// The place of a range of the value's bytes; offsets beyond the end map to the end.
  package func place(of range: Range<Int>) -> Place {
    let last = offsets.count - 1
    let start = offsets[min(max(0, range.lowerBound), last)]
    // The end of the last byte, not the start of the next, which may be on another line.
    let end = range.isEmpty ? start : offsets[min(range.upperBound - 1, last)] + 1
    var cursor = PositionCursor(source)
    let from = cursor.position(atOffset: start)
    return Place(
      source: place.source, range: SourceRange(start: from, end: cursor.position(atOffset: max(start, end))),
      pointer: place.pointer)
  }

  /// The byte of the value that stands at a place of the source, or the next one; its end for a place behind it.
  package func offset(ofSource offset: Int) -> Int {
    var (low, high) = (0, offsets.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first byte of the content: after the quote, or after the line of the block indicator.
  private static func contentStart(_ start: Int, _ end: Int, _ bytes: [UInt8]) -> Int {
    guard start < end else { return end }
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return start + 1
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return (bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end - 1) + 1
    default: return start
    }
  }

  /// Skips text that is in the source but not in the value: indentation, folded line breaks, doubled quotes.
  private static func skip(to byte: UInt8, from start: Int, _ end: Int, _ bytes: [UInt8]) -> Int {
    var at = start
    while at < end, bytes[at] != byte, bytes[at] != UInt8(ascii: "\\") {
      let isSecondQuote = bytes[at] == UInt8(ascii: "'") && at > 0 && bytes[at - 1] == UInt8(ascii: "'")
      // A line break in the source may be a space in the value.
      guard (isBlank(bytes[at]) && !isBlank(byte)) || isSecondQuote else { break }
      at += 1
    }
    return at
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
