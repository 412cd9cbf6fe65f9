/// A step of an evaluation. Failures are values: no node throws.
///
/// Nodes are classes with constant parts, so that evaluating one costs a single virtual call.
class Node: @unchecked Sendable {  // INVARIANT: subclasses hold only `let`s of Sendable types
  /// Returns the value in a frame.
  func evaluate(_ frame: inout Frame) -> Value { .null }

  /// The value, if it is the same in every frame.
  var constant: Value? { nil }
}

/// The state that an evaluation reads and writes.
struct Frame {
  /// The values of variables, by index in the environment.
  var variables: [Value?]
  /// The values of macro variables and of parts that `cel.bind` names, once they are computed, by slot.
  var locals: ContiguousArray<Value?>
  var budget: Budget
  /// The recorder that traced nodes write to.
  var trace: TraceRecorder?

  /// Makes room for a number of macro variables.
  mutating func reserve(locals count: Int) {
    while locals.count < count { locals.append(nil) }
  }
}

final class ConstantNode: Node, @unchecked Sendable {
  private let value: Value

  init(_ value: Value) {
    self.value = value
  }

  override func evaluate(_ frame: inout Frame) -> Value { value }
  override var constant: Value? { value }
}

final class VariableNode: Node, @unchecked Sendable {
  let place: Int
  private let missing: EvaluationError

  init(_ place: Int, name: String, at range: Range<Int>) {
    self.place = place
    missing = EvaluationError(.undeclared, "the variable `\(name)` has no value", at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    return frame.variables[place] ?? .error(missing)
  }
}

/// A variable of a macro.
final class LocalNode: Node, @unchecked Sendable {
  private let slot: Int

  init(_ slot: Int) {
    self.slot = slot
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    return frame.locals[slot] ?? .null
  }
}

/// A part that `cel.bind` or `cel.block` names. It is computed when it is first needed and kept.
final class NamedNode: Node, @unchecked Sendable {
  private let slot: Int
  private let value: Node

  init(_ slot: Int, _ value: Node) {
    self.slot = slot
    self.value = value
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    if let known = frame.locals[slot] { return known }
    let computed = value.evaluate(&frame)
    frame.locals[slot] = computed
    return computed
  }
}

/// The body of a `cel.bind` or `cel.block`. Each evaluation recomputes its named parts.
final class ScopeNode: Node, @unchecked Sendable {
  private let slots: [Int]
  private let body: Node

  init(_ slots: [Int], _ body: Node) {
    self.slots = slots
    self.body = body
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(UInt64(slots.count) * Cost.step)
    for slot in slots { frame.locals[slot] = nil }
    return body.evaluate(&frame)
  }
}

/// An expression that cannot be computed. Its parts are not evaluated.
final class FailureNode: Node, @unchecked Sendable {
  private let error: EvaluationError

  init(_ error: EvaluationError) {
    self.error = error
  }

  override func evaluate(_ frame: inout Frame) -> Value { .error(error) }
}

extension Value {
  /// The value, with a place if it is a failure.
  func located(at range: Range<Int>) -> Value {
    if case .error(let error) = self { .error(error.located(at: range)) } else { self }
  }
}
