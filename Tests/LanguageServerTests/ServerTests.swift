import Catalog
import Documents
import Findings
import Foundation
import TestSupport
import Testing

@testable import LanguageServer

/// Hands out the catalog that all tests share.
private struct LoadedCatalog: CatalogLoader {
  func catalog(in directory: String, regions: RegionSelection) throws(CatalogError) -> Catalog {
    do { return try Repository.catalog.get() } catch { throw CatalogError(file: directory, message: "\(error)") }
  }
}

/// A server with a folder of documents.
private struct Session {
  let folder: TemporaryFolder
  private(set) var server: Server
  private var ids = 0

  init(configuration: String = "", initializing parameters: String? = "{\"capabilities\": {}}") throws {
    folder = try TemporaryFolder()
    server = Server(asOf: { Repository.day }, loader: LoadedCatalog(), schemas: Repository.path + "/Schemas")
    try write(
      "apiVersion: tollgate/v1\nkind: Configuration\ncatalog: \(Repository.catalogPath)\n" + configuration,
      to: "tollgate.yaml")
    if let parameters { _ = try ask("initialize", parameters) }
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  func uri(_ name: String) -> String { DocumentURI(path: folder.path + "/" + name).text }

  mutating func send(_ text: String) -> [JSONValue] {
    let replies = server.receive(Result { () throws(ResponseError) in try Message(Array(text.utf8)) })
    for reply in replies { SecretWatch.expectNone(in: reply.compact.text) }
    return replies
  }

  mutating func tell(_ method: String, _ parameters: String) -> [JSONValue] {
    send("{\"jsonrpc\": \"2.0\", \"method\": \"\(method)\", \"params\": \(parameters)}")
  }

  /// The answer to a request.
  mutating func ask(_ method: String, _ parameters: String = "{}") throws -> JSONValue {
    ids += 1
    let request = "{\"jsonrpc\": \"2.0\", \"id\": \(ids), \"method\": \"\(method)\", \"params\": \(parameters)}"
    return try #require(send(request).first)
  }

  mutating func open(_ name: String, _ text: String) {
    let item = JSONValue.object([
      ("textDocument", .object([("uri", .string(uri(name))), ("version", .integer(1)), ("text", .string(text))]))
    ])
    _ = tell("textDocument/didOpen", item.canonical)
  }

  /// The diagnostics of everything that has changed, as JSON.
  mutating func diagnostics() -> [String] {
    var found: [String] = []
    while server.hasWork {
      for message in server.analyze(until: { false }) {
        SecretWatch.expectNone(in: message.compact.text)
        guard case .object(let members) = message, case .object(let parameters)? = members.last?.value,
          case .array(let diagnostics)? = parameters.last?.value
        else { continue }
        found += diagnostics.map { $0.compact.text }
      }
    }
    return found
  }

  mutating func ask(_ method: String, _ name: String, line: Int, character: Int) throws -> String {
    try ask(
      method,
      "{\"textDocument\": {\"uri\": \"\(uri(name))\"}, \"position\": {\"line\": \(line), \"character\": \(character)}}"
    ).compact.text
  }
}

@Suite struct ServerTests {
  private func text(_ reply: JSONValue) -> String { reply.compact.text }

  @Test func `a client must begin before it asks, and ends by shutdown and exit`() throws {
    var session = try Session(initializing: nil)
    #expect(try text(session.ask("textDocument/hover")).contains("-32002"))
    #expect(try text(session.ask("initialize", "{\"capabilities\": {}}")).contains("\"positionEncoding\":\"utf-16\""))
    #expect(try text(session.ask("initialize")).contains("-32600"))
    #expect(try text(session.ask("workspace/symbol")).contains("-32601"))
    #expect(try text(session.ask("textDocument/hover")).contains("-32602"))
    #expect(session.tell("$/setTrace", "{}").isEmpty)
    #expect(session.send("{").first.map(text)?.contains("-32700") == true)
    #expect(try text(session.ask("shutdown")).contains("\"result\":null"))
    #expect(try text(session.ask("textDocument/hover")).contains("-32600"))
    _ = session.tell("exit", "{}")
    #expect(session.server.exitCode == 0)
    var other = try Session()
    _ = other.tell("exit", "{}")
    #expect(other.server.exitCode == 1)
  }

