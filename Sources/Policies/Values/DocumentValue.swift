import CEL
package import Documents
import Findings

extension Value {
  /// Converts a document's tree to a dynamically typed value. The contents of an external ID become a `SecretValue`,
  /// and so does each text that repeats them, for example through an alias.
  ///
  /// If secrets are muted, they cannot be matched.
  package init(_ node: Node, mutingSecrets isMute: Bool = false) {
    var secrets: Set<String> = []
    SecretValue.collect(from: node, into: &secrets)
    self.init(node, hiding: Hidden(whole: secrets, repeated: SecretTexts(secrets)), isMute)
  }

  /// The external IDs of a document.
  private struct Hidden {
    let whole: Set<String>
    let repeated: SecretTexts

    func contains(_ text: String) -> Bool { whole.contains(text) || repeated.areRepeated(in: text) }
  }

  private init(_ node: Node, hiding secrets: Hidden, _ isMute: Bool) {
    switch node.value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .int(Int64(value))
    case .number(let text):
      switch WrittenNumber(text) {
      case .unsigned(let value): self = .uint(value)
      case .double(let value): self = .double(value)
      }
    case .string(let text):
      self = secrets.contains(text) ? .opaque(SecretValue(Secret(text), isMute: isMute)) : .string(text)
    case .sequence(let elements): self = .list(elements.map { Value($0, hiding: secrets, isMute) })
    case .mapping(let members):
      self = .map(
        ValueMap(
          ordered: members.map { member in
            guard ExternalIDKey.names(member.key.value) else {
              let isHidden = secrets.contains(member.key.value)
              let key = isHidden ? secrets.repeated.masking(member.key.value) : member.key.value
              return (key, Value(member.value, hiding: secrets, isMute))
            }
            return (member.key.value, .opaque(SecretValue(Secret(SecretValue.text(of: member.value)), isMute: isMute)))
          }))
    }
  }
}

extension SecretValue {
  /// The text of a node of any type: a secret without quotes may read as a number.
  fileprivate static func text(of node: Node) -> String {
    switch node.value {
    case .string(let text), .number(let text): text
    default: JSONValue(node).canonical
    }
  }

  fileprivate static func collect(from node: Node, into secrets: inout Set<String>) {
    switch node.value {
    case .sequence(let elements): for element in elements { collect(from: element, into: &secrets) }
    case .mapping(let members):
      for member in members {
        if ExternalIDKey.names(member.key.value) {
          let text = text(of: member.value)
          if !text.isEmpty { secrets.insert(text) }
        } else {
          collect(from: member.value, into: &secrets)
        }
      }
    default: break
    }
  }
}
