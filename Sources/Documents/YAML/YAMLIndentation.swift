import Findings

/// Finds continuation lines that are indented too little. YAML 1.2 requires more indentation than that of the mapping
/// or list that the value belongs to (YAML 1.2.2, section 6.3); libyaml does not check this.
///
/// A line that begins with a closing bracket may have the indentation of the key, because that is common style. So may
/// a line of quoted text that cannot be mistaken for anything else: expressions in real policies are written this way,
/// and every reader accepts them.
struct YAMLIndentation {
  /// The indentation of each open block mapping and sequence; nil until its first member is known.
  private var blocks: [Int?] = []
  /// The start of each open mapping and sequence in brackets.
  private var flows: [SourcePosition] = []

  /// Whether the next event is inside brackets.
  var isFlow: Bool { !flows.isEmpty }
  /// The start of the innermost mapping or sequence in brackets.
  var innermostFlow: SourcePosition? { flows.last }

  /// Processes the next event, and returns its first line that is indented too little.
  mutating func firstLineTooFarLeft(_ event: YAMLPiece.Event, after gap: Range<Int>, in source: SourceFile) -> Int? {
    if flows.isEmpty, let last = blocks.indices.last, blocks[last] == nil {
      blocks[last] = column(of: event, after: gap, in: source)
    }
    switch event.kind {
    case .sequenceStart(let properties), .mappingStart(let properties):
      if properties.isFlow {
        flows.append(event.range.start)
      } else {
        let hasProperties = properties.anchor != nil || properties.tag != nil
        blocks.append(hasProperties ? nil : event.range.start.column - 1)
      }
    case .sequenceEnd, .mappingEnd:
      guard let start = flows.popLast() else {
        _ = blocks.popLast()
        return nil
      }
      if flows.isEmpty { return firstLine(from: start, to: event.range.end, source, isFlow: true) }
    case .scalar(let scalar) where scalar.style == .quoted && flows.isEmpty:
      return firstLine(from: event.range.start, to: event.range.end, source, isFlow: false)
    default: break
    }
    return nil
  }

  /// The indentation of the first member of a block, or of its `?` or `-` if it has one.
  private func column(of event: YAMLPiece.Event, after gap: Range<Int>, in source: SourceFile) -> Int {
    let line = source.line(event.range.start.line)
    let indicator = gap.first { source.bytes[$0] == UInt8(ascii: "?") || source.bytes[$0] == UInt8(ascii: "-") }
    if let indicator, line.indices.contains(indicator) { return indicator - line.startIndex }
    return event.range.start.column - 1
  }

  private func firstLine(
    from start: SourcePosition, to end: SourcePosition, _ source: SourceFile, isFlow: Bool
  ) -> Int? {
    guard start.line < end.line, let indentation = blocks.last ?? nil else { return nil }
    return ((start.line + 1)...end.line).first { number in
      let line = source.line(number)
      let blanks = line.prefix { $0 == UInt8(ascii: " ") }.count
      guard let first = line.dropFirst(blanks).first(where: { $0 != UInt8(ascii: "\t") }) else { return false }
      if isFlow, first == UInt8(ascii: "#") { return false }
      let mayStandBelowTheKey =
        isFlow ? first == UInt8(ascii: "]") || first == UInt8(ascii: "}") : !Self.looksLikeAMember(line)
      return blanks < indentation + (mayStandBelowTheKey ? 0 : 1)
    }
  }

  /// Whether a line could be mistaken for a key, a list element or a comment.
  private static func looksLikeAMember(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = text.first else { return false }
    let isBlank = { (byte: UInt8?) in byte.map { " \t\r\n".utf8.contains($0) } ?? true }
    if first == UInt8(ascii: "#") { return true }
    if "-?".utf8.contains(first), isBlank(text.dropFirst().first) { return true }
    return text.indices.contains { text[$0] == UInt8(ascii: ":") && isBlank(text[($0 + 1)...].first) }
  }
}
