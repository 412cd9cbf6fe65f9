public import Catalog
package import Documents
import Findings
import Gate
public import Platform
import Reports

/// A language server: what editors ask about requests, policies and the other documents (Language Server Protocol 3.17).
///
/// It is a pure state machine. Messages go in, messages come out; `analyze` does the checks that nobody waits for.
public struct Server {
  /// What the client did last.
  private enum State {
    case uninitialized, running, shutDown
  }

  private var state = State.uninitialized
  private var client = ClientCapabilities()
  private var workspace: Workspace
  private var documents: [DocumentURI: OpenDocument] = [:]
  private var analyses: [DocumentURI: Analysis] = [:]
  /// The documents whose diagnostics are to be sent, the one that changed last first.
  private var pending: [DocumentURI] = []
  /// The exit code, after `exit`.
  public private(set) var exitCode: Int32?

  /// A server.
  /// - Parameters:
  ///   - day: The day of the checks, asked for again when a file was saved: an editor may run for weeks.
  ///   - schemas: The folder of the JSON Schemas by which fields are completed; nil for none.
  public init(
    asOf day: @escaping @Sendable () -> CalendarDate, loader: any CatalogLoader = IndexedCatalogs(), schemas: String?
  ) {
    workspace = Workspace(asOf: day, loader: loader, schemas: schemas)
  }

  /// Whether there are checks that `analyze` would do.
  public var hasWork: Bool { !pending.isEmpty }

  // MARK: Messages

  /// Takes a message, and returns those that answer it.
  mutating func receive(_ received: Result<Message, ResponseError>) -> [JSONValue] {
    let message: Message
    do throws(ResponseError) { message = try received.get() } catch { return [Reply.error(error, to: nil)] }
    guard let method = message.method else { return [] }
    guard let id = message.id else { return notified(method, message.parameters) }
    do throws(ResponseError) {
      return [Reply.result(try result(of: method, message.parameters), to: id)]
    } catch {
      return [Reply.error(error, to: id)]
    }
  }

  /// The answer to a request that the client has withdrawn before anything was done for it.
  static func cancelled(_ id: JSONValue) -> JSONValue {
    Reply.error(ResponseError(.cancelled, "the request was cancelled"), to: id)
  }

  private mutating func result(of method: String, _ parameters: Node) throws(ResponseError) -> JSONValue {
    switch (state, method) {
    case (.uninitialized, "initialize"):
      state = .running
      let client = ClientCapabilities(parameters)
      self.client = client
      return ServerCapabilities.answer(client.encoding)
    case (.uninitialized, _): throw ResponseError(.notInitialized, "the server is not initialized")
    case (.shutDown, _): throw ResponseError(.invalidRequest, "the server is shut down")
    case (.running, "initialize"): throw ResponseError(.invalidRequest, "the server is initialized already")
    case (.running, "shutdown"):
      state = .shutDown
      return .null
    case (.running, _): return try answer(method, parameters)
    }
  }

  /// The questions that are answered.
  private enum Question: String {
    case hover = "textDocument/hover"
    case completion = "textDocument/completion"
    case codeActions = "textDocument/codeAction"
    case codeLenses = "textDocument/codeLens"
    case definitions = "textDocument/definition"
  }

  private mutating func answer(_ method: String, _ parameters: Node) throws(ResponseError) -> JSONValue {
    guard let question = Question(rawValue: method) else {
      throw ResponseError(.methodNotFound, "there is no method `\(printable(method, limit: 80))`")
    }
    let document = try document(parameters)
    let analysis = analysis(of: document)
    func place() throws(ResponseError) -> Int {
      if let offset = document.offset(parameters["position"]) { return offset }
      throw ResponseError(.invalidParameters, "the request names no `position`")
    }
    switch question {
    case .codeLenses: return analysis.codeLenses(document)
    case .codeActions:
      guard let start = document.offset(parameters.member(["range", "start"])),
        let end = document.offset(parameters.member(["range", "end"]))
      else { throw ResponseError(.invalidParameters, "the request names no `range`") }
      let kinds = (parameters.member(["context", "only"])?.elements ?? []).compactMap(\.text)
      return analysis.codeActions(in: start..<max(start, end), only: kinds, document, client)
    case .hover:
      let gate = try? workspace.gate(for: document).get()
      return analysis.hover(at: try place(), document, gate: gate, &workspace.schemas)
    case .definitions: return analysis.definitions(at: try place(), document)
    case .completion:
      let gate = try? workspace.gate(for: document).get()
      let offset = try place()
      if let names = analysis.expressionCompletions(at: offset, document, gate) { return names }
      let labels = workspace.labels(for: document)
      return Completions(document, at: offset, gate: gate, labels: labels).items(&workspace.schemas)
    }
  }

