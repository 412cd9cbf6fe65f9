import Documents
import Findings
import HTTP

/// A part of a JSON answer of the control plane. Its texts come out of it as texts of a server, which show no secret that
/// the client knows or that stands anywhere in the answer.
struct ServerAnswer {
  private let node: Node
  private let redaction: Redaction

  /// Reads an answer.
  /// - Throws: `ControlPlaneError.malformed` for what is not a JSON object.
  init(_ body: [UInt8], knowing secrets: KnownSecrets) throws(ControlPlaneError) {
    let file = DocumentReader.read(SourceFile(name: "answer.json", bytes: body))
    if let error = file.errors.first {
      // The finding's message may quote the answer.
      throw .malformed(what: "it is not JSON (line \(error.place.range.start.line))")
    }
    guard let root = file.documents.first?.root else { throw .malformed(what: "it is empty") }
    guard case .mapping = root.value else { throw .malformed(what: "it is \(root.kind), not an object") }
    node = root
    redaction = secrets.learning(SecretFields.secrets(in: root))
  }

  private init(_ node: Node, _ redaction: Redaction) { (self.node, self.redaction) = (node, redaction) }

  /// The member with a key.
  subscript(key: String) -> ServerAnswer? { node[key].map { ServerAnswer($0, redaction) } }

  /// What it is, in words for a message.
  var kind: String { node.kind }

  /// The text, if it is one.
  var text: ServerText? { node.text.map(redaction.text) }

  /// The text, if it is one that says something.
  var statement: ServerText? { text.flatMap { $0 == "" ? nil : $0 } }

  /// The secret, if it is a text that says something.
  var secret: Secret? { node.text.flatMap { $0.isEmpty ? nil : Secret($0) } }

  /// The elements, if it is a list.
  var elements: [ServerAnswer]? {
    guard case .sequence(let elements) = node.value else { return nil }
    return elements.map { ServerAnswer($0, redaction) }
  }
}
