import CEL
import Catalog
import Documents
import Findings
import Gate
import Policies
import Reports
import Requests
import Rules

/// What may be written at a place of a document.
struct Completions {
  private let document: OpenDocument
  private let gate: EditorGate?
  private let labels: [String]
  private var schemas: FieldSchemas
  private let caret: YAMLCaret
  /// The document around the caret without what is being written, if it can be read.
  private let root: Node?
  private let kind: DocumentKind?

  /// The numbers of the protocol (`CompletionItemKind`).
  private enum Kind: Int {
    case function = 3
    case field = 5
    case variable = 6
    case value = 12
    case keyword = 14
  }

  init(_ document: OpenDocument, at offset: Int, gate: EditorGate?, labels: [String], schemas: FieldSchemas) {
    self.document = document
    self.gate = gate
    self.labels = labels
    self.schemas = schemas
    caret = YAMLCaret(document.positions, at: offset)
    root = Self.root(document, around: caret, offset)
    kind = root.flatMap { DocumentHeader($0).ownKind } ?? Self.kind(ofFile: document.name)
  }

  /// The tree of the document around the caret: of the text as it is, or without the word that is being written, or without
  /// its line.
  private static func root(_ document: OpenDocument, around caret: YAMLCaret, _ offset: Int) -> Node? {
    let bytes = document.bytes
    let lineStart = offset - document.positions.line(upTo: offset).count
    let lineEnd = bytes[offset...].firstIndex { "\r\n".utf8.contains($0) } ?? bytes.count
    for blanked in [0..<0, caret.word, lineStart..<lineEnd] {
      var text = bytes
      for index in blanked { text[index] = UInt8(ascii: " ") }
      let file = DocumentReader.read(SourceFile(name: document.name, bytes: text))
      guard file.errors.isEmpty else { continue }
      let root = file.documents.last { $0.root.place.range.start.offset <= offset }?.root ?? file.documents.first?.root
      if case .mapping? = root?.value { return root }
    }
    return nil
  }

  private static func kind(ofFile name: String) -> DocumentKind? {
    name.hasSuffix("/" + Configuration.fileName) ? .configuration : nil
  }

  // MARK: Items

  /// The completions, as the protocol writes them.
  mutating func items(at offset: Int, _ analysis: Analysis?) -> JSONValue {
    if let names = expression(at: offset, analysis) {
      return .array(names.map { item($0.name, kind($0.kind), detail: $0.detail, at: wordInExpression(offset)) })
    }
    switch caret.position {
    case .key: return .array(keys() + (caret.path.last?.isIndex ?? false ? values() : []))
    case .value: return .array(values())
    }
  }

  private func kind(_ kind: Completion.Kind) -> Kind {
    switch kind {
    case .variable: .variable
    case .field: .field
    case .function: .function
    case .keyword: .keyword
    }
  }

  private func item(
    _ label: String, _ kind: Kind, detail: String, text: String? = nil, at range: Range<Int>, order: Int? = nil
  ) -> JSONValue {
    let edit = JSONValue.object([
      ("range", document.positions.range(range)), ("newText", .string(text ?? label)),
    ])
    var members: [(key: String, value: JSONValue)] = [
      ("label", .string(label)), ("kind", .integer(kind.rawValue)), ("textEdit", edit), ("insertTextMode", .integer(1)),
    ]
    if !detail.isEmpty { members.append(("detail", .string(detail))) }
    if let order { members.append(("sortText", .string(String(10_000 + order)))) }
    return .object(members)
  }

  // MARK: Expressions

  /// The names of an expression; nil outside one.
  private func expression(at offset: Int, _ analysis: Analysis?) -> [Completion]? {
    guard let gate, let documents = analysis?.policyDocuments else { return nil }
    let blanks = document.positions.line(upTo: offset).reversed().prefix { $0 == UInt8(ascii: " ") }.count
    for skipped in Set([0, blanks]).sorted() {
      guard
        let edited = documents.expression(
          at: offset - skipped, in: document.name, catalog: gate.material.catalog)
      else { continue }
      let text = edited.expression.text
      let place = edited.offset(ofSource: offset - skipped)
      guard skipped > 0 else { return edited.environment.completions(in: text, at: place) }
      return edited.environment.completions(in: text + " ", at: text.utf8.count + 1)
    }
    return nil
  }

  private func wordInExpression(_ offset: Int) -> Range<Int> {
    let word = document.bytes[..<offset].reversed().prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return offset - word.count..<offset
  }

  // MARK: Fields

  private mutating func keys() -> [JSONValue] {
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
      item(one.name, .field, detail: one.detail, text: one.name + one.ending, at: caret.word, order: order)
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
    return Set(members.map(\.key).filter { !$0.place.range.isAround(caret.word) }.map(\.value))
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

  private mutating func values() -> [JSONValue] {
    let keys = caret.path.map(\.key)
    if keys == ["kind"] {
      return DocumentKind.allCases.map { item($0.rawValue, .value, detail: $0.phrase, at: caret.word) }
    }
    if keys == ["apiVersion"] { return [item(DocumentHeader.apiVersion, .value, detail: "", at: caret.word)] }
    switch (kind, keys) {
    case (.clusterRequest, ["spec", "region"]): return regions
    case (.clusterRequest, ["spec", "instanceTypes", nil]): return instanceTypes
    case (.policyException, ["spec", "findings", nil]): return codes
    default: break
    }
    guard let kind, let schema = schemas.schema(of: kind)?.schema(at: caret.path) else { return [] }
    return schema.choices.map { item($0, .value, detail: "", at: caret.word) }
  }

  private var regions: [JSONValue] {
    guard let catalog = gate?.material.catalog else { return [] }
    return catalog.regions.values.sorted { $0.name < $1.name }.map {
      item($0.name, .value, detail: printable($0.description), at: caret.word)
    }
  }

  /// The types that the request's region offers, or all where it names none.
  private var instanceTypes: [JSONValue] {
    guard let catalog = gate?.material.catalog else { return [] }
    let spec = root?["spec"]
    let region = spec?["region"]?.text.flatMap { catalog.regions[$0]?.name }
    let written = (spec?["instanceTypes"]?.elements ?? []).filter { !$0.place.range.isAround(caret.word) }
    let present = Set(written.compactMap(\.text))
    return catalog.instanceTypes.values.filter { type in
      guard !present.contains(type.name) else { return false }
      return region.map { !catalog.offering(of: type.name, in: $0).isAbsent } ?? true
    }.map { type in
      item(
        type.name, .value, detail: InstanceTypeReference.summary(type, in: region, of: catalog), at: caret.word)
    }
  }

  /// The codes of rules and validations that an exception may excuse.
  private var codes: [JSONValue] {
    let rules = Registry.complete.entries.filter(\.isWaivable).map { ($0.code.description, $0.name) }
    let validations = (gate?.policies?.documents.policies ?? []).filter(\.allowsExceptions).flatMap { policy in
      policy.validations.map { (policy.code(of: $0).description, $0.message ?? policy.description ?? "") }
    }
    return (validations + rules).map { item($0.0, .value, detail: printable($0.1, limit: 200), at: caret.word) }
  }
}

extension SourceRange {
  /// Whether it touches some bytes.
  fileprivate func isAround(_ bytes: Range<Int>) -> Bool {
    start.offset <= bytes.upperBound && bytes.lowerBound <= end.offset
  }
}
