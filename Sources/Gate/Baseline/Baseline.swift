import Documents
public import Findings

/// Findings that were there when a gate began, and do not deny a request: what `tollgate check --write-baseline`
/// wrote. Each stands on a line of its own, so that git merges what two branches add and remove.
public struct Baseline: Sendable {
  /// One of the findings.
  struct Entry: Sendable {
    /// What it is recognised by.
    let fingerprint: String
    let code: RuleCode
    /// The file of the request, relative to the top of its repository.
    let file: String
    /// The name of the request, for people.
    let request: String?
    /// The field, as a JSON pointer, for people.
    let field: String
    /// How many findings of this kind were counted but not listed, if this stands for them.
    let more: Int?
    /// Where it stands; nil for one that was not read.
    let place: Place?
  }

  let entries: [Entry]
  /// The file that it was read from; nil for one that was not read.
  public let source: SourceFile?

  /// The same fingerprint twice, as a merge may leave it, is one entry.
  init(_ entries: [Entry], source: SourceFile? = nil) {
    var seen: Set<String> = []
    self.entries = entries.filter { seen.insert($0.fingerprint).inserted }
    self.source = source
  }

  /// How many findings it excuses, a group of those that were only counted as one.
  public var count: Int { entries.count }

  /// The file's text. The same findings give the same bytes, in whatever order they were met.
  public var text: String {
    var text = """
      # Findings that do not deny a request. Written by `tollgate check --write-baseline`.
      apiVersion: \(DocumentHeader.apiVersion)
      kind: \(DocumentKind.baseline.rawValue)
      findings:

      """
    for entry in entries.sorted(by: Self.isOrderedBefore) {
      var members: [(key: String, value: JSONValue)] = [
        ("code", .string(entry.code.description)), ("file", .string(entry.file)),
      ]
      if let request = entry.request { members.append(("request", .string(request))) }
      if !entry.field.isEmpty { members.append(("field", .string(entry.field))) }
      if let more = entry.more { members.append(("more", .integer(more))) }
      members.append(("fingerprint", .string(entry.fingerprint)))
      text += "- {" + members.map { "\($0.key): \(Self.quoted($0.value))" }.joined(separator: ", ") + "}\n"
    }
    return text
  }

  /// A value as YAML. Texts are quoted as in JSON, but keep characters that JSON would write as two escapes.
  private static func quoted(_ value: JSONValue) -> String {
    if case .string(let text) = value { JSONValue.quoted(text) } else { value.compact.text }
  }

  private static func isOrderedBefore(_ one: Entry, _ other: Entry) -> Bool {
    let first = [one.file, one.request ?? "", one.field, one.code.description, one.fingerprint]
    return first.lexicographicallyPrecedes(
      [other.file, other.request ?? "", other.field, other.code.description, other.fingerprint])
  }
}
