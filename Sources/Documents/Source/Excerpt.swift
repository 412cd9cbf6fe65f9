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
    let bytes = source.line(place.range.start.line)
    let masked = Self.masked(bytes, secrets: secrets)
    let start = max(0, place.range.start.column - 1)
    let end = place.range.end.line == place.range.start.line ? place.range.end.column - 1 : masked.count
    let from = start > Self.width * 2 / 3 ? start - Self.width / 3 : 0
    let shown = masked.dropFirst(from).prefix(Self.width)
    var line = from > 0 ? "…" : ""
    var carets = from > 0 ? " " : ""
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

/// Recognises the key of an external id in raw text: `externalId`, `external_id`, `external-id`, in any case.
enum SecretKey {
  /// The offsets of what follows such a key up to a comma, a closing brace or the end of the line.
  static func valueRanges(in line: ArraySlice<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = line.startIndex
    while index < line.endIndex {
      guard let afterKey = keyEnd(in: line, from: index) else {
        index += 1
        continue
      }
      var value = afterKey
      while value < line.endIndex, "\"' \t".utf8.contains(line[value]) { value += 1 }
      guard value < line.endIndex, line[value] == UInt8(ascii: ":") || line[value] == UInt8(ascii: "=") else {
        index = afterKey
        continue
      }
      value += 1
      while value < line.endIndex, "\"' \t".utf8.contains(line[value]) { value += 1 }
      let end = valueEnd(in: line, from: value)
      ranges.append(value..<end)
      index = max(end, afterKey)
    }
    return ranges
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
    return index
  }
}
