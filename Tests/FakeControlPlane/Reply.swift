import Documents
import NIOHTTP1

/// An answer.
struct Reply {
  var status: Int
  var body: String
  var headers: HTTPHeaders = ["Content-Type": "application/json"]

  init(_ status: Int, _ json: JSONValue) { (self.status, body) = (status, json.canonical) }

  /// An error as the control plane words it.
  init(_ status: Int, message: String) {
    self.init(status, .object([("code", .integer(status)), ("message", .string(message)), ("details", .array([]))]))
  }
}