  private mutating func notified(_ method: String, _ parameters: Node) -> [JSONValue] {
    if method == "exit" {
      exitCode = state == .shutDown ? 0 : 1
      return []
    }
    guard state == .running else { return [] }
    switch method {
    case "initialized": return client.registersWatchers ? [ServerCapabilities.watchers] : []
    case "textDocument/didOpen": open(parameters["textDocument"])
    case "textDocument/didChange": return change(parameters)
    case "textDocument/didClose": return close(parameters.string("textDocument", "uri"))
    case "textDocument/didSave", "workspace/didChangeWatchedFiles": filesChanged()
    default: break
    }
    return []
  }

  // MARK: Documents

  private func document(_ parameters: Node) throws(ResponseError) -> OpenDocument {
    guard let text = parameters.string("textDocument", "uri") else {
      throw ResponseError(.invalidParameters, "the request names no `textDocument.uri`")
    }
    guard let document = documents[DocumentURI(text)] else {
      throw ResponseError(
        .invalidParameters, "`\(printable(text, limit: 200))` is not open: send `textDocument/didOpen` first")
    }
    return document
  }

  private mutating func open(_ parameters: Node?) {
    guard let parameters, let uri = parameters.string("uri"), let text = parameters.string("text") else { return }
    let document = OpenDocument(
      DocumentURI(uri), version: parameters.integer("version") ?? 0, text: text, client.encoding)
    documents[document.uri] = document
    touch(document.uri)
  }

  private mutating func change(_ parameters: Node) -> [JSONValue] {
    let uri = DocumentURI(parameters.string("textDocument", "uri") ?? "")
    guard let changes = parameters["contentChanges"]?.elements, documents[uri] != nil else { return [] }
    let version = parameters.integer("textDocument", "version") ?? (documents[uri]?.version ?? 0) + 1
    do throws(ResponseError) { try documents[uri]?.change(changes, version: version) } catch {
      // Every later change would be of another text than the editor's.
      let name = printable(uri.path ?? uri.text, limit: 200)
      return close(uri.text) + [
        Self.message("`\(name)` is out of step with the editor (\(error.message)): close it and open it again")
      ]
    }
    touch(uri)
    return []
  }

  private mutating func close(_ text: String?) -> [JSONValue] {
    let uri = DocumentURI(text ?? "")
    guard let document = documents.removeValue(forKey: uri) else { return [] }
    analyses[uri] = nil
    pending.removeAll { $0 == uri }
    // What counts is what the file says again.
    touchPolicies(beside: document)
    return [Self.publication(uri, version: nil, [])]
  }

  private mutating func filesChanged() {
    workspace.filesChanged()
    analyses = [:]
    pending = pending + documents.keys.filter { !pending.contains($0) }.sorted { $0.text < $1.text }
  }

  /// Notes that a document is to be checked, and after it the other policies, which are judged together.
  private mutating func touch(_ uri: DocumentURI) {
    analyses[uri] = nil
    pending.removeAll { $0 == uri }
    pending.insert(uri, at: 0)
    if let document = documents[uri] { touchPolicies(beside: document) }
  }

  private mutating func touchPolicies(beside document: OpenDocument) {
    guard workspace.hasPolicies(document) else { return }
    for other in documents.values where other.uri != document.uri && workspace.hasPolicies(other) {
      analyses[other.uri] = nil
      if !pending.contains(other.uri) { pending.append(other.uri) }
    }
  }

  // MARK: Checks

  /// The analysis of the version that the editor shows.
  private mutating func analysis(of document: OpenDocument) -> Analysis {
    if let analysis = analyses[document.uri] { return analysis }
    // INVARIANT: it is never over, so that the first round is the last.
    while true {
      if let analysis = analyze(document, until: { false }) { return analysis }
    }
  }

  private mutating func analyze(_ document: OpenDocument, until isOver: () -> Bool) -> Analysis? {
    let gate = workspace.gate(for: document)
    // Only policies are judged with others.
    let others = workspace.hasPolicies(document) ? documents.values.filter { $0.uri != document.uri } : []
    guard let analysis = Analysis(document.source, edited: others.map(\.source), gate: gate, until: isOver) else {
      return nil
    }
    analyses[document.uri] = analysis
    return analysis
  }

  /// Checks the document that changed last, and returns its diagnostics; nothing if `isOver` said that a message has come
  /// that may change it.
  package mutating func analyze(until isOver: () -> Bool) -> [JSONValue] {
    guard let uri = pending.first, let document = documents[uri] else { return [] }
    guard let analysis = analyses[uri] ?? analyze(document, until: isOver) else { return [] }
    pending.removeFirst()
    return [Self.publication(uri, version: document.version, analysis.diagnostics(document))]
  }

  private static func publication(_ uri: DocumentURI, version: Int?, _ diagnostics: [JSONValue]) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("uri", .string(uri.text))]
    if let version { members.append(("version", .integer(version))) }
    members.append(("diagnostics", .array(diagnostics)))
    return Reply.notification("textDocument/publishDiagnostics", .object(members))
  }

  /// A message that the editor shows.
  private static func message(_ text: String) -> JSONValue {
    Reply.notification("window/showMessage", .object([("type", .integer(1)), ("message", .string(text))]))
  }
}
