import Catalog
import CEL
import Documents
import Findings
import Gate
import Policies
import Reports
import Rules

extension Analysis {
  /// What an editor shows of what stands at a place; null for nothing.
  func hover(
    at offset: Int, _ document: OpenDocument, gate: EditorGate?, _ schemas: inout FieldSchemas
  ) -> JSONValue {
    var parts: [String] = []
    var range: Range<Int>?
    if let (text, place) = expression(at: offset, gate) ?? value(at: offset, gate) ?? field(at: offset, &schemas) {
      parts.append(text)
      range = place
    }
    for finding in findings(at: offset).prefix(3) {
      range = range ?? finding.place.range.start.offset..<finding.place.range.end.offset
      if let text = documentation(of: finding.code.description) { parts.append(text) }
    }
    guard !parts.isEmpty else { return .null }
    var members: [(key: String, value: JSONValue)] = [
      (
        "contents",
        .object([("kind", .string("markdown")), ("value", .string(parts.joined(separator: "\n\n---\n\n")))])
      )
    ]
    if let range { members.append(("range", document.positions.range(range))) }
    return .object(members)
  }

  private typealias Part = (text: String, range: Range<Int>)

  /// The documentation of a rule or a policy.
  private func documentation(of code: String) -> String? {
    if let entry = Registry.complete.entry(of: code) { return RuleReference.render(entry).text }
    let name = code.split(separator: "/", maxSplits: 1).first.map(String.init)
    return policies.first { $0.name.value == name }.map { PolicyReference.render($0).text }
  }

  /// The type of a part of an expression.
  private func expression(at offset: Int, _ gate: EditorGate?) -> Part? {
    guard let gate,
      let edited = policyDocuments?.expression(at: offset, in: source.name, catalog: gate.material.catalog),
      let checked = try? edited.environment.check(edited.expression.text, typeChecked: false),
      let part = checked.description(at: edited.offset(ofSource: offset))
    else { return nil }
    let place = edited.expression.place(of: part.range).range
    return ("```\n\(part.text)\n```", place.start.offset..<place.end.offset)
  }

  /// A region, an instance type, or a rule or policy that is named.
  private func value(at offset: Int, _ gate: EditorGate?) -> Part? {
    guard let node = node(at: offset), let text = node.text else { return nil }
    let range = node.place.range.start.offset..<node.place.range.end.offset
    if let catalog = gate?.material.catalog {
      if let type = catalog.instanceTypes[text] {
        let region = document(at: offset)?.root["spec"]?["region"]?.text
        return (CatalogReference.render(type, in: region, of: catalog).text, range)
      }
      if let region = catalog.regions[text] { return (CatalogReference.render(region, of: catalog).text, range) }
    }
    return documentation(of: text).map { ($0, range) }
  }

  /// A field: an example, and what it may hold.
  private func field(at offset: Int, _ schemas: inout FieldSchemas) -> Part? {
    guard let (name, path) = key(at: offset), let root = document(at: offset)?.root else { return nil }
    let range = name.place.range.start.offset..<name.place.range.end.offset
    if let entry = Registry.complete.entry(of: name.value) { return (RuleReference.render(entry).text, range) }
    // A key that is no field, such as that of a label, is text from outside, and may be a secret.
    guard let kind = DocumentHeader(root).ownKind,
      let around = schemas.schema(of: kind)?.schema(at: path.steps.dropLast()),
      let field = around.fields.first(where: { $0.name == name.value })
    else { return nil }
    return (EditorWords.field(field.name, field.schema, isRequired: around.required.contains(field.name)), range)
  }
}
