import Documents
import Reports

/// What a client says of itself when it begins, as far as it matters here.
struct ClientCapabilities {
  /// Those of a client that says nothing.
  init() { (encoding, registersWatchers, takesDocumentChanges) = (.utf16, false, false) }

  /// How it counts characters.
  let encoding: PositionEncoding
  /// Whether it can be asked to tell which files change.
  let registersWatchers: Bool

  /// Whether it takes edits with the version of their document.
  let takesDocumentChanges: Bool

  init(_ parameters: Node) {
    takesDocumentChanges = parameters.isTrue("capabilities", "workspace", "workspaceEdit", "documentChanges")
    let encodings = parameters.member(["capabilities", "general", "positionEncodings"])?.elements ?? []
    encoding = encodings.contains { $0.text == PositionEncoding.utf8.rawValue } ? .utf8 : .utf16
    registersWatchers = parameters.isTrue("capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration")
  }
}

/// What the server says of itself when a client begins.
enum ServerCapabilities {
  /// The result of `initialize`.
  static func answer(_ encoding: PositionEncoding) -> JSONValue {
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
  static let watchers = Reply.request(
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
}