  @Test func `positions are counted as the client asks`() throws {
    let request = RequestText.approved.replacingOccurrences(of: "name: vision-train", with: "name: \"🚂_é\"")
    for (encoding, end) in [("utf-8", 13), ("utf-16", 11)] {
      var session = try Session(
        initializing: "{\"capabilities\": {\"general\": {\"positionEncodings\": [\"\(encoding)\"]}}}")
      session.open("a.yaml", request)
      let found = session.diagnostics().filter { $0.contains("TG1") }
      #expect(found.contains { $0.contains("\"character\":\(end)") }, "\(encoding): \(found)")
    }
  }

  @Test(arguments: [
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", "services:\n  web: {image: x}\n", "a: [\n", "",
    "---\n",
    "\u{FEFF}a: 1\n", "- 1\n",
  ])
  func `nothing is said of what is none of our documents`(text: String) throws {
    var session = try Session()
    session.open("other.yaml", text)
    #expect(session.diagnostics() == [])
  }

  @Test func `a request is checked as it stands in the editor`() throws {
    var session = try Session()
    session.open("a.yaml", RequestText.approved)
    #expect(session.diagnostics() == [])
    let change =
      "{\"textDocument\": {\"uri\": \"\(session.uri("a.yaml"))\", \"version\": 2}, \"contentChanges\": [{\"range\": "
      + "{\"start\": {\"line\": 5, \"character\": 10}, \"end\": {\"line\": 5, \"character\": 19}}, \"text\": \"us-esat-1\"}]}"
    #expect(session.tell("textDocument/didChange", change).isEmpty)
    let found = session.diagnostics()
    #expect(found.count == 1 && found[0].contains("\"code\":\"TG301\"") && found[0].contains("did you mean"))
    #expect(try session.ask("textDocument/hover", "a.yaml", line: 5, character: 12).contains("Why it matters"))
    #expect(try session.ask("textDocument/hover", "a.yaml", line: 99, character: 0).contains("\"result\":null"))
  }

  @Test(arguments: [
    "{\"start\": {\"line\": 1, \"character\": 2}, \"end\": {\"line\": 0, \"character\": 0}}", "{\"start\": 1}", "7",
    "{}",
  ])
  func `a document is given up after a change that is none, since every later one would be of another text`(
    range: String
  ) throws {
    var session = try Session()
    session.open("a.yaml", RequestText.approved)
    let change =
      "{\"textDocument\": {\"uri\": \"\(session.uri("a.yaml"))\", \"version\": 2}, \"contentChanges\": [{\"range\": \(range), "
      + "\"text\": \"x\"}]}"
    let replies = session.tell("textDocument/didChange", change)
    #expect(replies.first.map(text)?.contains("\"diagnostics\":[]") == true)
    #expect(replies.last.map(text)?.contains("is out of step with the editor") == true)
    #expect(try session.ask("textDocument/hover", "a.yaml", line: 0, character: 0).contains("is not open"))
  }

  @Test func `a check that nobody waits for any more is broken off, and done again`() throws {
    var session = try Session()
    session.open("a.yaml", RequestText.approved.replacingOccurrences(of: "us-east-1", with: "us-esat-1"))
    var server = session.server
    #expect(server.analyze { true }.isEmpty)
    #expect(server.hasWork)
    #expect(server.analyze { false }.first?.compact.text.contains("TG301") == true)
    #expect(!server.hasWork)
  }

  @Test func `an external id is shown nowhere`() throws {
    var session = try Session()
    let text = RequestText.approved.replacingOccurrences(
      of: "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: \(SecretWatch.externalId)"
    ).replacingOccurrences(of: "us-east-1", with: SecretWatch.externalId)
    session.open("a.yaml", text)
    #expect(!session.diagnostics().isEmpty)
    for line in 0..<11 {
      for character in [0, 4, 8, 12, 20] {
        for method in ["hover", "completion", "definition"] {
          _ = try session.ask("textDocument/\(method)", "a.yaml", line: line, character: character)
        }
      }
    }
    _ = try session.ask("textDocument/codeLens", "{\"textDocument\": {\"uri\": \"\(session.uri("a.yaml"))\"}}")
  }

  @Test
  func `a configuration and a cost profile are checked, and what keeps requests from being checked is said there`()
    throws
  {
    var session = try Session(configuration: "polices: []\n")
    session.open("a.yaml", RequestText.approved)
    let found = session.diagnostics()
    #expect(
      found.count == 1 && found[0].contains("the configuration cannot be used") && found[0].contains("tollgate.yaml"))
    session.open("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\npolices: []\n")
    #expect(session.diagnostics().contains { $0.contains("did you mean `policies`?") })
    try session.write(
      "apiVersion: tollgate/v1\nkind: Configuration\ncatalog: \(Repository.catalogPath)\n", to: "tollgate.yaml")
    _ = session.tell("workspace/didChangeWatchedFiles", "{\"changes\": []}")
    #expect(!session.diagnostics().contains { $0.contains("cannot be used") })
    let profile = try String(contentsOfFile: Repository.catalogPath + "/cost-profile.yaml", encoding: .utf8)
    session.open("profile.yaml", profile)
    #expect(session.diagnostics() == [])
    session.open("profile.yaml", profile.replacingOccurrences(of: "components:", with: "component:"))
    #expect(session.diagnostics().contains { $0.contains("did you mean `components`?") })
  }

