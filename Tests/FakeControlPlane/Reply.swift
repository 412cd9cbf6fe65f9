import Documents

/// An answer.
struct Reply {
  var status: Int
  var body: String
  var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]

  init(_ status: Int, _ json: JSONValue) { (self.status, body) = (status, json.canonical) }

  /// An error as the control plane words it.
  init(_ status: Int, message: String) {
    self.init(status, .object([("code", .integer(status)), ("message", .string(message)), ("details", .array([]))]))
  }

  /// The head of the answer (RFC 9112, section 2.1); the reason phrase is empty, which it may be.
  func head(length: Int, isKept: Bool) -> [UInt8] {
    let all = headers + [("Content-Length", String(length))] + (isKept ? [] : [("Connection", "close")])
    let lines = ["HTTP/1.1 \(status) "] + all.map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
