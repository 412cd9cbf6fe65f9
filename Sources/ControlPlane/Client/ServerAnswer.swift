import Documents
import Findings
import HTTP

/// A part of a JSON response of the control plane. Its texts are returned as server texts, which hide all secrets that
/// the client knows or that occur in the response.
struct ServerAnswer {
  private let node: Node
  private let redaction: Redaction

  /// Parses a response.
  /// - Throws: `ControlPlaneError.malformed` if it is not a JSON object.
  init(_ body: [UInt8], knowing secrets: KnownSecrets) throws(ControlPlaneError) {
    let file = DocumentReader.read(SourceFile(name: "answer.json", bytes: body))
    if let error = file.errors.first {
      // The finding's message may quote the response.
      throw .malformed(what: "it is not JSON (line \(error.place.range.start.line))")
    }
    guard let root = file.documents.first?.root else { throw .malformed(what: "it is empty") }
    guard case .mapping = root.value else { throw .malformed(what: "it is \(root.kind), not an object") }
    node = root
    redaction = secrets.learning(SecretFields.secrets(in: root))
  }

  private init(_ node: Node, _ redaction: Redaction) { (self.node, self.redaction) = (node, redaction) }

  /// The member with a key; nil if there is none.
  subscript(key: String) -> ServerAnswer? { node[key].map { ServerAnswer($0, redaction) } }

  /// The kind of value, in words for a message.
  var kind: String { node.kind }

  /// The same if it is an object; nil for anything else, such as null.
  var object: ServerAnswer? { if case .mapping = node.value { self } else { nil } }

  /// Whether it is `true`.
  var isTrue: Bool { if case .boolean(true) = node.value { true } else { false } }

  /// The text; nil if it is not a string.
  var text: ServerText? { node.text.map(redaction.text) }

  /// The text; nil if it is empty or not a string.
  var statement: ServerText? { text.flatMap { $0 == "" ? nil : $0 } }

  /// The text as a secret; nil if it is empty or not a string.
  var secret: Secret? { node.text.flatMap { $0.isEmpty ? nil : Secret($0) } }

  /// The elements; nil if it is not a list.
  var elements: [ServerAnswer]? {
    guard case .sequence(let elements) = node.value else { return nil }
    return elements.map { ServerAnswer($0, redaction) }
  }
}
