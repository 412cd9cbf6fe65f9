import Catalog
import Documents
import Findings
import Gate
import Policies
import Reports
import Requests
import Rules

/// The fields, words, regions, types, labels and codes that may be written at a place of a document.
struct Completions {
  private let document: OpenDocument
  private let gate: EditorGate?
  private let labels: [String]
  private let caret: YAMLCaret
  /// The document around the caret without what is being written, if it can be read.
  private let root: Node?
  private let kind: DocumentKind?
  private let isYAML: Bool

  /// The word around the caret, as the protocol writes it.
  private let word: JSONValue

  init(_ document: OpenDocument, at offset: Int, gate: EditorGate?, labels: [String]) {
    self.document = document
    self.gate = gate
    self.labels = labels
    caret = YAMLCaret(document.positions, at: offset)
    word = document.positions.range(caret.word)
    root = Self.root(document, around: caret, offset)
    kind = root.flatMap { DocumentHeader($0).ownKind } ?? Self.kind(ofFile: document.name)
    isYAML = DocumentFormat(fileName: document.name).map { $0 == .yaml } ?? true
  }

  /// The tree of the document around the caret: of the text as it is, or without the word that is being written, or without
  /// its line.
  private static func root(_ document: OpenDocument, around caret: YAMLCaret, _ offset: Int) -> Node? {
    let bytes = document.bytes
    let start = document.positions.startOfDocument(before: offset)
    let lineStart = offset - document.positions.line(upTo: offset).count
    let lineEnd = bytes[offset...].firstIndex { "\r\n".utf8.contains($0) } ?? bytes.count
    for blanked in [0..<0, caret.word, lineStart..<lineEnd] {
      var text = bytes
      for index in blanked { text[index] = UInt8(ascii: " ") }
      let file = DocumentReader.read(SourceFile(name: document.name, bytes: text))
      guard file.errors.isEmpty else { continue }
      let own = file.documents.filter { $0.root.place.range.start.offset >= start }
      let root = own.last { $0.root.place.range.start.offset <= offset }?.root ?? own.first?.root
      if case .mapping? = root?.value { return root }
    }
    return nil
  }

  private static func kind(ofFile name: String) -> DocumentKind? {
    name.hasSuffix("/" + Configuration.fileName) ? .configuration : nil
  }

  // MARK: Items

  /// The completions, as the protocol writes them.
  func items(_ schemas: inout FieldSchemas) -> JSONValue {
    guard isYAML else { return .array([]) }
    return switch caret.position {
    case .key: .array(keys(&schemas) + (caret.path.last?.isIndex ?? false ? values(&schemas) : []))
    case .value: .array(values(&schemas))
    case .nothing: .array([])
    }
  }

  private func value(_ label: String, detail: String = "") -> JSONValue {
    CompletionItem(label: label, kind: .value, detail: detail, text: (caret.lacksBlank ? " " : "") + label)
      .json(replacing: word)
  }

  // MARK: Fields

  private func keys(_ schemas: inout FieldSchemas) -> [JSONValue] {
    let present = presentKeys
    var names: [(name: String, detail: String, ending: String)] = []
    if kind == .clusterRequest, caret.path == [.key("metadata"), .key("labels")] {
      names = labels.map { ($0, "a label that policies ask for", ": ") }
    } else if kind == .configuration, caret.path == [.key("rules")] {
      names = Registry.complete.entries.filter(\.isWaivable).map { ($0.code.description, $0.name, ": ") }
    } else if let kind, let schema = schemas.schema(of: kind)?.schema(at: caret.path) {
      let required = schema.required
      names = schema.fields.sorted { required.contains($0.name) && !required.contains($1.name) }
        .map { ($0.name, $0.schema.example ?? "", ending($0.schema)) }
    } else if kind == nil, caret.path.isEmpty {
      names = [("apiVersion", DocumentHeader.apiVersion, ": "), ("kind", "", ": ")]
    }
    return names.filter { !present.contains($0.name) }.enumerated().map { order, one in
      CompletionItem(
        label: one.name, kind: .field, detail: one.detail,
        text: (caret.lacksBlank ? " " : "") + one.name + (caret.hasColon ? "" : one.ending),
        order: order
      ).json(replacing: word)
    }
  }

  /// What is written after a key: its value goes on in the line, or in those below.
  private func ending(_ schema: FieldSchema) -> String {
    guard !caret.isInFlow, schema.isMapping || schema.isList, schema.types.count == 1 else { return ": " }
    let indentation = String(repeating: " ", count: caret.column + 2)
    return ":\n" + indentation + (schema.isList ? "- " : "")
  }

  /// The keys that the mapping at the caret has already.
  private var presentKeys: Set<String> {
    guard let root, case .mapping(let members)? = node(in: root)?.value else { return [] }
    return Set(members.map(\.key).filter { !$0.place.range.touches(caret.word) }.map(\.value))
  }

  /// The node at the caret's path. Of lists the element is taken that stands there.
  private func node(in root: Node) -> Node? {
    caret.path.reduce(root) { node, step in
      switch step {
      case .key(let key): node?[key]
      case .index:
        node?.elements?.last { $0.place.range.start.offset <= caret.word.lowerBound } ?? node?.elements?.last
      }
    }
  }

  // MARK: Values

  private func values(_ schemas: inout FieldSchemas) -> [JSONValue] {
    let keys = caret.path.map(\.key)
    if keys == ["kind"] {
      return DocumentKind.allCases.map { value($0.rawValue, detail: $0.phrase) }
    }
    if keys == ["apiVersion"] { return [value(DocumentHeader.apiVersion)] }
    switch (kind, keys) {
    case (.clusterRequest, ["spec", "region"]): return regions
    case (.clusterRequest, ["spec", "instanceTypes", nil]): return instanceTypes
    case (.policyException, ["spec", "findings", nil]): return codes
    default: break
    }
    guard let kind, let schema = schemas.schema(of: kind)?.schema(at: caret.path) else { return [] }
    return schema.choices.map { value($0) }
  }

  private var regions: [JSONValue] {
    guard let catalog = gate?.material.catalog else { return [] }
    return catalog.regions.values.sorted { $0.name < $1.name }.map {
      value($0.name, detail: printable($0.description))
    }
  }

  /// The types that the request's region offers, or all where it names none.
  private var instanceTypes: [JSONValue] {
    guard let catalog = gate?.material.catalog else { return [] }
    let spec = root?["spec"]
    let region = spec?["region"]?.text.flatMap { catalog.regions[$0]?.name }
    let written = (spec?["instanceTypes"]?.elements ?? []).filter { !$0.place.range.touches(caret.word) }
    let present = Set(written.compactMap(\.text))
    return catalog.instanceTypes.values.filter { type in
      guard !present.contains(type.name) else { return false }
      return region.map { !catalog.offering(of: type.name, in: $0).isAbsent } ?? true
    }.map { type in
      value(type.name, detail: CatalogReference.summary(type, in: region, of: catalog))
    }
  }

  /// The codes of rules and validations that an exception may excuse.
  private var codes: [JSONValue] {
    let rules = Registry.complete.entries.filter(\.isWaivable).map { ($0.code.description, $0.name) }
    let validations = (gate?.policies?.documents.policies ?? []).filter(\.allowsExceptions).flatMap { policy in
      policy.validations.map { (policy.code(of: $0).description, $0.message ?? policy.description ?? "") }
    }
    return (validations + rules).map { value($0.0, detail: printable($0.1, limit: 200)) }
  }
}
