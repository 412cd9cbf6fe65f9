import CEL
import Catalog
import Documents
import Gate
import Policies

extension Analysis {
  /// The names that an expression may have at a place; nil outside one.
  func expressionCompletions(at offset: Int, _ document: OpenDocument, _ gate: EditorGate?) -> JSONValue? {
    guard let catalog = gate?.material.catalog, let documents = policyDocuments else { return nil }
    let line = document.positions.line(upTo: offset)
    let blanks = line.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    // A value without quotes ends before the blanks behind it.
    for skipped in blanks > 0 ? [0, blanks] : [0] {
      guard let edited = documents.expression(at: offset - skipped, in: document.name, catalog: catalog) else {
        continue
      }
      let text = edited.expression.text
      let names =
        skipped == 0
        ? edited.environment.completions(in: text, at: edited.offset(ofSource: offset))
        : edited.environment.completions(in: text + " ", at: text.utf8.count + 1)
      let word = line.reversed().prefix(while: Completion.isOfName).count
      let range = document.positions.range(offset - word..<offset)
      return .array(
        names.map {
          CompletionItem(label: $0.name, kind: CompletionItem.Kind($0.kind), detail: $0.detail).json(replacing: range)
        })
    }
    return nil
  }
}
