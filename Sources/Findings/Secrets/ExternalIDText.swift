/// Finds the values of external IDs in text that may be neither YAML nor JSON: after anything that looks like their key
/// with a colon or an equals sign. The value may also be in the lines below.
package enum ExternalIDText {
  /// The number of bytes before a colon that are searched for its key.
  private static let longestKey = 64

  /// The byte ranges of the values, without quotes.
  package static func valueRanges(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = text.startIndex
    while index < text.endIndex {
      defer { index += 1 }
      guard let key = key(endingAt: index, in: text) ?? keyWithoutColon(at: index, in: text) else { continue }
      guard let value = value(of: key, in: text), !value.isEmpty else { continue }
      ranges.append(value)
      index = max(index, value.upperBound - 1)
    }
    return ranges
  }

  private struct Key {
    /// The start of the key.
    let start: Int
    /// The first offset at which its value may start.
    let end: Int
    let meaning: ExternalIDKey.Meaning
  }

  // MARK: Keys

  /// The key before a colon or an equals sign.
  private static func key(endingAt colon: Int, in text: ArraySlice<UInt8>) -> Key? {
    guard text[colon] == UInt8(ascii: ":") || text[colon] == UInt8(ascii: "=") else { return nil }
    // `==` in an expression is a comparison.
    if colon + 1 < text.endIndex, text[colon] == UInt8(ascii: "="), text[colon + 1] == UInt8(ascii: "=") { return nil }
    let first = max(text.startIndex, colon - longestKey)
    var end = colon
    while end > first, isBlank(text[end - 1]) || isLineEnd(text[end - 1]) { end -= 1 }
    let quote = end > first && isQuote(text[end - 1]) ? text[end - 1] : nil
    if quote != nil { end -= 1 }
    var start = end
    while start > first, text[start - 1] != quote, quote != nil || !endsKey(text[start - 1]) { start -= 1 }
    while start < end, isBlank(text[start]) || "-?".utf8.contains(text[start]) { start += 1 }
    guard start < end else { return nil }
    if let meaning = meaning(text[start..<end]) { return Key(start: start, end: colon + 1, meaning: meaning) }
    // The last word alone, if other words precede it.
    guard let blank = text[start..<end].lastIndex(where: isBlank) else { return nil }
    return meaning(text[(blank + 1)..<end]).map { Key(start: blank + 1, end: colon + 1, meaning: $0) }
  }

  /// A key that lacks its colon, at the beginning of a line or after a bracket or comma.
  private static func keyWithoutColon(at start: Int, in text: ArraySlice<UInt8>) -> Key? {
    guard isWord(text[start]), start == text.startIndex || !isWord(text[start - 1]) else { return nil }
    var before = start
    if before > text.startIndex, isQuote(text[before - 1]) { before -= 1 }
    while before > text.startIndex, isBlank(text[before - 1]) || text[before - 1] == UInt8(ascii: "-") { before -= 1 }
    guard before == text.startIndex || isLineEnd(text[before - 1]) || "{,".utf8.contains(text[before - 1]) else {
      return nil
    }
    var end = start
    while end < text.endIndex, end < start + longestKey, isWord(text[end]) { end += 1 }
    guard case .externalId? = meaning(text[start..<end]) else { return nil }
    var value = end
    while value < text.endIndex, isBlank(text[value]) || isQuote(text[value]) { value += 1 }
    guard value > end, value < text.endIndex, isWord(text[value]) else { return nil }
    let isQuoted = isQuote(text[value - 1])
    return Key(start: start, end: isQuoted ? value - 1 : value, meaning: .externalId)
  }

  private static func meaning(_ key: ArraySlice<UInt8>) -> ExternalIDKey.Meaning? {
    ExternalIDKey.meaning(of: key.contains(UInt8(ascii: "\\")) ? SecretTexts.unescaped(key).bytes[...] : key)
  }

  // MARK: Values

  private static func value(of key: Key, in text: ArraySlice<UInt8>) -> Range<Int>? {
    var start = key.end
    while start < text.endIndex, isBlank(text[start]) { start += 1 }
    guard start < text.endIndex else { return nil }
    if isLineEnd(text[start]), let next = nextLine(after: start, in: text),
      let first = text[next].firstIndex(where: { !isBlank($0) }), isQuote(text[first])
    {
      start = first
    }
    let indentation = indentation(of: key.start, in: text)
    switch (key.meaning, text[start]) {
    case (.source, UInt8(ascii: "{")), (.likelyExternalId, UInt8(ascii: "{")), (.likelyExternalId, UInt8(ascii: "[")):
      return nil
    case (.source, let byte) where isLineEnd(byte), (.likelyExternalId, let byte) where isLineEnd(byte):
      guard let next = nextLine(after: start, in: text), !holdsColon(text[next]) else { return nil }
      return next
    case (_, let byte) where isQuote(byte):
      return quoted(from: start, indentation, in: text)
    default:
      return start..<end(from: start, indentation, in: text)
    }
  }

  /// The text between quotes. If the quote is not closed or text follows it, the range ends as for a plain value.
  private static func quoted(from start: Int, _ indentation: Int, in text: ArraySlice<UInt8>) -> Range<Int> {
    let end = end(from: start, indentation, in: text)
    var index = start + 1
    while index < end, text[index] != text[start] || isDoubled(index, in: text, before: end) {
      if text[index] == UInt8(ascii: "\\"), text[start] == UInt8(ascii: "\"") { index += 1 }
      index += isDoubled(index, in: text, before: end) ? 2 : 1
    }
    guard index < end else { return start + 1..<max(end, start + 1) }
    // After a space, another quote starts another value whose comma is missing.
    let rest = text[(index + 1)..<end].first { !isBlank($0) }
    let isClosed =
      rest.map { isLineEnd($0) || ",}]#".utf8.contains($0) || isQuote($0) && isBlank(text[index + 1]) } ?? true
    return start + 1..<(isClosed ? index : end)
  }

  private static func isDoubled(_ index: Int, in text: ArraySlice<UInt8>, before end: Int) -> Bool {
    text.indices.contains(index) && text[index] == UInt8(ascii: "'") && index + 1 < end
      && text[index + 1] == UInt8(ascii: "'")
  }

  /// The end of a plain value: of its line, or of the following lines that are indented more than its key.
  private static func end(from start: Int, _ indentation: Int, in text: ArraySlice<UInt8>) -> Int {
    var end = lineEnd(from: start, in: text)
    var isEmpty = end == start
    while let next = nextLine(after: end, in: text) {
      let blanks = text[next].prefix(while: isBlank).count
      // Inside brackets, the value may be on any line below.
      guard blanks > indentation || isEmpty && blanks < next.count else { break }
      end = next.upperBound
      isEmpty = isEmpty && blanks == next.count
    }
    return end
  }

  /// The number of bytes before a key in its line; if other text precedes the key, before that text.
  private static func indentation(of key: Int, in text: ArraySlice<UInt8>) -> Int {
    let start = text[..<key].lastIndex(where: isLineEnd).map { $0 + 1 } ?? text.startIndex
    let isFirst = text[start..<key].allSatisfy { isBlank($0) || isQuote($0) || "-?".utf8.contains($0) }
    return isFirst ? key - start : text[start...].prefix(while: isBlank).count
  }

  private static func lineEnd(from start: Int, in text: ArraySlice<UInt8>) -> Int {
    text[start...].firstIndex(where: isLineEnd) ?? text.endIndex
  }

  /// The next line that is not blank, including its leading whitespace.
  private static func nextLine(after end: Int, in text: ArraySlice<UInt8>) -> Range<Int>? {
    var start = end
    while start < text.endIndex, isLineEnd(text[start]) { start += 1 }
    return start < text.endIndex ? start..<lineEnd(from: start, in: text) : nil
  }

  private static func holdsColon(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { line[$0] == UInt8(ascii: ":") && ($0 + 1 == line.endIndex || isBlank(line[$0 + 1])) }
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  private static func endsKey(_ byte: UInt8) -> Bool {
    isLineEnd(byte) || isQuote(byte) || "{}[],:=#&".utf8.contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "_-.\\".utf8.contains(byte)
    }
  }
}
