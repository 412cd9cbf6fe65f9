import Findings

/// The parts common to both readers: limits, errors, and the check for duplicate keys.
struct TreeBuilder {
  let source: SourceFile
  let limits: DocumentLimits
  private(set) var errors: [Finding] = []
  /// Receives each finished document, so that a file's documents need not all be kept in memory.
  private let take: (Document) -> Void
  private var documentFindings: [Finding] = []
  private var nodes = 0

  init(source: SourceFile, limits: DocumentLimits, take: @escaping (Document) -> Void) {
    self.source = source
    self.limits = limits
    self.take = take
  }

  /// Counts nodes against the limit.
  mutating func count(_ number: Int = 1, at position: SourcePosition) throws(LimitReached) {
    nodes += number
    if nodes > limits.nodes {
      try exceed("the file has more than \(limits.nodes) values, those repeated by aliases included", at: position)
    }
  }

  /// Checks the nesting depth against the limit.
  mutating func enter(depth: Int, at position: SourcePosition) throws(LimitReached) {
    if depth > limits.depth { try exceed("values are nested deeper than \(limits.depth) levels", at: position) }
  }

  /// Records a syntax error; reading stops after too many.
  mutating func syntaxError(
    _ message: String, at range: SourceRange, help: [String] = [], notes: [String] = []
  ) throws(LimitReached) {
    errors.append(
      Finding(
        code: .syntax, severity: .error, message: message, place: Place(source: source.name, range: range), help: help,
        notes: notes))
    if errors.count >= limits.errors {
      try exceed("the file has \(errors.count) syntax errors; the rest of it was not read", at: range.start)
    }
  }

  /// Records a problem of the document that does not prevent reading it.
  mutating func report(_ finding: Finding) {
    if documentFindings.count < limits.errors { documentFindings.append(finding) }
  }

  /// The members without repeated keys, which are reported.
  mutating func unique(_ members: [Node.Member]) -> [Node.Member] {
    // Comparing the keys of a small mapping is faster than hashing them.
    if members.count <= 12, !Self.hasRepeatedKey(members) { return members }
    var first: [String: Located<String>] = [:]
    var unique: [Node.Member] = []
    unique.reserveCapacity(members.count)
    for member in members {
      if let earlier = first.updateValue(member.key, forKey: member.key.value) {
        first[member.key.value] = earlier
        report(.duplicateKey(member.key, first: earlier.place))
      } else {
        unique.append(member)
      }
    }
    return unique
  }

  private static func hasRepeatedKey(_ members: [Node.Member]) -> Bool {
    members.indices.contains { index in members[..<index].contains { $0.key.value == members[index].key.value } }
  }

  mutating func finishDocument(_ root: Node) {
    take(Document(root: root, findings: documentFindings))
    documentFindings = []
  }

  mutating func dropDocument() {
    errors += documentFindings
    documentFindings = []
  }

  private mutating func exceed(_ message: String, at position: SourcePosition) throws(LimitReached) {
    errors.append(
      Finding(
        code: .limit, severity: .error, message: message,
        place: Place(source: source.name, range: SourceRange(at: position)), help: ["split the file, or simplify it"]))
    throw LimitReached()
  }
}

/// Thrown to stop reading a file; the error is already recorded.
struct LimitReached: Error {}

extension Finding {
  fileprivate static func duplicateKey(_ key: Located<String>, first: Place) -> Finding {
    Finding(
      code: .duplicateKey, severity: .error, message: "the key `\(printable(key.value, limit: 80))` is given twice",
      place: key.place, help: ["remove one of the two"],
      notes: ["it was first given at line \(first.range.start.line), column \(first.range.start.column)"])
  }
}
