import Documents
import Findings

/// The parts common to all documents of a comparison: version, kind, name, and numbers within bounds.
struct WhatIfDecoder {
  typealias Field = TreeDecoder.Field

  var tree = TreeDecoder()

  /// The documents of a file, empty ones left out; nothing, with findings, if it is not well-formed or has none.
  mutating func documents(of source: SourceFile, kind: DocumentKind) -> [Node] {
    let file = DocumentReader.read(source)
    for finding in file.errors + file.documents.flatMap(\.findings) { tree.report(finding) }
    let roots = file.documents.map(\.root).filter { !Self.isEmpty($0) }
    if roots.isEmpty, tree.findings.isEmpty {
      let place = Place(source: source.name, range: SourceRange(at: .start))
      tree.report(
        .scenario(
          "the file holds no document of kind `\(kind.rawValue)`", at: place,
          help: ["begin it with `apiVersion: \(DocumentHeader.apiVersion)` and `kind: \(kind.rawValue)`"]))
    }
    return roots
  }

  private static func isEmpty(_ root: Node) -> Bool {
    guard case .null = root.value else { return false }
    return true
  }

  /// The fields and the name of a document.
  mutating func document(
    _ root: Node, kind: DocumentKind, title: String, _ others: [Field]
  ) -> (fields: TreeDecoder.Fields, name: Located<String>)? {
    let known =
      [
        Field("metadata", "metadata: {name: …}"), Field("description", "description: …"),
      ] + others
    guard let fields = tree.document(root, kind, title: title, known: known) else { return nil }
    let metadata = tree.fields("metadata", in: fields, isRequired: true, known: [Field("name", "name: …")])
    guard let name = tree.string("name", in: metadata, isRequired: true) else { return nil }
    if name.value.isEmpty { tree.report(.scenario("`name` is empty", at: name.place)) }
    return (fields, name)
  }

  /// A number within bounds.
  mutating func number(_ name: String, in fields: TreeDecoder.Fields?, _ range: ClosedRange<Double>) -> Double? {
    guard let fields, let text = tree.number(name, in: fields) else { return nil }
    return number(text, title: name, range)
  }

  /// The numbers in a list, each within bounds.
  mutating func numbers(_ name: String, in fields: TreeDecoder.Fields, _ range: ClosedRange<Double>) -> [Double]? {
    guard let list = tree.value(name, in: fields), let elements = tree.elements(list, title: name) else { return nil }
    return elements.compactMap { element in
      tree.number(element, title: "an element of `\(name)`").flatMap { number($0, title: name, range) }
    }
  }

  /// A whole number within bounds.
  mutating func integer(
    _ name: String, in fields: TreeDecoder.Fields?, isRequired: Bool = false, _ range: ClosedRange<Int>
  ) -> Located<Int>? {
    guard let value = tree.integer(name, in: fields, isRequired: isRequired) else { return nil }
    if range.contains(value.value) { return value }
    tree.report(
      .scenario(
        "`\(name)` is \(value.value); it must be from \(range.lowerBound) to \(range.upperBound)", at: value.place))
    return nil
  }

  private mutating func number(_ text: Located<String>, title: String, _ range: ClosedRange<Double>) -> Double? {
    if let value = Double(text.value), range.contains(value) { return value }
    let bounds = [range.lowerBound, range.upperBound].map { String(Int($0)) }
    tree.report(
      .scenario(
        "`\(title)` is \(printable(text.value, limit: 40)); it must be from \(bounds[0]) to \(bounds[1])",
        at: text.place))
    return nil
  }
}
