/// The line of a finding with carets under it, as in compiler output. Long lines are cut around the place, deceptive
/// characters are made visible, and secrets are masked.
public struct Excerpt: Sendable, Equatable {
  /// The text of the line as shown.
  public let line: String
  /// The spaces and carets to print under it.
  public let carets: String

  /// The maximum number of columns shown.
  static let width = 110

  /// Creates the excerpt of a place; `secrets` are ranges of the same source that must not be shown.
  public init(of place: Place, in source: SourceFile, hiding secrets: [SourceRange] = []) {
    self.init(of: place, in: source, hiding: HiddenText(secrets, in: source))
  }

  /// Creates the excerpt of a place, without hidden text.
  public init(of place: Place, in source: SourceFile, hiding hidden: HiddenText) {
    let (bytes, skippedColumns) = Self.window(of: source.line(place.range.start.line), around: place.range.start)
    let masked = hidden.masking(bytes)
    let start = max(0, place.range.start.column - 1 - skippedColumns)
    let end =
      place.range.end.line == place.range.start.line ? place.range.end.column - 1 - skippedColumns : masked.count
    let from = start > Self.width * 2 / 3 ? start - Self.width / 3 : 0
    let shown = masked.dropFirst(from).prefix(Self.width)
    let isCut = from > 0 || skippedColumns > 0
    var line = isCut ? "…" : ""
    var carets = isCut ? " " : ""
    for (index, scalar) in zip(from..., shown) {
      let text = scalar == "\t" ? "  " : printable(String(scalar))
      line += text
      let isMarked = index >= start && index < max(end, start + 1)
      if index < max(end, start + 1) {
        carets += String(repeating: isMarked ? "^" : " ", count: Self.columns(text))
      }
    }
    if masked.count > from + shown.count { line += "…" }
    if start >= masked.count { carets += "^" }
    self.line = line
    self.carets = carets
  }

  /// The number of bytes examined on each side of a place: more than `width` columns take.
  private static let reach = 1_024

  /// The part of a long line around a position, and the number of columns before it. A one-megabyte line with a
  /// thousand findings must not be read a thousand times.
  private static func window(
    of line: ArraySlice<UInt8>, around position: SourcePosition
  ) -> (bytes: ArraySlice<UInt8>, skippedColumns: Int) {
    guard line.count > 8 * reach, line.indices.contains(position.offset) else { return (line, 0) }
    var start = max(line.startIndex, position.offset - reach)
    while start < position.offset, line[start] & 0xC0 == 0x80 { start += 1 }  // the middle of a code point
    var end = min(line.endIndex, position.offset + reach)
    while end < line.endIndex, line[end] & 0xC0 == 0x80 { end += 1 }
    let columns = line[start..<position.offset].count { $0 & 0xC0 != 0x80 }
    return (line[start..<end], position.column - 1 - columns)
  }

  /// The terminal columns of a text: two for wide East Asian characters, none for combining ones.
  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: width
      default: width + (isWide(scalar.value) ? 2 : 1)
      }
    }
  }

  /// The blocks that Unicode's EastAsianWidth.txt marks as wide, approximately.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
