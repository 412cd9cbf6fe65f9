import Documents

extension JSONValue {
  init(_ finding: Finding) {
    let range = finding.place.range
    self = .object([
      ("code", .string(finding.code.description)),
      ("severity", .string(finding.severity.rawValue)),
      ("message", .string(finding.message)),
      ("help", .array(finding.help.map { .string($0) })),
      ("notes", .array(finding.notes.map { .string($0) })),
      (
        "location",
        .object([
          ("file", .string(finding.place.source)),
          ("pointer", .string(finding.place.pointer.description)),
          ("start", JSONValue(range.start)),
          ("end", JSONValue(range.end)),
        ])
      ),
    ])
  }

  init(_ position: SourcePosition) {
    self = .object([("line", .integer(position.line)), ("column", .integer(position.column))])
  }
}
