import Documents
import Findings
import Platform

/// What a field of a document may hold, by the JSON Schema of the kind. The schemas are made from what the decoders accept.
struct FieldSchema {
  private let node: Node

  init(_ node: Node) { self.node = node }

  /// The fields of a mapping, in order.
  var fields: [(name: String, schema: FieldSchema)] {
    guard case .mapping(let members)? = node["properties"]?.value else { return [] }
    return members.map { ($0.key.value, FieldSchema($0.value)) }
  }

  /// The fields that a mapping must have.
  var required: Set<String> { Set((node["required"]?.elements ?? []).compactMap(\.text)) }

  /// What each element of a list may hold; nil for anything but a list.
  var element: FieldSchema? { node["items"].map { FieldSchema($0) } }

  /// The allowed values; empty if any value is allowed.
  var choices: [String] {
    if let only = node["const"]?.text { return [only] }
    if let words = node["enum"]?.elements { return words.compactMap(\.text) }
    return types == ["boolean"] ? ["true", "false"] : []
  }

  /// The types, in JSON Schema's words.
  var types: [String] { node["type"]?.text.map { [$0] } ?? (node["type"]?.elements ?? []).compactMap(\.text) }

  /// Whether it is a mapping with fields of its own.
  var isMapping: Bool { types.contains("object") }

  /// Whether it is a list.
  var isList: Bool { types.contains("array") }

  /// An example, as JSON, which is YAML too; nil if there is none.
  var example: String? { node["examples"]?.elements?.first.map { JSONValue($0).compact.text } }

  /// What the field at a path may hold; nil where the schema has no such field.
  func schema(at path: some Sequence<JSONPointer.Step>) -> FieldSchema? {
    path.reduce(self) { schema, step in
      switch step {
      case .index: schema?.element
      case .key(let key): schema?.fields.first { $0.name == key }?.schema ?? schema?.others
      }
    }
  }

  /// What members of a mapping with any keys may hold.
  private var others: FieldSchema? {
    guard let node = node["additionalProperties"], case .mapping = node.value else { return nil }
    return FieldSchema(node)
  }
}

/// The schemas that an installation has, each read when it is first asked for.
struct FieldSchemas {
  private let folder: String?
  private var read: [DocumentKind: FieldSchema] = [:]

  /// The schemas in a folder. Without a folder, no fields are completed.
  init(folder: String?) { self.folder = folder }

  /// The schema of a kind; nil if it is not installed.
  mutating func schema(of kind: DocumentKind) -> FieldSchema? {
    if let schema = read[kind] { return schema }
    guard let folder, let source = try? SourceFile(reading: "\(folder)/\(kind.schemaName).json"),
      let root = DocumentReader.read(source).documents.first?.root
    else { return nil }
    read[kind] = FieldSchema(root)
    return read[kind]
  }
}
