/// What each part of an expression was worth in one evaluation.
public struct Trace: Sendable {
  /// The value of the whole, or why it has none.
  public let result: Result<Value, EvaluationError>
  /// Units of work that the evaluation took.
  public let cost: UInt64
  /// The expression.
  public let tree: SyntaxTree
  /// Whether more values were made than are kept.
  public let isTruncated: Bool
  /// The variables that are defined by expressions and were computed, by name.
  public let definitions: [String: Trace]
  private let values: [[Value]]

  init(
    result: Result<Value, EvaluationError>, cost: UInt64, tree: SyntaxTree, _ recorder: TraceRecorder?
  ) {
    self.result = result
    self.cost = cost
    self.tree = tree
    values = recorder?.values ?? []
    isTruncated = recorder?.isTruncated ?? false
    definitions = recorder?.definitions ?? [:]
  }

  /// The values of a part, in the order in which they were made: none for a part that was not evaluated, several for
  /// one inside of a macro that goes through a list. Failures are `.error`.
  public func values(of expression: Expression) -> [Value] {
    values.indices.contains(expression.id) ? values[expression.id] : []
  }
}

/// Collects the values and the costs of the parts of an expression.
struct TraceRecorder {
  private(set) var values: [[Value]]
  /// Units of work, those of the parts below included.
  private(set) var costs: [UInt64]
  private(set) var isTruncated = false
  private(set) var definitions: [String: Trace] = [:]
  private var remaining = 10_000

  init(count: Int) {
    values = Array(repeating: [], count: count)
    costs = Array(repeating: 0, count: count)
  }

  mutating func record(_ value: Value, of id: Int, cost: UInt64) {
    costs[id] &+= cost
    guard remaining > 0 else {
      isTruncated = true
      return
    }
    remaining -= 1
    values[id].append(value)
  }

  /// Records how the variable of a name was computed.
  mutating func record(_ recorder: TraceRecorder, of tree: SyntaxTree, as name: String, _ value: Value) {
    // What it needed itself belongs to all.
    definitions.merge(recorder.definitions) { first, _ in first }
    let result: Result<Value, EvaluationError> =
      if case .error(let error) = value { .failure(error) } else { .success(value) }
    definitions[name] = Trace(result: result, cost: recorder.costs[tree.root.id], tree: tree, recorder)
  }
}

/// Records what another node gives.
final class TracedNode: Node, @unchecked Sendable {
  private let node: Node
  private let id: Int

  init(_ node: Node, id: Int) {
    self.node = node
    self.id = id
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    let before = frame.budget.spent
    let value = node.evaluate(&frame)
    frame.trace?.record(value, of: id, cost: frame.budget.spent - before)
    return value
  }
}
