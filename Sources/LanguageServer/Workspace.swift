import Catalog
import Documents
import Findings
import Gate
import Platform

/// What documents are judged by: the gate of each configuration, made when it is first needed and anew after a file was saved.
struct Workspace {
  private let today: @Sendable () -> CalendarDate
  private let loader: any CatalogLoader
  private var gates: [String?: Result<EditorGate, GateError>] = [:]
  private var labels: [String?: [String]] = [:]
  /// The schemas of the installation.
  var schemas: FieldSchemas

  init(asOf today: @escaping @Sendable () -> CalendarDate, loader: any CatalogLoader, schemas: String?) {
    self.today = today
    self.loader = loader
    self.schemas = FieldSchemas(folder: schemas)
  }

  /// The gate of the configuration that is nearest to a document.
  mutating func gate(for document: OpenDocument) -> Result<EditorGate, GateError> {
    let path = Self.configuration(for: document)
    if let gate = gates[path] { return gate }
    let gate = Result { () throws(GateError) in
      try EditorGate(configuration: path, asOf: today(), loader: loader)
    }
    gates[path] = gate
    return gate
  }

  /// Whether a document is one of the policies of its configuration, as far as the configuration has been read.
  func hasPolicies(_ document: OpenDocument) -> Bool {
    guard case .success(let gate)? = gates[Self.configuration(for: document)] else { return false }
    return gate.hasPolicies(in: document.name)
  }

  /// The keys of labels that the policies ask for.
  mutating func labels(for document: OpenDocument) -> [String] {
    let path = Self.configuration(for: document)
    if let labels = labels[path] { return labels }
    let found = (try? gate(for: document).get())?.labels() ?? []
    labels[path] = found
    return found
  }

  /// Forgets what files said: one of them was saved, or changed by somebody else.
  mutating func filesChanged() { (gates, labels) = ([:], [:]) }

  private static func configuration(for document: OpenDocument) -> String? {
    guard let path = document.uri.path, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return Configuration.nearest(to: slash == path.startIndex ? "/" : String(path[..<slash]))
  }
}