  @Test(arguments: [
    ("apiVersion: tollgate/v1\nkind: ", 1, 6, "PolicyException"), ("api", 0, 3, "apiVersion"),
    ("apiVersion: tollgate/v1\nkind: PolicyException\nspec:\n  findings: [", 3, 13, "TG407"),
    ("apiVersion: tollgate/v1\nkind: Configuration\n", 2, 0, "costProfile"),
    ("apiVersion: tollgate/v1\nkind: Configuration\nrules:\n  ", 3, 2, "TG407"),
    ("apiVersion: tollgate/v1\nkind: Policy\nspec:\n  failurePolicy: ", 3, 17, "Ignore"),
    ("apiVersion: tollgate/v1\nkind: Budget\nspec:\n  ", 3, 2, "warnAt"),
    (expression("cost.selected."), 5, 34, "vcpus"), (expression("quo"), 5, 23, "quota"),
    (expression("instanceType('m5.large')."), 5, 45, "zones"),
    (expression("object.spec."), 5, 32, "capacityReservation"),
    ("apiVersion: tollgate/v1\nkind: Configuration\naccounts:\n  '123456789012':\n    ", 4, 4, "inUse"),
    ("apiVersion: tollgate/v1\nkind: CostProfile\ncomponents:\n  - name: x\n    ", 4, 4, "quantity"),
    ("apiVersion: tollgate/v1\nkind: ClusterRequest\nspec:\n  costSavings: ", 3, 15, "true"),
  ])
  func `fields, words and codes are proposed by the kind of document`(
    text: String, line: Int, character: Int, expected: String
  ) throws {
    var session = try Session()
    session.open("a.yaml", text)
    let answer = try session.ask("textDocument/completion", "a.yaml", line: line, character: character)
    #expect(answer.contains("\"label\":\"\(expected)\""), "\(answer.prefix(300))")
  }

  /// A policy with an expression that begins at the twentieth character of its sixth line.
  private static func expression(_ text: String) -> String {
    "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: a}\nspec:\n  validations:\n    - expression:   \(text)\n"
  }

  private func policy(_ name: String, _ more: String = "") -> String {
    "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: \(name)}\nspec:\n  description: d\n"
      + "  validations: [{name: a, expression: \"object.metadata.name != '\(name)'\", message: m}]\n" + more
  }

  @Test func `policies are judged together, whichever of them is open`() throws {
    var session = try Session(configuration: "policies: [p.yaml, q.yaml]\n")
    try session.write(policy("one"), to: "p.yaml")
    try session.write(policy("one"), to: "q.yaml")
    session.open("q.yaml", policy("one"))
    #expect(session.diagnostics().contains { $0.contains("TG704") && $0.contains("defined twice") })
    session.open("p.yaml", policy("one"))
    #expect(session.diagnostics().count { $0.contains("TG704") } == 1)
    session.open("p.yaml", policy("two"))
    #expect(session.diagnostics() == [])
  }

  @Test func `a budget is checked while it is written, and judges no request`() throws {
    var session = try Session()
    let budget =
      "apiVersion: tollgate/v1\nkind: Budget\nmetadata: {name: all}\nspec: {monthly: 1, currency: USD, requests: {}}\n"
    session.open("budget.yaml", budget)
    #expect(session.diagnostics() == [])
    session.open("budget.yaml", budget.replacingOccurrences(of: "USD", with: "EUR"))
    #expect(session.diagnostics().contains { $0.contains("is in EUR, and bills are in USD") })
  }

