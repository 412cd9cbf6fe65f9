/// `a.b`: a field of a struct, or the value of a key of a map. Of an optional value it is an optional one.
final class FieldNode: Node, @unchecked Sendable {
  private let operand: Node
  private let field: String
  private let range: Range<Int>
  /// The place of the variable, where the operand is one.
  private let place: Int?

  init(_ operand: Node, _ field: String, at range: Range<Int>) {
    self.operand = operand
    place = (operand as? VariableNode)?.place
    self.field = field
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    if let place {
      // A variable is looked into where it is: nothing is copied but the field.
      frame.budget.spend(Cost.step)
      if case .map(let map)? = frame.variables[place], let value = map[field] { return value }
      if case .structure(let instance)? = frame.variables[place], let value = instance.value(of: field) { return value }
    }
    switch operand.evaluate(&frame) {
    case .map(let map):
      return map[field] ?? .error(EvaluationError(.noSuchKey, "there is no key `\(field)`", at: range))
    case .structure(let instance):
      return instance.value(of: field)
        ?? .error(EvaluationError(.noSuchField, "`\(instance.typeName)` has no field `\(field)`", at: range))
    case .optional(let optional):
      return optional.wrapped.map { FieldAccess.optional(field, of: $0, at: range) } ?? .absent
    case .error(let error): return .error(error)
    case let other:
      return .error(EvaluationError(.noSuchOverload, "a \(other.typeName) has no field `\(field)`", at: range))
    }
  }
}

/// `a.?b`: empty where there is no such field or key.
final class OptionalFieldNode: Node, @unchecked Sendable {
  private let operand: Node
  private let field: String
  private let range: Range<Int>

  init(_ operand: Node, _ field: String, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    switch operand.evaluate(&frame) {
    case .optional(let optional):
      return optional.wrapped.map { FieldAccess.optional(field, of: $0, at: range) } ?? .absent
    case let value: return FieldAccess.optional(field, of: value, at: range)
    }
  }
}

/// `has(a.b)`
final class PresenceNode: Node, @unchecked Sendable {
  private let operand: Node
  private let field: String
  private let range: Range<Int>

  init(_ operand: Node, _ field: String, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    switch operand.evaluate(&frame) {
    case .optional(let optional):
      return optional.wrapped.map { FieldAccess.isPresent(field, in: $0, at: range) } ?? .bool(false)
    case let value: return FieldAccess.isPresent(field, in: value, at: range)
    }
  }
}

private enum FieldAccess {
  static func optional(_ field: String, of value: Value, at range: Range<Int>) -> Value {
    switch value {
    case .map(let map): .optional(map[field].map { OptionalValue($0) } ?? .none)
    case .structure(let instance):
      switch instance.value(of: field) {
      case .optional(let optional)?: .optional(optional)
      case let value?: .optional(OptionalValue(value))
      case nil: Value.failure(.noSuchField, "`\(instance.typeName)` has no field `\(field)`").located(at: range)
      }
    case .error: value
    default: Value.failure(.noSuchOverload, "a \(value.typeName) has no field `\(field)`").located(at: range)
    }
  }

  /// A field of a struct that is an optional value is there if it is not empty.
  static func isPresent(_ field: String, in value: Value, at range: Range<Int>) -> Value {
    switch value {
    case .map(let map): .bool(map[field] != nil)
    case .structure(let instance):
      switch instance.value(of: field) {
      case .optional(let optional)?: .bool(optional.wrapped != nil)
      case .some: .bool(true)
      case nil: Value.failure(.noSuchField, "`\(instance.typeName)` has no field `\(field)`").located(at: range)
      }
    case .error: value
    default: Value.failure(.noSuchOverload, "a \(value.typeName) has no field `\(field)`").located(at: range)
    }
  }
}

extension Value {
  /// The empty optional value.
  static var absent: Value { .optional(.none) }
}
