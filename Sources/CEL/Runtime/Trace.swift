/// The values of each part of an expression in one evaluation.
public struct Trace: Sendable {
  /// The value of the expression, or why it has none.
  public let result: Result<Value, EvaluationError>
  /// The units of work that the evaluation took.
  public let cost: UInt64
  /// The expression.
  public let tree: SyntaxTree
  /// Whether more values were computed than are kept.
  public let isTruncated: Bool
  /// The traces of the variables that expressions define and that were computed, by name.
  public let definitions: [String: Trace]
  private let evaluations: [[Evaluation]]

  /// A value of a part, and when it was computed.
  public struct Evaluation: Sendable {
    /// The value.
    public let value: Value
    /// The number of values that had been computed when the evaluation of this one began.
    let start: Int
    /// The number of this value, in order of computation. The values that it was computed from are numbered between the
    /// two.
    let number: Int
  }

  init(
    result: Result<Value, EvaluationError>, cost: UInt64, tree: SyntaxTree, _ recorder: TraceRecorder?
  ) {
    self.result = result
    self.cost = cost
    self.tree = tree
    evaluations = recorder?.evaluations ?? []
    isTruncated = recorder?.isTruncated ?? false
    definitions = recorder?.definitions ?? [:]
  }

  /// Returns the values of a part, in the order in which they were computed: none for a part that was not evaluated,
  /// several for one inside a macro that goes through a list. Failures are `.error`.
  public func values(of expression: Expression) -> [Value] {
    evaluations(of: expression).map(\.value)
  }

  /// Returns the values of a part with the order in which they were computed.
  public func evaluations(of expression: Expression) -> [Evaluation] {
    evaluations.indices.contains(expression.id) ? evaluations[expression.id] : []
  }

  /// Returns the values of a part that were computed for one value of an enclosing part, in order. There are several if
  /// a macro between them goes through a list.
  public func evaluations(of expression: Expression, within outer: Evaluation) -> ArraySlice<Evaluation> {
    let all = evaluations(of: expression)
    return all[Self.place(after: outer.start, in: all)..<Self.place(after: outer.number, in: all)]
  }

  /// Returns the index of the first evaluation with a number greater than the given one.
  private static func place(after number: Int, in evaluations: [Evaluation]) -> Int {
    var (low, high) = (0, evaluations.count)
    while low < high {
      let middle = low + (high - low) / 2
      if evaluations[middle].number > number { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Collects the values and costs of the parts of an expression.
struct TraceRecorder {
  private(set) var evaluations: [[Trace.Evaluation]]
  /// The units of work of each part, including the parts below it.
  private(set) var costs: [UInt64]
  private(set) var isTruncated = false
  private(set) var definitions: [String: Trace] = [:]
  /// The number of values that were computed, including those that are not kept.
  private(set) var count = 0
  private static let limit = 10_000

  init(count: Int) {
    evaluations = Array(repeating: [], count: count)
    costs = Array(repeating: 0, count: count)
  }

  /// Records a value of a part. `start` is what `count` was when its evaluation began.
  mutating func record(_ value: Value, of id: Int, cost: UInt64, since start: Int) {
    costs[id] &+= cost
    count += 1
    guard count <= Self.limit else {
      isTruncated = true
      return
    }
    evaluations[id].append(Trace.Evaluation(value: value, start: start, number: count))
  }

  /// Records how a variable was computed.
  mutating func record(_ recorder: TraceRecorder, of tree: SyntaxTree, as name: String, _ value: Value) {
    // The definitions that it needed belong to the whole trace.
    definitions.merge(recorder.definitions) { first, _ in first }
    let result: Result<Value, EvaluationError> =
      if case .error(let error) = value { .failure(error) } else { .success(value) }
    definitions[name] = Trace(result: result, cost: recorder.costs[tree.root.id], tree: tree, recorder)
  }
}

/// Records the values of another node.
final class TracedNode: Node, @unchecked Sendable {
  private let node: Node
  private let id: Int

  init(_ node: Node, id: Int) {
    self.node = node
    self.id = id
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    let before = frame.budget.spent
    let start = frame.trace?.count ?? 0
    let value = node.evaluate(&frame)
    frame.trace?.record(value, of: id, cost: frame.budget.spent - before, since: start)
    return value
  }
}
