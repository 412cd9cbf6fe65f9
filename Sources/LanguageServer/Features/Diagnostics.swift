import Policies
import Documents
import Findings

extension Analysis {
  /// The diagnostics of the document, as the protocol writes them.
  func diagnostics(_ document: OpenDocument) -> [JSONValue] {
    var diagnostics = findings.map { diagnostic($0, document) }
    if let problem {
      // Where the reason stands in this very document, it is there already.
      guard problem.place?.source != source.name else { return diagnostics }
      diagnostics.append(
        .object([
          ("range", document.positions.range(0..<0)), ("severity", .integer(1)), ("source", .string("tollgate")),
          ("message", .string("this cannot be checked: " + printable(problem.message))),
          ("relatedInformation", .array(problem.place.map { [related($0, "the reason", document)] } ?? [])),
        ]))
    }
    return diagnostics
  }

  /// A finding as the protocol writes it.
  func diagnostic(_ finding: Finding, _ document: OpenDocument) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("range", document.positions.range(finding.place.range)),
      ("severity", .integer(finding.isExcused ? 4 : finding.severity.level)),
      ("code", .string(finding.code.description)), ("source", .string("tollgate")),
      ("message", .string(EditorWords.message(finding))),
    ]
    let places = finding.related.map { related($0, "see here", document) } + policyPlace(finding, document)
    if !places.isEmpty { members.append(("relatedInformation", .array(places))) }
    return .object(members)
  }

  /// Where the policy stands that a finding comes from.
  private func policyPlace(_ finding: Finding, _ document: OpenDocument) -> [JSONValue] {
    guard let place = place(ofCode: finding.code.description) else { return [] }
    return [related(place, "the policy", document)]
  }

  private func related(_ place: Place, _ message: String, _ document: OpenDocument) -> JSONValue {
    .object([("location", location(place, document)), ("message", .string(message))])
  }

  /// A place as the protocol writes it. In a file whose text is not known, characters are counted as code points.
  func location(_ place: Place, _ document: OpenDocument) -> JSONValue {
    let isHere = place.source == source.name
    let other = policySources.first { $0.name == place.source }
    func position(_ position: SourcePosition) -> JSONValue {
      .object([("line", .integer(position.line - 1)), ("character", .integer(position.column - 1))])
    }
    let range =
      isHere
      ? document.positions.range(place.range)
      : other.map { TextPositions($0.bytes, document.encoding).range(place.range) }
        ?? .object([("start", position(place.range.start)), ("end", position(place.range.end))])
    let uri = isHere ? document.uri : DocumentURI(path: place.source)
    return .object([("uri", .string(uri.text)), ("range", range)])
  }

  /// Where the validation, or else the policy, stands whose findings have a code; nil for the code of a rule.
  func place(ofCode code: String) -> Place? {
    guard let slash = code.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let policy = policies.first { $0.name.value == code[..<slash] }
    let validation = policy?.validations.first { $0.name.value == code[code.utf8.index(after: slash)...] }
    return validation?.name.place ?? policy?.name.place
  }
}

extension Severity {
  /// The protocol's number (`DiagnosticSeverity`).
  fileprivate var level: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}
