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
  private var encoding = PositionEncoding.utf16
  private var registersWatchers = false
  private var workspace: Workspace
  private var documents: [DocumentURI: OpenDocument] = [:]
  private var analyses: [DocumentURI: Analysis] = [:]
  /// The documents whose diagnostics are to be sent, the one that changed last first.
  private var pending: [DocumentURI] = []
  /// The exit code, after `exit`.
  public private(set) var exitCode: Int32?

  /// A server.
  /// - Parameters:
  ///   - day: The day of the checks.
  ///   - schemas: The folder of the JSON Schemas by which fields are completed; nil for none.
  public init(asOf day: CalendarDate, loader: any CatalogLoader = IndexedCatalogs(), schemas: String?) {
    workspace = Workspace(asOf: day, loader: loader, schemas: schemas)
  }

  /// Whether there are checks that `analyze` would do.
  public var hasWork: Bool { !pending.isEmpty }

  // MARK: Messages

  /// Takes a message, and returns those that answer it.
  package mutating func receive(_ bytes: [UInt8]) -> [JSONValue] {
    let message: Message
    do throws(ResponseError) { message = try Message(bytes) } catch { return [Reply.error(error, to: nil)] }
    guard let method = message.method else { return [] }
    guard let id = message.id else { return notified(method, message.parameters) }
    do throws(ResponseError) {
      return [Reply.result(try result(of: method, message.parameters), to: id)]
    } catch {
      return [Reply.error(error, to: id)]
    }
  }

  /// The answer to a request that the client has withdrawn before anything was done for it.
  package static func cancelled(_ id: JSONValue) -> JSONValue {
    Reply.error(ResponseError(.cancelled, "the request was cancelled"), to: id)
  }

  private mutating func result(of method: String, _ parameters: Node) throws(ResponseError) -> JSONValue {
    switch (state, method) {
    case (.uninitialized, "initialize"): return initialize(parameters)
    case (.uninitialized, _): throw ResponseError(.notInitialized, "the server is not initialized")
    case (.shutDown, _): throw ResponseError(.invalidRequest, "the server is shut down")
    case (.running, "initialize"): throw ResponseError(.invalidRequest, "the server is initialized already")
    case (.running, "shutdown"):
      state = .shutDown
      return .null
    case (.running, _): return try answer(method, parameters)
    }
  }

  private mutating func answer(_ method: String, _ parameters: Node) throws(ResponseError) -> JSONValue {
    let isKnown = [
      "textDocument/hover", "textDocument/completion", "textDocument/codeAction", "textDocument/codeLens",
      "textDocument/definition",
    ].contains(method)
    guard isKnown else { throw ResponseError(.methodNotFound, "there is no method `\(printable(method, limit: 80))`") }
    let document = try document(parameters)
    switch method {
    case "textDocument/codeLens": return analysis(of: document).codeLenses(document)
    case "textDocument/codeAction":
      guard let start = document.offset(parameters.member(["range", "start"])),
        let end = document.offset(parameters.member(["range", "end"]))
      else { throw ResponseError(.invalidParameters, "there is no range") }
      let kinds = (parameters.member(["context", "only"])?.elements ?? []).compactMap(\.text)
      return analysis(of: document).codeActions(in: start..<max(start, end), only: kinds, document)
    default:
      guard let offset = document.offset(parameters["position"]) else {
        throw ResponseError(.invalidParameters, "there is no position")
      }
      let analysis = analysis(of: document)
      let gate = try? workspace.gate(for: document).get()
      switch method {
      case "textDocument/hover": return analysis.hover(at: offset, document, gate: gate, &workspace.schemas)
      case "textDocument/definition": return analysis.definitions(at: offset, document)
      default:
        let labels = workspace.labels(for: document)
        var completions = Completions(document, at: offset, gate: gate, labels: labels, schemas: workspace.schemas)
        return completions.items(at: offset, analysis)
      }
    }
  }

  private mutating func notified(_ method: String, _ parameters: Node) -> [JSONValue] {
    if method == "exit" {
      exitCode = state == .shutDown ? 0 : 1
      return []
    }
    guard state == .running else { return [] }
    switch method {
    case "initialized": return registersWatchers ? [Self.watchers] : []
    case "textDocument/didOpen": open(parameters["textDocument"])
    case "textDocument/didChange": return change(parameters)
    case "textDocument/didClose": return close(parameters.string("textDocument", "uri"))
    case "textDocument/didSave", "workspace/didChangeWatchedFiles": filesChanged()
    default: break
    }
    return []
  }

  // MARK: Beginning

  private mutating func initialize(_ parameters: Node) -> JSONValue {
    state = .running
    let encodings = parameters.member(["capabilities", "general", "positionEncodings"])?.elements ?? []
    if encodings.contains(where: { $0.text == PositionEncoding.utf8.rawValue }) { encoding = .utf8 }
    registersWatchers = parameters.isTrue(
      "capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration")
    let triggers = [".", " ", "\"", "'", "[", ",", "-"].map { JSONValue.string($0) }
    return .object([
      (
        "capabilities",
        .object([
          ("positionEncoding", .string(encoding.rawValue)),
          (
            "textDocumentSync",
            .object([("openClose", .boolean(true)), ("change", .integer(2)), ("save", .boolean(true))])
          ), ("hoverProvider", .boolean(true)),
          ("completionProvider", .object([("triggerCharacters", .array(triggers))])),
          (
            "codeActionProvider",
            .object([("codeActionKinds", .array([.string("quickfix"), .string("source.fixAll")]))])
          ), ("codeLensProvider", .object([("resolveProvider", .boolean(false))])),
          ("definitionProvider", .boolean(true)),
        ])
      ), ("serverInfo", Tool.json),
    ])
  }

  /// Asks the client to tell which files others change: configurations, policies, profiles, baselines.
  private static let watchers = Reply.request(
    "client/registerCapability", id: "watchers",
    .object([
      (
        "registrations",
        .array([
          .object([
            ("id", .string("watchers")), ("method", .string("workspace/didChangeWatchedFiles")),
            (
              "registerOptions",
              .object([("watchers", .array([.object([("globPattern", .string("**/*.{yaml,yml,json}"))])]))])
            ),
          ])
        ])
      )
    ]))

  // MARK: Documents

  private func document(_ parameters: Node) throws(ResponseError) -> OpenDocument {
    let uri = DocumentURI(parameters.string("textDocument", "uri") ?? "")
    guard let document = documents[uri] else {
      throw ResponseError(.invalidParameters, "`\(printable(uri.text, limit: 200))` is not open")
    }
    return document
  }

  private mutating func open(_ parameters: Node?) {
    guard let parameters, let uri = parameters.string("uri"), let text = parameters.string("text") else { return }
    let document = OpenDocument(DocumentURI(uri), version: parameters.integer("version") ?? 0, text: text, encoding)
    documents[document.uri] = document
    touch(document.uri)
  }

  private mutating func change(_ parameters: Node) -> [JSONValue] {
    let uri = DocumentURI(parameters.string("textDocument", "uri") ?? "")
    guard let changes = parameters["contentChanges"]?.elements, documents[uri] != nil else { return [] }
    let version = parameters.integer("textDocument", "version") ?? (documents[uri]?.version ?? 0) + 1
    do throws(ResponseError) { try documents[uri]?.change(changes, version: version) } catch {
      return [Self.log("a change of \(printable(uri.text, limit: 200)) was not understood: \(error.message)")]
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
    let others = documents.values.filter { $0.uri != document.uri }.map(\.source)
    guard let analysis = Analysis(document.source, edited: others, gate: gate, until: isOver) else { return nil }
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

  private static func log(_ message: String) -> JSONValue {
    Reply.notification("window/logMessage", .object([("type", .integer(2)), ("message", .string(message))]))
  }
}
