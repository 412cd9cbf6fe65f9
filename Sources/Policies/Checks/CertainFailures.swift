import CEL

/// Finds validations that can never be true because a part of them fails to evaluate for every request. Such a policy
/// loads but denies every request.
///
/// The values known in advance are the parameters. In Kubernetes policies, `oldObject` is also known to be absent on
/// creation, and `object` on deletion.
struct CertainFailures {
  /// A part that always fails to evaluate.
  struct Failure {
    let range: Range<Int>
    let message: String
  }

  private let environment: Environment
  private let values: [String: Value]

  /// The maximum number of nodes of an expression that is analyzed; nobody writes more by hand.
  private static let largestTree = 2_000

  /// Creates an analysis with values for some variables of an environment.
  init(_ environment: Environment, knowing values: [String: Value]) {
    self.environment = environment
    self.values = values
  }

  /// Why an expression is never true; nil if it may be true, or is false in a way that its author may intend.
  func whyNeverTrue(_ tree: SyntaxTree) -> Failure? {
    tree.count <= Self.largestTree ? neverTrue(tree.root, tree) : nil
  }

  /// Why an expression never has a value; nil if it may have one.
  func whyNoValue(_ tree: SyntaxTree) -> Failure? {
    tree.count <= Self.largestTree ? failure(of: tree.root, tree) : nil
  }

  /// Whether an expression is false for every request.
  func isFalse(_ tree: SyntaxTree) -> Bool {
    if tree.count <= Self.largestTree, case .success(.bool(false))? = value(of: tree.root, tree) { true } else { false }
  }

  private func neverTrue(_ expression: Expression, _ tree: SyntaxTree) -> Failure? {
    switch expression.kind {
    case .and(let operands): return operands.lazy.compactMap { neverTrue($0, tree) }.first
    case .or(let operands):
      let outcomes = operands.map { (failure: neverTrue($0, tree), value: value(of: $0, tree)) }
      let areAllUntrue = outcomes.allSatisfy { outcome in
        if case .success(.bool(false))? = outcome.value { return true }
        return outcome.failure != nil
      }
      return areAllUntrue ? outcomes.lazy.compactMap(\.failure).first : nil
    case .conditional(let condition, let yes, let no):
      if let failure = failure(of: condition, tree) { return failure }
      guard let one = neverTrue(yes, tree), neverTrue(no, tree) != nil else { return nil }
      return one
    default: return failure(of: expression, tree)
    }
  }

  /// Why an expression fails in every evaluation.
  private func failure(of expression: Expression, _ tree: SyntaxTree) -> Failure? {
    switch expression.kind {
    case .invalid, .bind, .block, .optionalMap: return nil
    case .and(let operands), .or(let operands):
      let failures = operands.map { failure(of: $0, tree) }
      return failures.contains { $0 == nil } ? nil : failures.first ?? nil
    case .conditional(let condition, let yes, let no):
      if let failure = failure(of: condition, tree) { return failure }
      guard let one = failure(of: yes, tree), failure(of: no, tree) != nil else { return nil }
      return one
    case .comprehension(let comprehension): return failure(of: comprehension.range, tree)
    default:
      if let failure = expression.children.lazy.compactMap({ failure(of: $0, tree) }).first { return failure }
      guard case .failure(let error)? = value(of: expression, tree) else { return nil }
      return Failure(range: expression.range, message: error.message)
    }
  }

  /// The value of a part that depends only on known values.
  private func value(of expression: Expression, _ tree: SyntaxTree) -> Result<Value, EvaluationError>? {
    guard names(in: expression).allSatisfy({ $0 == PolicyVariables.variables || values[$0] != nil }) else { return nil }
    let source = String(decoding: Array(tree.source.utf8)[expression.range], as: UTF8.self)
    guard let program = try? environment.compile(source), isKnown(program),
      let bindings = try? environment.bind(values)
    else { return nil }
    return program.run(bindings).result
  }

  private func isKnown(_ program: Program) -> Bool {
    program.checked.variables.allSatisfy { $0.hasPrefix(PolicyVariables.variables + ".") || values[$0] != nil }
  }

  /// The names in an expression that may be variables of the environment.
  private func names(in expression: Expression) -> Set<String> {
    switch expression.kind {
    case .identifier(let name, _): return [name]
    case .comprehension(let comprehension):
      let own = [comprehension.variable.text, comprehension.second?.text]
      let inner = [comprehension.predicate, comprehension.transform].compactMap(\.self)
        .reduce(into: Set<String>()) { $0.formUnion(names(in: $1)) }
      return names(in: comprehension.range).union(inner.filter { !own.contains($0) })
    default: return expression.children.reduce(into: []) { $0.formUnion(names(in: $1)) }
    }
  }
}
