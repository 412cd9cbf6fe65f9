import CEL
import Documents

extension Value {
  /// A document's tree as a value without declared types. What an external id holds is a `SecretValue`.
  package init(_ node: Node) {
    switch node.value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .int(Int64(value))
    // INVARIANT: the readers let only numbers through; what is beyond the range of doubles is infinite.
    case .number(let text): self = .double(Double(text) ?? .nan)
    case .string(let text): self = .string(text)
    case .sequence(let elements): self = .list(elements.map { Value($0) })
    case .mapping(let members):
      self = .map(
        ValueMap(
          ordered: members.map { member in
            guard member.key.value == SecretValue.key, case .string(let text) = member.value.value else {
              return (member.key.value, Value(member.value))
            }
            return (member.key.value, .opaque(SecretValue(Secret(text))))
          }))
    }
  }
}