  @Test func `what is open elsewhere decides nothing here`() throws {
    var session = try Session(configuration: "policies: [p.yaml]\n")
    let missing =
      "  paramSchema: {type: object, properties: {x: {type: string, default: a}}}\n  paramRef: {name: ours}\n"
    try session.write(policy("one", missing), to: "p.yaml")
    session.open("p.yaml", policy("one", missing))
    let alone = session.diagnostics()
    #expect(alone.contains { $0.contains("TG703") })
    session.open(
      "other.yaml", "apiVersion: tollgate/v1\nkind: PolicyParameters\nmetadata: {name: ours}\nspec: {x: a}\n")
    session.open("p.yaml", policy("one", missing))
    #expect(session.diagnostics().filter { $0.contains("TG703") } == alone.filter { $0.contains("TG703") })
  }

  @Test(arguments: ["policies: [pipe]\n", "baseline: pipe\n", "costProfile: pipe\n", "policies: [/dev/zero]\n"])
  func `what never ends is refused`(configuration: String) throws {
    var session = try Session(configuration: configuration)
    #expect(mkfifo(session.folder.path + "/pipe", 0o600) == 0)
    session.open("a.yaml", RequestText.approved)
    #expect(session.diagnostics().contains { $0.contains("cannot be checked") && $0.contains("not a") })
  }

  @Test(arguments: ["\\ud83d", "\\udc80 x"])
  func `half of a surrogate pair is a character that cannot be shown, and nothing is lost after it`(text: String) throws
  {
    var session = try Session()
    session.open("a.yaml", "# x\n" + RequestText.approved)
    for (version, text) in [(2, text), (3, "y")] {
      let replies = session.tell(
        "textDocument/didChange",
        "{\"textDocument\": {\"uri\": \"\(session.uri("a.yaml"))\", \"version\": \(version)}, \"contentChanges\": [{\"range\": "
          + "{\"start\": {\"line\": 0, \"character\": 2}, \"end\": {\"line\": 0, \"character\": 3}}, \"text\": \"\(text)\"}]}"
      )
      #expect(replies.isEmpty)
    }
    #expect(session.diagnostics() == [])
  }

  @Test func `a change without a range, or with none, is of the whole text`() throws {
    var session = try Session()
    session.open("a.yaml", "x")
    for range in ["", "\"range\": null, "] {
      let replies = session.tell(
        "textDocument/didChange",
        "{\"textDocument\": {\"uri\": \"\(session.uri("a.yaml"))\", \"version\": 2}, \"contentChanges\": [{\(range)\"text\": "
          + "\(JSONValue.string(RequestText.approved + "\n# " + range).canonical)}]}")
      #expect(replies.isEmpty)
      #expect(try session.ask("textDocument/hover", "a.yaml", line: 5, character: 12).contains("N. Virginia"))
    }
  }

  @Test func `the key of a label is no field, whatever it is`() throws {
    var session = try Session()
    let text = RequestText.approved.replacingOccurrences(
      of: "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: \(SecretWatch.externalId)"
    ).replacingOccurrences(
      of: "name: vision-train",
      with: "name: vision-train\n  labels: {\(SecretWatch.externalId): a, \"![x](http://y)\": b}")
    session.open("a.yaml", text)
    for character in [4, 12, 20, 45, 50] {
      #expect(try !session.ask("textDocument/hover", "a.yaml", line: 4, character: character).contains("![x]"))
    }
  }

  @Test func `a withdrawn request is answered as withdrawn, and the client's end is the server's`() throws {
    var (toServer, fromServer): ([CInt], [CInt]) = ([0, 0], [0, 0])
    #expect(pipe(&toServer) == 0 && pipe(&fromServer) == 0)
    let messages = [
      "{\"id\": 1, \"method\": \"initialize\", \"params\": {}}", "{\"id\": \"a\", \"method\": \"textDocument/hover\"}",
      "{\"id\": 3, \"method\": \"textDocument/hover\"}",
      "{\"method\": \"$/cancelRequest\", \"params\": {\"id\": \"a\"}}",
      "{\"method\": \"$/cancelRequest\", \"params\": {\"id\": 99}}",
    ]
    let sent = messages.map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
    #expect(write(toServer[1], sent, sent.utf8.count) == sent.utf8.count)
    close(toServer[1])
    var server = Server(asOf: { Repository.day }, loader: LoadedCatalog(), schemas: nil)
    var loop = ServerLoop(input: toServer[0], output: fromServer[1])
    #expect(try loop.run(&server) == 1)
    close(fromServer[1])
    let answer = String(
      decoding: FileHandle(fileDescriptor: fromServer[0], closeOnDealloc: true).readDataToEndOfFile(), as: UTF8.self)
    #expect(answer.contains("\"id\":1,\"result\""))
    #expect(answer.contains("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"error\":{\"code\":-32800"))
    #expect(answer.contains("{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32602"))
    close(toServer[0])
  }
}
