import Platform
import Documents
import Findings

extension JSONValue {
  init(_ finding: Finding) {
    self = .object([
      ("code", .string(finding.code.description)),
      ("severity", .string(finding.severity.rawValue)),
      ("message", .string(finding.message)),
      ("help", .array(finding.help.map { .string($0) })),
      ("notes", .array(finding.notes.map { .string($0) })),
      ("location", JSONValue(finding.place)),
      ("related", .array(finding.related.map { JSONValue($0) })),
      ("exception", finding.exception.map { JSONValue($0) } ?? .null),
      ("baselined", .boolean(finding.isInBaseline)),
      ("edit", finding.edit.map { JSONValue($0) } ?? .null),
    ])
  }

  /// The replacements of an edit, in the order of the file.
  private init(_ edit: Edit) {
    self = .array(
      edit.replacements.map { one in
        .object([
          ("start", JSONValue(one.range.start)), ("end", JSONValue(one.range.end)), ("text", .string(one.text)),
        ])
      })
  }

  init(_ omitted: OmittedFindings) {
    self = .object([
      ("code", .string(omitted.code.description)), ("severity", .string(omitted.severity.rawValue)),
      ("count", .integer(omitted.count)), ("exception", omitted.exception.map { JSONValue($0) } ?? .null),
      ("baselined", .boolean(omitted.isInBaseline)),
    ])
  }

  private init(_ place: Place) {
    self = .object([
      ("file", .string(place.source)),
      ("pointer", .string(place.pointer.description)),
      ("start", JSONValue(place.range.start)),
      ("end", JSONValue(place.range.end)),
    ])
  }

  private init(_ exception: FindingException) {
    self = .object([
      ("name", .string(exception.name)),
      ("reason", .string(exception.reason)),
      ("ticket", .string(exception.ticket)),
      ("approvedBy", .string(exception.approvedBy)),
      ("expires", .string(exception.expires.description)),
      ("location", JSONValue(exception.place)),
    ])
  }

  init(_ position: SourcePosition) {
    self = .object([("line", .integer(position.line)), ("column", .integer(position.column))])
  }
}
