/// Converts byte offsets or code point indices of a source to positions.
///
/// Readers ask for places in roughly ascending order, so each step costs the distance between two places, and a file
/// with one very long line takes linear time.
package struct PositionCursor {
  private let source: SourceFile
  private var offset = 0
  private var scalar = 0
  private var line = 0
  private var lineStartScalar = 0

  package init(_ source: SourceFile) {
    self.source = source
  }

  /// The position of a byte offset; offsets beyond the end map to the end.
  package mutating func position(atOffset target: Int) -> SourcePosition {
    let target = min(max(target, 0), source.bytes.count)
    if source.isASCII { return jump(to: target) }
    while offset < target { stepForward() }
    while offset > target { stepBackward() }
    return current
  }

  /// The position of a code point, counted from 0; indices beyond the end map to the end.
  package mutating func position(atScalar target: Int) -> SourcePosition {
    if source.isASCII { return jump(to: min(max(target, 0), source.bytes.count)) }
    while scalar < target, offset < source.bytes.count { stepForward() }
    while scalar > target, offset > 0 { stepBackward() }
    return current
  }

  /// The position of an offset if every character is one byte.
  private mutating func jump(to target: Int) -> SourcePosition {
    (offset, scalar) = (target, target)
    while line + 1 < source.lineStarts.count, target >= source.lineStarts[line + 1] { line += 1 }
    while target < source.lineStarts[line] { line -= 1 }
    lineStartScalar = source.lineStarts[line]
    return current
  }

  private var current: SourcePosition {
    SourcePosition(offset: offset, line: line + source.firstLine, column: scalar - lineStartScalar + 1)
  }

  private mutating func stepForward() {
    offset += 1
    while offset < source.bytes.count, isContinuation(source.bytes[offset]) { offset += 1 }
    scalar += 1
    if line + 1 < source.lineStarts.count, offset >= source.lineStarts[line + 1] {
      line += 1
      lineStartScalar = scalar
    }
  }

  private mutating func stepBackward() {
    offset -= 1
    while offset > 0, isContinuation(source.bytes[offset]) { offset -= 1 }
    scalar -= 1
    if offset < source.lineStarts[line] {
      line -= 1
      lineStartScalar = scalar - scalarCount(from: source.lineStarts[line], to: offset)
    }
  }

  private func scalarCount(from start: Int, to end: Int) -> Int {
    source.bytes[start..<end].count { !isContinuation($0) }
  }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
