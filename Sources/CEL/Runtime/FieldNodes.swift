/// `a.b`: a field of a struct, or the value of a key of a map. If `a` is optional, the result is too.
final class FieldNode: Node, @unchecked Sendable {
  private let operand: Node
  private let field: String
  private let range: Range<Int>
  /// The index of the variable, if the operand is one.
  private let variable: Int?
  /// The operand, if it is a field of a variable.
  private let parent: FieldNode?
  /// The layout of the operand's type, and the field's index in it.
  private let layout: StructureLayout?
  private let place: Int
  private let access: FieldAccess

  init(_ operand: Node, _ field: String, in layout: StructureLayout?, _ dialect: Dialect, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    access = FieldAccess(field, dialect, range)
    self.range = range
    variable = (operand as? VariableNode)?.place
    parent = (operand as? FieldNode).flatMap { $0.variable == nil ? nil : $0 }
    let place = layout?.place(of: field)
    self.layout = place == nil ? nil : layout
    self.place = place ?? 0
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    // A variable, and a dictionary in it, is read in place: only the requested value is copied.
    if let variable {
      let found: Value? =
        switch frame.variables[variable] {
        case .structure(let instance)?: value(in: instance, &frame)
        case .map(let map)?: map[field]
        default: nil
        }
      if let found {
        frame.budget.spend(Cost.step)
        return found
      }
    } else if let parent, let value = parent.entry(field, &frame) {
      return value
    }
    switch operand.evaluate(&frame) {
    case .map(let map):
      return map[field] ?? .error(EvaluationError(.noSuchKey, "there is no key `\(field)`", at: range))
    case .structure(let instance):
      return value(in: instance, &frame)
        ?? .error(EvaluationError(.noSuchField, "`\(instance.typeName)` has no field `\(field)`", at: range))
    case .optional(let optional):
      return optional.wrapped.map { access.optional(of: $0) } ?? .absent
    case .error(let error): return .error(error)
    case let other:
      return .error(EvaluationError(.noSuchOverload, "\(article(other.typeName)) has no field `\(field)`", at: range))
    }
  }

  private func value(in instance: StructureInstance, _ frame: inout Frame) -> Value? {
    guard instance.layout === layout else { return instance.value(of: field) }
    let value = instance.value(at: place)
    frame.budget.spend(Cost.elements(of: value))
    return value
  }

  /// Returns the value of a key of this field, if the field is a struct's dictionary that has the key.
  private func entry(_ key: String, _ frame: inout Frame) -> Value? {
    guard let variable, case .structure(let instance)? = frame.variables[variable], instance.layout === layout,
      let value = instance.entry(key, at: place)
    else { return nil }
    frame.budget.spend(2 * Cost.step)
    return value
  }
}

/// `a.?b`: empty if there is no such field or key.
final class OptionalFieldNode: Node, @unchecked Sendable {
  private let operand: Node
  private let access: FieldAccess

  init(_ operand: Node, _ field: String, in dialect: Dialect, at range: Range<Int>) {
    self.operand = operand
    access = FieldAccess(field, dialect, range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    switch operand.evaluate(&frame) {
    case .optional(let optional): return optional.wrapped.map { access.optional(of: $0) } ?? .absent
    case let value: return access.optional(of: value)
    }
  }
}

/// `has(a.b)`
final class PresenceNode: Node, @unchecked Sendable {
  private let operand: Node
  private let access: FieldAccess

  init(_ operand: Node, _ field: String, in dialect: Dialect, at range: Range<Int>) {
    self.operand = operand
    access = FieldAccess(field, dialect, range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    switch operand.evaluate(&frame) {
    case .optional(let optional): return optional.wrapped.map { access.isPresent(in: $0) } ?? .bool(false)
    case let value: return access.isPresent(in: value)
    }
  }
}

/// `has(variables.x)`: whether a variable with a qualified name has a value. One that an expression defines is
/// computed; if that fails, so does `has`, as in an API server (apiserver/pkg/cel/lazy/lazy.go).
final class VariablePresenceNode: Node, @unchecked Sendable {
  private let variable: Node

  init(_ variable: Node) {
    self.variable = variable
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    if let place = (variable as? VariableNode)?.place {
      frame.budget.spend(Cost.step)
      return .bool(frame.variables[place] != nil)
    }
    let value = variable.evaluate(&frame)
    return value.isError ? value : .bool(true)
  }
}

/// `variables.?x`: the value of a variable with a qualified name, or an empty optional value if it has none.
final class OptionalVariableNode: Node, @unchecked Sendable {
  private let variable: Node

  init(_ variable: Node) {
    self.variable = variable
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    if let place = (variable as? VariableNode)?.place, frame.variables[place] == nil {
      frame.budget.spend(Cost.step)
      return .absent
    }
    switch variable.evaluate(&frame) {
    case .error(let error): return .error(error)
    case .optional(let optional): return .optional(optional)
    case let value: return .optional(OptionalValue(value))
    }
  }
}

/// Access to a field or key that may be missing.
private struct FieldAccess {
  let field: String
  let dialect: Dialect
  let range: Range<Int>

  init(_ field: String, _ dialect: Dialect, _ range: Range<Int>) {
    self.field = field
    self.dialect = dialect
    self.range = range
  }

  func optional(of value: Value) -> Value {
    switch value {
    case .map(let map): .optional(map[field].map { OptionalValue($0) } ?? .none)
    case .structure(let instance):
      switch instance.value(of: field) {
      case .optional(let optional)?: .optional(optional)
      case .error(let error)? where error.kind == .noSuchField: .absent
      case let value?: .optional(OptionalValue(value))
      case nil: noSuchField(of: instance)
      }
    case .error: value
    default: dialect.findsNothing(in: value) ? .absent : noFields(in: value)
    }
  }

  /// Whether a field is present. An optional field of a struct is present if it is not empty, any other field if it
  /// does not read as `noSuchField`.
  func isPresent(in value: Value) -> Value {
    switch value {
    case .map(let map): .bool(map[field] != nil)
    case .structure(let instance):
      switch instance.value(of: field) {
      case .optional(let optional)?: .bool(optional.wrapped != nil)
      case .error(let error)? where error.kind == .noSuchField: .bool(false)
      case .some: .bool(true)
      case nil: noSuchField(of: instance)
      }
    case .error: value
    default: dialect.findsNothing(in: value) ? .bool(false) : noFields(in: value)
    }
  }

  private func noSuchField(of instance: StructureInstance) -> Value {
    Value.failure(.noSuchField, "`\(instance.typeName)` has no field `\(field)`").located(at: range)
  }

  private func noFields(in value: Value) -> Value {
    Value.failure(.noSuchOverload, "\(article(value.typeName)) has no field `\(field)`").located(at: range)
  }
}

extension Value {
  /// The empty optional value.
  static var absent: Value { .optional(.none) }
}
