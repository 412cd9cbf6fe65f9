import Documents
public import Findings

extension Baseline {
  private static let fields = [TreeDecoder.Field("findings", "findings: []")]
  private static let entryFields = [
    TreeDecoder.Field("code", "code: TG303"), TreeDecoder.Field("file", "file: clusters/training.yaml"),
    TreeDecoder.Field("request", "request: vision-train"), TreeDecoder.Field("field", "field: /spec/region"),
    TreeDecoder.Field("more", "more: 5"), TreeDecoder.Field("fingerprint", "fingerprint: …"),
  ]

  /// Reads a baseline.
  /// - Throws: `GateError.baseline` with every mistake.
  public init(_ source: SourceFile) throws(GateError) {
    let file = DocumentReader.read(source)
    var findings = file.errors
    guard findings.isEmpty, file.documents.count == 1, let document = file.documents.first else {
      if findings.isEmpty {
        let place = Place(source: source.name, range: SourceRange(at: .start))
        findings = [
          Finding(code: .configuration, severity: .error, message: "a baseline is one document", place: place)
        ]
      }
      throw .baseline(findings: findings, source: source)
    }
    var decoder = TreeDecoder()
    document.findings.forEach { decoder.report($0) }
    let fields = decoder.document(document.root, .baseline, title: "the baseline", known: Self.fields)
    // Without an entry nothing stands behind the colon.
    var nodes: [Node] = []
    if let node = decoder.value("findings", in: fields, isRequired: true) {
      if case .null = node.value {} else { nodes = decoder.elements(node, title: "findings") ?? [] }
    }
    let entries = nodes.compactMap { Self.entry($0, &decoder) }
    guard decoder.findings.isEmpty else { throw .baseline(findings: decoder.findings, source: source) }
    self.init(entries, source: source)
  }

  private static func entry(_ node: Node, _ decoder: inout TreeDecoder) -> Entry? {
    let fields = decoder.fields(of: node, title: "a finding", known: entryFields)
    let code = decoder.string("code", in: fields, isRequired: true)
    let file = decoder.string("file", in: fields, isRequired: true)
    let request = decoder.string("request", in: fields)
    let field = decoder.string("field", in: fields)
    let more = decoder.integer("more", in: fields)
    guard let code, let file, let fingerprint = decoder.string("fingerprint", in: fields, isRequired: true) else {
      return nil
    }
    return Entry(
      fingerprint: fingerprint.value, code: RuleCode(code.value), file: file.value, request: request?.value,
      field: field?.value ?? "", more: more?.value, place: node.place)
  }
}
