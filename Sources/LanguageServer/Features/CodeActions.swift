import Documents
import Findings

extension Analysis {
  /// The fixes of what was found in a range of the document, and one for all that can be fixed.
  func codeActions(
    in range: Range<Int>, only kinds: [String], _ document: OpenDocument, _ client: ClientCapabilities
  ) -> JSONValue {
    func isWanted(_ kind: String) -> Bool {
      kinds.isEmpty || kinds.contains { kind == $0 || kind.hasPrefix($0 + ".") }
    }
    let fixable = findings.filter { $0.edit != nil && !$0.isExcused }
    var actions: [JSONValue] = []
    if isWanted("quickfix") {
      actions += fixable.filter { $0.place.range.touches(range) }.compactMap { finding in
        finding.edit.map { edit in
          action(title(finding, edit), "quickfix", [edit], document, client, of: finding)
        }
      }
    }
    if isWanted("source.fixAll"), kinds.contains(where: { $0.hasPrefix("source") }) || fixable.count > 1,
      !fixable.isEmpty
    {
      let made = source.applying(fixable.compactMap(\.edit)).made
      actions.append(action("Fix all that is certain", "source.fixAll", Array(made), document, client))
    }
    return .array(actions)
  }

  private func title(_ finding: Finding, _ edit: Edit) -> String {
    guard edit.replacements.count == 1, let text = edit.replacements.first?.text else { return "Put it in quotes" }
    return text.isEmpty ? "Remove it" : "Write `\(printable(text, limit: 80))`"
  }

  private func action(
    _ title: String, _ kind: String, _ edits: [Edit], _ document: OpenDocument, _ client: ClientCapabilities,
    of finding: Finding? = nil
  ) -> JSONValue {
    let replacements = edits.flatMap(\.replacements).sorted { $0.range.start.offset < $1.range.start.offset }
    let changes = replacements.map { one in
      JSONValue.object([("range", document.positions.range(one.range)), ("newText", .string(one.text))])
    }
    let uri = document.uri.text
    let identifier = JSONValue.object([("uri", .string(uri)), ("version", .integer(document.version))])
    let edit: JSONValue =
      client.takesDocumentChanges
      ? .object([
        ("documentChanges", .array([.object([("textDocument", identifier), ("edits", .array(changes))])]))
      ]) : .object([("changes", .object([(uri, .array(changes))]))])
    var members: [(key: String, value: JSONValue)] = [
      ("title", .string(title)), ("kind", .string(kind)), ("edit", edit),
    ]
    if let finding {
      members += [
        ("isPreferred", .boolean(true)), ("diagnostics", .array([diagnostic(finding, document)])),
      ]
    }
    return .object(members)
  }
}
