import Documents
import Findings

/// A message of a client: a request, which has an id and wants an answer, a notification, or an answer.
struct Message {
  let id: JSONValue?
  /// What is asked for; nil for an answer.
  let method: String?
  let parameters: Node

  /// Reads a message.
  /// - Throws: `ResponseError` for what is not a message of JSON-RPC 2.0.
  init(_ bytes: [UInt8]) throws(ResponseError) {
    let file = DocumentReader.read(SourceFile(name: "message.json", bytes: bytes), limits: Self.limits)
    // Half of a surrogate pair, which a text of JavaScript may hold, is an error that leaves a document.
    guard let root = file.documents.first?.root else {
      throw ResponseError(.parse, file.errors.first.map { "\($0.message)" } ?? "the message is empty")
    }
    guard case .mapping = root.value else { throw ResponseError(.invalidRequest, "a message is an object") }
    switch root["id"]?.value {
    case .integer(let number)?: id = .integer(number)
    case .string(let text)?: id = .string(text)
    case nil: id = nil
    default: throw ResponseError(.invalidRequest, "the id of a message is neither a text nor a whole number")
    }
    method = root["method"]?.text
    guard method != nil || root["result"] != nil || root["error"] != nil else {
      throw ResponseError(.invalidRequest, "the message has no method")
    }
    parameters = root["params"] ?? Node(.null, at: root.place)
  }

  private static let limits: DocumentLimits = {
    var limits = DocumentLimits.standard
    limits.bytes = MessageReader.largestMessage
    return limits
  }()
}

/// Why a request has no result.
struct ResponseError: Error, Equatable {
  /// The codes of JSON-RPC 2.0 and of the Language Server Protocol.
  enum Code: Int {
    case parse = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case notInitialized = -32002
    case cancelled = -32800
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// Messages to the client.
enum Reply {
  static func result(_ result: JSONValue, to id: JSONValue) -> JSONValue {
    .object([("jsonrpc", .string("2.0")), ("id", id), ("result", result)])
  }

  static func error(_ error: ResponseError, to id: JSONValue?) -> JSONValue {
    .object([
      ("jsonrpc", .string("2.0")), ("id", id ?? .null),
      ("error", .object([("code", .integer(error.code.rawValue)), ("message", .string(error.message))])),
    ])
  }

  static func notification(_ method: String, _ parameters: JSONValue) -> JSONValue {
    .object([("jsonrpc", .string("2.0")), ("method", .string(method)), ("params", parameters)])
  }

  static func request(_ method: String, id: String, _ parameters: JSONValue) -> JSONValue {
    .object([
      ("jsonrpc", .string("2.0")), ("id", .string(id)), ("method", .string(method)), ("params", parameters),
    ])
  }

  /// A message with its header, as it is sent.
  static func framed(_ message: JSONValue) -> String {
    let content = message.compact.text
    return "Content-Length: \(content.utf8.count)\r\n\r\n" + content
  }
}

extension Node {
  /// Whether it is JSON's `null`.
  var isNull: Bool { if case .null = value { true } else { false } }

  /// The whole number at a path of keys; nil if there is none.
  func integer(_ path: String...) -> Int? {
    if case .integer(let number)? = member(path)?.value { number } else { nil }
  }

  /// The text at a path of keys; nil if there is none.
  func string(_ path: String...) -> String? { member(path)?.text }

  /// The value at a path of keys; nil if there is none.
  func member(_ path: [String]) -> Node? { path.reduce(self) { node, key in node?[key] } }

  /// Whether the value at a path of keys is true.
  func isTrue(_ path: String...) -> Bool {
    if case .boolean(true)? = member(path)?.value { true } else { false }
  }
}
