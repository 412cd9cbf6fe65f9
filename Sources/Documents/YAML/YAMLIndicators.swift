import Findings

/// Compares the indicators that libyaml found, which reads YAML 1.1, with those of YAML 1.2.
struct YAMLIndicators {
  struct Problem {
    let offset: Int
    let message: String
    let help: String
  }

  private let bytes: [UInt8]
  /// Whether the bytes are inside brackets.
  private let isFlow: Bool

  init(_ bytes: [UInt8], isFlow: Bool) {
    self.bytes = bytes
    self.isFlow = isFlow
  }

  /// The problem between two events. A comment needs a space before it (YAML 1.2.2, section 6.6). `?` and `:` are
  /// indicators only before whitespace, `:` also after text in quotes or brackets (sections 7.3.3 and 7.4.2).
  func problem(between gap: Range<Int>) -> Problem? {
    var index = gap.lowerBound
    while index < gap.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "#"):
        guard isBlank(index - 1) else { return .comment(index) }
        while index < gap.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") {
          index += 1
        }
        continue
      case UInt8(ascii: "?") where !isBlank(index + 1): return .twoWays(index, "?")
      case UInt8(ascii: ":") where !isBlank(index + 1):
        let isAfterJSON = isFlow && index > 0 && "\"']}".utf8.contains(bytes[index - 1])
        guard isAfterJSON || isFlowIndicator(index + 1) else { return .twoWays(index, ":") }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The problem in an event's own text.
  func problem(of kind: YAMLEvents.Kind, in range: SourceRange) -> Problem? {
    let (start, end) = (range.start.offset, range.end.offset)
    guard start < end else { return nil }
    switch kind {
    case .alias(let name): return name.utf8.elementsEqual(self.name(after: start)) ? nil : .name(start)
    case .sequenceStart(let properties), .mappingStart(let properties):
      // A single-pair mapping within a list begins with `?`.
      if bytes[start] == UInt8(ascii: "?"), !isBlank(start + 1) { return .twoWays(start, "?") }
      guard properties.anchor != nil || properties.tag != nil else { return nil }
      return problem(ofAnchor: properties.anchor, from: start, to: end).problem
    case .scalar(let scalar):
      var text = start
      if scalar.anchor != nil || scalar.tag != nil {
        let found = problem(ofAnchor: scalar.anchor, from: start, to: end)
        if let problem = found.problem { return problem }
        text = found.end
      }
      switch scalar.style {
      case .plain: return text < end ? problem(ofPlain: text..<end) : nil
      case .block: return problem(ofHeader: text..<end)
      case .quoted: return nil
      }
    default: return nil
    }
  }

  /// The end of the properties before a node, and a problem if the anchor's name differs in YAML 1.2, where it extends
  /// to whitespace or, inside brackets, to a bracket or comma (section 6.9.2).
  private func problem(ofAnchor anchor: String?, from start: Int, to end: Int) -> (end: Int, problem: Problem?) {
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "&"):
        let name = name(after: index)
        guard name.elementsEqual((anchor ?? "").utf8) else { return (index, .name(index)) }
        index = name.endIndex
      case UInt8(ascii: "!"): while index < end, !isBlank(index), !(isFlow && isFlowIndicator(index)) { index += 1 }
      case UInt8(ascii: "#"):
        while index < end, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
      case _ where isBlank(index): index += 1
      default: return (index, nil)
      }
    }
    return (index, nil)
  }

  private func name(after indicator: Int) -> ArraySlice<UInt8> {
    var end = indicator + 1
    while end < bytes.count, !isBlank(end), !isFlowIndicator(end) { end += 1 }
    return bytes[min(indicator + 1, end)..<end]
  }

  /// A plain scalar can start with `-`, `?` or `:` only before text. It ends before whitespace, a comma, a bracket or a
  /// colon.
  private func problem(ofPlain text: Range<Int>) -> Problem? {
    let first = bytes[text.lowerBound]
    if "-?:".utf8.contains(first), isBlank(text.lowerBound + 1) || isFlow && isFlowIndicator(text.lowerBound + 1) {
      return .twoWays(text.lowerBound, String(Unicode.Scalar(first)))
    }
    let end = text.upperBound
    guard !isBlank(end), bytes[end] != UInt8(ascii: ":"), !(isFlow && isFlowIndicator(end)) else { return nil }
    return .twoWays(end, printable(String(decoding: bytes[end...].prefix(1), as: UTF8.self)))
  }

  /// A comment after `|` or `>` needs whitespace before it (section 8.1.1).
  private func problem(ofHeader text: Range<Int>) -> Problem? {
    var index = text.lowerBound
    while index < text.upperBound, !isBlank(index), bytes[index] != UInt8(ascii: "#") { index += 1 }
    return index < text.upperBound && bytes[index] == UInt8(ascii: "#") ? .comment(index) : nil
  }

  private func isBlank(_ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return true }
    return YAMLCharacters.isBlank(bytes[index])
  }

  private func isFlowIndicator(_ index: Int) -> Bool {
    bytes.indices.contains(index) && YAMLCharacters.isFlowIndicator(bytes[index])
  }
}

extension YAMLIndicators.Problem {
  fileprivate static func comment(_ offset: Int) -> Self {
    Self(
      offset: offset, message: "a comment needs a space before it",
      help: "put a space before `#`, or quotes around the text")
  }

  fileprivate static func twoWays(_ offset: Int, _ indicator: String) -> Self {
    Self(
      offset: offset, message: "the `\(indicator)` here is read differently in YAML 1.1 and 1.2",
      help: "put the text that it belongs to in quotes, or a space after it")
  }

  fileprivate static func name(_ offset: Int) -> Self {
    Self(
      offset: offset, message: "the name here is read differently in YAML 1.1 and 1.2",
      help: "use letters, digits, `-` and `_`; put text that begins with `&` or `*` in quotes")
  }
}
