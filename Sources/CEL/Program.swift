/// A compiled expression. It can be evaluated any number of times, from any task.
public final class Program: Sendable {  // a class, so that iterating over programs does not copy them
  /// The checked expression.
  public let checked: CheckedExpression
  /// The default cost limit of an evaluation, in units of work.
  public let costLimit: UInt64
  private let plan = LazyPlan()
  /// The values of variables that are the same in every evaluation, by the variable's index.
  let constants: [Int: Value]

  init(_ checked: CheckedExpression, costLimit: UInt64, constants: [Int: Value] = [:]) throws(CompileError) {
    self.checked = checked
    self.costLimit = costLimit
    self.constants = constants
    if Planner.mayRefuse(checked) { plan.set(try Planner.plan(checked, constants: constants)) }
  }

  private func makePlan() -> Node {
    do throws(CompileError) { return try Planner.plan(checked, constants: constants) } catch {
      // INVARIANT: an expression that may be refused has been planned.
      return FailureNode(EvaluationError(.invalidArgument, error.description))
    }
  }

  /// The type of the value.
  public var type: ValueType { checked.type }

  /// The source.
  public var source: String { checked.tree.source }

  /// Returns the program with the values of some variables fixed. What depends only on them is computed once, and lists
  /// are hashed for `in`.
  public func fixing(_ values: [String: Value]) throws -> Program {
    let bindings = try checked.declarations.bind(values)
    guard bindings.values.contains(where: { $0 != nil }) else { return self }
    var constants = constants
    for (place, value) in bindings.values.enumerated() { if let value { constants[place] = value } }
    return try Program(checked, costLimit: costLimit, constants: constants)
  }

  /// Evaluates the program with values for the variables, by name.
  public func evaluate(_ values: [String: Value] = [:], costLimit: UInt64? = nil) throws -> Value {
    try evaluate(try checked.declarations.bind(values), costLimit: costLimit)
  }

  /// Evaluates the program. Throws if there is no value.
  public func evaluate(_ bindings: Bindings, costLimit: UInt64? = nil) throws(EvaluationError) -> Value {
    try run(bindings, costLimit: costLimit).result.get()
  }

  /// Returns the value, or why there is none, and the cost.
  public func run(_ bindings: Bindings, costLimit: UInt64? = nil) -> Evaluation {
    var bindings = bindings
    return run(&bindings, costLimit: costLimit)
  }

  /// Returns the value, or why there is none, and the cost. Variables that are defined by expressions and were computed
  /// are kept in the bindings, so that the next program does not compute them again.
  public func run(_ bindings: inout Bindings, costLimit: UInt64? = nil) -> Evaluation {
    var frame = Frame(
      variables: variables(of: bindings), locals: bindings.locals,
      budget: Budget(limit: costLimit ?? self.costLimit), trace: nil)
    frame.reserve(locals: checked.localCount)
    bindings.values = []
    bindings.locals = []
    let value = plan.withNode(orMaking: makePlan) { $0.evaluate(&frame) }
    bindings.values = frame.variables
    bindings.locals = frame.locals
    if frame.budget.isExhausted {
      return Evaluation(result: .failure(exhaustion(frame.budget, bindings)), cost: frame.budget.spent)
    }
    if case .error(let error) = value { return Evaluation(result: .failure(error), cost: frame.budget.spent) }
    return Evaluation(result: .success(value), cost: frame.budget.spent)
  }

  /// The outcome of an evaluation.
  public struct Evaluation: Sendable {
    /// The value, or why there is none.
    public let result: Result<Value, EvaluationError>
    /// The units of work done.
    public let cost: UInt64
  }

  /// Evaluates the program and records the value of each part. It is slower than `run` and recomputes what `run`
  /// computes once.
  public func trace(_ bindings: Bindings, costLimit: UInt64? = nil) -> Trace {
    let limit = costLimit ?? self.costLimit
    let (value, frame) = record(bindings, limit: limit)
    let result: Result<Value, EvaluationError> =
      if frame.budget.isExhausted {
        .failure(exhaustion(frame.budget, bindings))
      } else if case .error(let error) = value {
        .failure(error)
      } else {
        .success(value)
      }
    return Trace(result: result, cost: frame.budget.spent, tree: checked.tree, frame.trace)
  }

  /// Returns values for all variables, including those that were added after the bindings were made.
  private func variables(of bindings: Bindings) -> [Value?] {
    let missing = checked.declarations.variables.count - bindings.values.count
    return missing > 0 ? bindings.values + [Value?](repeating: nil, count: missing) : bindings.values
  }

  private func record(_ bindings: Bindings, limit: UInt64) -> (Value, Frame) {
    var variables = variables(of: bindings)
    for (place, value) in constants where variables.indices.contains(place) { variables[place] = value }
    var frame = Frame(
      variables: variables, locals: ContiguousArray(repeating: nil, count: checked.localCount),
      budget: Budget(limit: limit), trace: TraceRecorder(count: checked.tree.count))
    do {
      return (try Planner.plan(checked, isTraced: true).evaluate(&frame), frame)
    } catch {
      return (.failure(.undeclared, error.description), frame)
    }
  }

  // MARK: The dominating part

  /// Returns the error for an exhausted budget, with the part that spent most of it.
  private func exhaustion(_ budget: Budget, _ bindings: Bindings) -> EvaluationError {
    if budget.isCancelled { return EvaluationError(.cancelled, "the evaluation was cancelled") }
    let (_, frame) = record(bindings, limit: budget.limit)
    let part = frame.trace.map { checked.tree.root.dominating($0.costs) } ?? checked.tree.root
    let text = Printer().print(part)
    let shown =
      text.unicodeScalars.count > 60 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…" : text
    return EvaluationError(
      .costLimitExceeded, "the evaluation costs more than the limit of \(budget.limit), most of it `\(shown)`",
      at: part.range)
  }
}
