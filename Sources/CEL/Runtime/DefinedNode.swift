/// A variable that an expression defines. It is computed when it is first needed and kept in the frame.
final class DefinedNode: Node, @unchecked Sendable {
  private let place: Int
  private let name: String
  private let definition: CheckedExpression
  private let node: Node
  private let range: Range<Int>

  init(_ place: Int, name: String, _ definition: CheckedExpression, _ node: Node, at range: Range<Int>) {
    self.place = place
    self.name = name
    self.definition = definition
    self.node = node
    self.range = range
  }

  /// Returns the same variable at another place in the source, or its constant.
  func located(at range: Range<Int>) -> Node {
    if let constant = node.constant { return ConstantNode(constant) }
    return DefinedNode(place, name: name, definition, node, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    if let known = frame.variables[place] { return known }
    // The definition has its own macro variables and its own record.
    let (locals, trace) = (frame.locals, frame.trace)
    frame.locals = ContiguousArray(repeating: nil, count: definition.localCount)
    if trace != nil { frame.trace = TraceRecorder(count: definition.tree.count) }
    var value = node.evaluate(&frame)
    // A failure is located in this source, not in the definition's.
    if case .error(let error) = value {
      value = .error(EvaluationError(error.kind, "`\(name)` has no value: \(error.message)", at: range))
    }
    let own = frame.trace
    frame.locals = locals
    frame.trace = trace
    if let own { frame.trace?.record(own, of: definition.tree, as: name, value) }
    frame.variables[place] = value
    return value
  }
}
