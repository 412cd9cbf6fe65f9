import CEL
import Documents
public import Findings

/// Reformats the expressions in policy files, and leaves everything else as written.
public struct PolicyFormat: Sendable {
  /// The formatted content of the file; unchanged if there is nothing to format.
  public let formatted: String
  /// The errors in the file.
  public let errors: [Finding]

  /// The fields of `spec` that contain expressions.
  private static let lists = ["validations", "variables", "matchConditions", "auditAnnotations", "requests"]
  private static let expressionKeys: Set<String> = ["expression", "messageExpression", "valueExpression"]
  /// The line width in columns.
  private static let width = 110

  /// Formats a file.
  public init(_ source: SourceFile) {
    let file = DocumentReader.read(source)
    errors = file.errors
    let text = String(decoding: source.bytes, as: UTF8.self)
    guard errors.isEmpty, DocumentFormat(fileName: source.name) != .json else {
      formatted = text
      return
    }
    var edits: [Range<Int>: String] = [:]
    for document in file.documents where Self.isPolicy(document.root) {
      let isFlow = Self.isFlow(document.root, source)
      guard let spec = document.root["spec"] else { continue }
      let isFlowSpec = isFlow || Self.isFlow(spec, source)
      for list in Self.lists {
        if let node = spec[list] { Self.visit(node, source, isFlow: isFlowSpec, &edits) }
      }
    }
    var bytes = source.bytes
    for (range, replacement) in edits.sorted(by: { $0.key.lowerBound > $1.key.lowerBound }) {
      bytes.replaceSubrange(range, with: replacement.utf8)
    }
    // A result that reads differently is discarded.
    let changed = SourceFile(name: source.name, bytes: bytes)
    let isSame = Self.meaning(of: DocumentReader.read(changed)) == Self.meaning(of: file)
    formatted = isSame ? String(decoding: bytes, as: UTF8.self) : text
  }

  private static func isPolicy(_ root: Node) -> Bool {
    let kinds = [
      DocumentKind.policy.rawValue, DocumentKind.policyException.rawValue, KubernetesPolicyKind.policy.rawValue,
    ]
    return DocumentHeader(root).kind.map(kinds.contains) ?? false
  }

  private static func visit(_ node: Node, _ source: SourceFile, isFlow: Bool, _ edits: inout [Range<Int>: String]) {
    let isFlow = isFlow || Self.isFlow(node, source)
    switch node.value {
    case .sequence(let elements):
      for element in elements { visit(element, source, isFlow: isFlow, &edits) }
    case .mapping(let members):
      for member in members {
        guard expressionKeys.contains(member.key.value), case .string(let text) = member.value.value else { continue }
        // Columns count from one; the text of a block is indented by two more than its key.
        let indentation = member.key.place.range.start.column + 1
        guard let (range, old) = written(member.value.place, source),
          let new = replacement(
            text, isFlow: isFlow, isBlock: old.hasPrefix(">") || old.hasPrefix("|"), indentation: indentation,
            after: member.key.place), new != old, !hasHeaderComment(old)
        else { continue }
        edits[range] = source.bytes.contains(0x0D) ? new.replacing("\n", with: "\r\n") : new
      }
    default: break
    }
  }

  /// Whether a block's header has a comment, which would be lost.
  private static func hasHeaderComment(_ scalar: String) -> Bool {
    guard scalar.hasPrefix(">") || scalar.hasPrefix("|") else { return false }
    return scalar.prefix { $0 != "\n" && $0 != "\r\n" }.contains("#")
  }

  /// Whether a node is written in brackets.
  private static func isFlow(_ node: Node, _ source: SourceFile) -> Bool {
    let first = source.bytes[min(node.place.range.start.offset, source.bytes.count)...].first
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
  }

  /// The scalar as written, without whitespace after a block.
  private static func written(_ place: Place, _ source: SourceFile) -> (Range<Int>, String)? {
    let start = place.range.start.offset
    var end = min(place.range.end.offset, source.bytes.count)
    while end > start, [0x20, 0x0A, 0x0D].contains(source.bytes[end - 1]) { end -= 1 }
    return start < end ? (start..<end, String(decoding: source.bytes[start..<end], as: UTF8.self)) : nil
  }

  /// The scalar after formatting; nil to leave it unchanged.
  private static func replacement(
    _ text: String, isFlow: Bool, isBlock: Bool, indentation: Int, after key: Place
  ) -> String? {
    let column = key.range.end.column + 1
    guard let whole = SourceFormatter(width: .max).lines(text)?.first else { return nil }
    if isFlow || column + whole.unicodeScalars.count <= width {
      if text == whole, !isBlock { return nil }
      if isPlain(whole, isFlow: isFlow) { return whole }
      if !whole.contains("\"") && !whole.contains("\\") { return "\"" + whole + "\"" }
      if !whole.contains("'") { return "'" + whole + "'" }
      if isFlow { return nil }
    }
    guard let lines = SourceFormatter(width: width - indentation).lines(text) else { return nil }
    let blanks = String(repeating: " ", count: indentation)
    return ">-\n" + lines.map { blanks + $0 }.joined(separator: "\n")
  }

  /// Whether a text is valid in YAML without quotes (YAML 1.2.2, section 7.3.3) and reads as text.
  private static func isPlain(_ text: String, isFlow: Bool) -> Bool {
    guard let first = text.utf8.first, !"-?:,[]{}#&*!|>'\"%@` ".utf8.contains(first) else { return false }
    if isFlow, text.utf8.contains(where: { ",[]{}".utf8.contains($0) }) { return false }
    return !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":")
      && SourceFormatter.tokens(of: text)?.contains(" ") == true
  }

  /// The documents with their expressions as tokens.
  private static func meaning(of file: DocumentFile) -> [String] {
    file.errors.map(\.message) + file.documents.map { meaning(of: $0.root).canonical }
  }

  private static func meaning(of node: Node) -> JSONValue {
    switch node.value {
    case .sequence(let elements): .array(elements.map(meaning))
    case .mapping(let members):
      .object(
        members.map { member in
          guard expressionKeys.contains(member.key.value), case .string(let text) = member.value.value,
            let tokens = SourceFormatter.tokens(of: text)
          else { return (member.key.value, meaning(of: member.value)) }
          return (member.key.value, .string(tokens))
        })
    default: JSONValue(node)
    }
  }
}
