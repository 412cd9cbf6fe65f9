/// The line of a finding with carets under it, as compilers show it. Long lines are cut around the place, characters
/// that could deceive are made visible, and what stands in a secret's place is masked.
public struct Excerpt: Sendable, Equatable {
  /// The line's text as shown.
  public let line: String
  /// Blanks and carets to print under it.
  public let carets: String

  /// Columns of a line that are shown at most.
  static let width = 110

  /// The excerpt of a place; `secrets` are ranges of the same source that must not be shown.
  public init(of place: Place, in source: SourceFile, hiding secrets: [SourceRange] = []) {
    let (bytes, skippedColumns) = Self.window(of: source.line(place.range.start.line), around: place.range.start)
    let masked = Self.masked(bytes, secrets: secrets)
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

  /// Bytes on each side of a place that are looked at; an external id has at most 1,224.
  private static let reach = 4_096

  /// The part of a long line around a position, and the columns before it: a line of a megabyte with a thousand
  /// findings must not be read a thousand times.
  private static func window(
    of line: ArraySlice<UInt8>, around position: SourcePosition
  ) -> (bytes: ArraySlice<UInt8>, skippedColumns: Int) {
    guard line.count > 4 * reach, line.indices.contains(position.offset) else { return (line, 0) }
    var start = max(line.startIndex, position.offset - reach)
    while start < position.offset, line[start] & 0xC0 == 0x80 { start += 1 }  // the middle of a code point
    var end = min(line.endIndex, position.offset + reach)
    while end < line.endIndex, line[end] & 0xC0 == 0x80 { end += 1 }
    let columns = line[start..<position.offset].count { $0 & 0xC0 != 0x80 }
    return (line[start..<end], position.column - 1 - columns)
  }

  /// Terminal columns of a text: two for wide East Asian characters, none for combining ones.
  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: width
      default: width + (isWide(scalar.value) ? 2 : 1)
      }
    }
  }

  /// The blocks that Unicode's EastAsianWidth.txt marks as wide, by and large.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The line's code points, those of a secret as asterisks: in the given ranges, and after anything that looks like
  /// the key of an external id, since a document that cannot be parsed has no ranges.
  private static func masked(_ bytes: ArraySlice<UInt8>, secrets: [SourceRange]) -> [Unicode.Scalar] {
    var hidden: [Range<Int>] = secrets.map { $0.start.offset..<max($0.start.offset, $0.end.offset) }
    hidden += SecretKey.valueRanges(in: bytes)
    var scalars: [Unicode.Scalar] = []
    var offset = bytes.startIndex
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      scalars.append(hidden.contains { $0.contains(offset) } ? "*" : scalar)
      offset += UTF8.width(scalar)
    }
    return scalars
  }
}

/// Recognises the key of an external id in raw text: `externalId`, `external_id`, `external-id`, in any case, also with
/// a slip at its end; but not `externalIdFrom`, which names no secret.
enum SecretKey {
  /// The offsets of what follows such a key up to a closing quote or the end of the line.
  static func valueRanges(in line: ArraySlice<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = line.startIndex
    while index < line.endIndex {
      guard let afterKey = keyEnd(in: line, from: index) else {
        index += 1
        continue
      }
      guard let value = valueStart(in: line, afterKey: afterKey) else {
        index = afterKey
        continue
      }
      let end = valueEnd(in: line, from: value)
      ranges.append(value..<end)
      index = max(end, afterKey)
    }
    return ranges
  }

  /// Where the value begins; nil if none follows. The colon may have been forgotten.
  private static func valueStart(in line: ArraySlice<UInt8>, afterKey: Int) -> Int? {
    var value = afterKey
    while value < line.endIndex, isQuoteOrBlank(line[value]) { value += 1 }
    guard value < line.endIndex else { return nil }
    if line[value] == UInt8(ascii: ":") || line[value] == UInt8(ascii: "=") {
      value += 1
      while value < line.endIndex, isQuoteOrBlank(line[value]) { value += 1 }
      return value
    }
    return value > afterKey && isWordByte(line[value]) ? value : nil
  }

  private static func isQuoteOrBlank(_ byte: UInt8) -> Bool { "\"' \t".utf8.contains(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func valueEnd(in line: ArraySlice<UInt8>, from start: Int) -> Int {
    guard start > line.startIndex, line[start - 1] == UInt8(ascii: "\"") || line[start - 1] == UInt8(ascii: "'") else {
      return line.endIndex  // Plain YAML text may hold commas.
    }
    return line[start...].firstIndex(of: line[start - 1]) ?? line.endIndex
  }

  private static func keyEnd(in line: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start
    for letter in "external".utf8 {
      guard index < line.endIndex, line[index] | 0x20 == letter else { return nil }
      index += 1
    }
    if index < line.endIndex, line[index] == UInt8(ascii: "_") || line[index] == UInt8(ascii: "-") { index += 1 }
    for letter in "id".utf8 {
      guard index < line.endIndex, line[index] | 0x20 == letter else { return nil }
      index += 1
    }
    let end = line[index...].firstIndex { !isWordByte($0) } ?? line.endIndex
    return line[index..<end].map { $0 | 0x20 } == Array("from".utf8) ? nil : end
  }
}
