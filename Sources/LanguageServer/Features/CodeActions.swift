import Documents
import Findings

extension Analysis {
  /// The fixes of what was found in a range of the document, and one for all that can be fixed.
  func codeActions(in range: Range<Int>, only kinds: [String], _ document: OpenDocument) -> JSONValue {
    func isWanted(_ kind: String) -> Bool {
      kinds.isEmpty || kinds.contains { kind == $0 || kind.hasPrefix($0 + ".") }
    }
    let fixable = findings.filter { $0.edit != nil }
    var actions: [JSONValue] = []
    if isWanted("quickfix") {
      actions += fixable.filter { $0.place.isAround(range) }.compactMap { finding in
        finding.edit.map { edit in
          action(title(finding, edit), "quickfix", [edit], document, of: finding.code.description)
        }
      }
    }
    if isWanted("source.fixAll"), kinds.contains(where: { $0.hasPrefix("source") }) || fixable.count > 1,
      !fixable.isEmpty
    {
      let made = source.applying(fixable.compactMap(\.edit)).made
      let edits = fixable.compactMap(\.edit).filter(made.contains)
      actions.append(action("Fix all that is certain", "source.fixAll", Array(Set(edits)), document))
    }
    return .array(actions)
  }

  private func title(_ finding: Finding, _ edit: Edit) -> String {
    guard edit.replacements.count == 1, let text = edit.replacements.first?.text else { return "Put it in quotes" }
    return text.isEmpty ? "Remove it" : "Write `\(printable(text, limit: 80))`"
  }

  private func action(
    _ title: String, _ kind: String, _ edits: [Edit], _ document: OpenDocument, of code: String? = nil
  ) -> JSONValue {
    let replacements = edits.flatMap(\.replacements).sorted { $0.range.start.offset < $1.range.start.offset }
    let changes = replacements.map { one in
      JSONValue.object([("range", document.positions.range(one.range)), ("newText", .string(one.text))])
    }
    let edit = JSONValue.object([
      (
        "documentChanges",
        .array([
          .object([
            (
              "textDocument",
              .object([("uri", .string(document.uri.text)), ("version", .integer(document.version))])
            ), ("edits", .array(changes)),
          ])
        ])
      )
    ])
    var members: [(key: String, value: JSONValue)] = [
      ("title", .string(title)), ("kind", .string(kind)), ("edit", edit),
    ]
    if let code {
      members.append(("isPreferred", .boolean(true)))
      let found = findings.first { $0.code.description == code && $0.edit.map(edits.contains) ?? false }
      if let found {
        let diagnostic = JSONValue.object([
          ("range", document.positions.range(found.place.range)), ("code", .string(code)),
          ("source", .string("tollgate")), ("message", .string(EditorWords.message(found))),
        ])
        members.append(("diagnostics", .array([diagnostic])))
      }
    }
    return .object(members)
  }
}

extension Place {
  /// Whether it has a byte of a range, or touches it.
  fileprivate func isAround(_ bytes: Range<Int>) -> Bool {
    range.start.offset <= bytes.upperBound && bytes.lowerBound <= range.end.offset
  }
}
