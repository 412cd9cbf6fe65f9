import CEL
import Documents

/// Something that may be written at a place.
struct CompletionItem {
  /// The numbers of the protocol (`CompletionItemKind`).
  enum Kind: Int {
    case function = 3
    case field = 5
    case variable = 6
    case value = 12
    case keyword = 14

    init(_ kind: Completion.Kind) {
      switch kind {
      case .variable: self = .variable
      case .field: self = .field
      case .function: self = .function
      case .keyword: self = .keyword
      }
    }
  }

  let label: String
  let kind: Kind
  let detail: String
  /// What is written, if not the label.
  var text: String?
  /// Its place among the others; nil for that of its label.
  var order: Int?

  /// The item as the protocol writes it, in place of a range.
  func json(replacing range: JSONValue) -> JSONValue {
    let edit = JSONValue.object([("range", range), ("newText", .string(text ?? label))])
    var members: [(key: String, value: JSONValue)] = [
      ("label", .string(label)), ("kind", .integer(kind.rawValue)), ("textEdit", edit), ("insertTextMode", .integer(1)),
    ]
    if !detail.isEmpty { members.append(("detail", .string(detail))) }
    if let order { members.append(("sortText", .string(String(10_000 + order)))) }
    return .object(members)
  }
}
