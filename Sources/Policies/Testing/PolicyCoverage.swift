import CEL
public import Findings

/// Which outcomes of the decisions in policies some tests have seen.
public struct PolicyCoverage: Sendable {
  /// A decision: a validation, a match condition, an operand of `&&` or `||`, the condition of `?:`, the condition of a
  /// macro.
  public struct Decision: Sendable {
    /// The policy's name.
    public let policy: String
    /// What it belongs to: a validation's name, a condition's or a variable's.
    public let part: String
    /// What kind of decision it is.
    public let kind: Kind
    /// The expression that decides.
    public let text: String
    /// Where it stands.
    public let place: Place
    /// Whether it has been true.
    public fileprivate(set) var hasBeenTrue = false
    /// Whether it has been false.
    public fileprivate(set) var hasBeenFalse = false

    /// How many of its two outcomes have been seen.
    public var seen: Int { (hasBeenTrue ? 1 : 0) + (hasBeenFalse ? 1 : 0) }
  }

  /// Kinds of decisions.
  public enum Kind: String, Sendable {
    case validation, condition, branch
  }

  private struct Key: Hashable {
    let policy: String
    let expression: Place
    let id: Int
  }

  private var places: [Key: Int] = [:]
  /// The decisions, in the order of the policies.
  public private(set) var decisions: [Decision] = []

  init(_ policies: [CompiledPolicy]) {
    for compiled in policies {
      let policy = compiled.policy
      for (variable, definition) in zip(policy.variables, compiled.definitions) {
        add(policy, variable.name.value, variable.expression, definition.checked.tree, root: nil)
      }
      for (condition, program) in zip(policy.matchConditions, compiled.conditions) {
        add(policy, condition.name.value, condition.expression, program.checked.tree, root: .condition)
      }
      for compiled in compiled.validations {
        let validation = compiled.validation
        add(policy, validation.name.value, validation.expression, compiled.program.checked.tree, root: .validation)
        if let expression = validation.messageExpression, let message = compiled.message {
          add(policy, validation.name.value, expression, message.checked.tree, root: nil)
        }
      }
    }
  }

  private mutating func add(
    _ policy: Policy, _ part: String, _ expression: EmbeddedExpression, _ tree: SyntaxTree, root: Kind?
  ) {
    if let root { add(policy, part, expression, tree.root, root) }
    addBranches(of: tree.root, policy, part, expression)
  }

  private mutating func addBranches(
    of node: Expression, _ policy: Policy, _ part: String, _ expression: EmbeddedExpression
  ) {
    var deciding: [Expression] = []
    switch node.kind {
    case .and(let operands), .or(let operands): deciding = operands
    case .conditional(let condition, _, _): deciding = [condition]
    case .comprehension(let comprehension): deciding = [comprehension.predicate].compactMap(\.self)
    default: break
    }
    for one in deciding where !Self.isLogical(one) { add(policy, part, expression, one, .branch) }
    for child in node.children { addBranches(of: child, policy, part, expression) }
  }

  /// Its own operands are the decisions.
  private static func isLogical(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .and, .or, .literal: true
    default: false
    }
  }

  private mutating func add(
    _ policy: Policy, _ part: String, _ expression: EmbeddedExpression, _ node: Expression, _ kind: Kind
  ) {
    let key = Key(policy: policy.name.value, expression: expression.place, id: node.id)
    guard places[key] == nil else { return }
    places[key] = decisions.count
    let bytes = Array(expression.text.utf8)[node.range]
    decisions.append(
      Decision(
        policy: policy.name.value, part: part, kind: kind, text: String(decoding: bytes, as: UTF8.self),
        place: expression.place(of: node.range)))
  }

  /// Notes the outcomes of one evaluation.
  mutating func record(_ trace: Trace, of expression: EmbeddedExpression, in policy: Policy) {
    record(trace.tree.root, trace, expression, policy)
    recordVariables(trace, in: policy)
  }

  /// Notes the outcomes in the variables that an evaluation needed.
  mutating func recordVariables(_ trace: Trace, in policy: Policy) {
    for variable in policy.variables {
      if let definition = trace.definitions["\(PolicyVariables.variables).\(variable.name.value)"] {
        record(definition.tree.root, definition, variable.expression, policy)
      }
    }
  }

  private mutating func record(
    _ node: Expression, _ trace: Trace, _ expression: EmbeddedExpression, _ policy: Policy
  ) {
    if let index = places[Key(policy: policy.name.value, expression: expression.place, id: node.id)] {
      for case .bool(let outcome) in trace.values(of: node) {
        if outcome { decisions[index].hasBeenTrue = true } else { decisions[index].hasBeenFalse = true }
      }
    }
    for child in node.children { record(child, trace, expression, policy) }
  }

  /// Adds what other tests have seen of the same policies.
  mutating func merge(_ other: PolicyCoverage) {
    for (key, index) in other.places {
      let decision = other.decisions[index]
      if let own = places[key] {
        decisions[own].hasBeenTrue = decisions[own].hasBeenTrue || decision.hasBeenTrue
        decisions[own].hasBeenFalse = decisions[own].hasBeenFalse || decision.hasBeenFalse
      } else {
        places[key] = decisions.count
        decisions.append(decision)
      }
    }
  }

  /// Outcomes seen, and all there are.
  public var outcomes: (seen: Int, all: Int) { (decisions.reduce(0) { $0 + $1.seen }, 2 * decisions.count) }

  /// The share of outcomes that have been seen, in percent; 100 where nothing decides.
  public var percent: Double {
    let (seen, all) = outcomes
    return all == 0 ? 100 : 100 * Double(seen) / Double(all)
  }

  /// Decisions of which an outcome has not been seen, in order of place.
  public var incomplete: [Decision] {
    decisions.filter { $0.seen < 2 }.sorted {
      ($0.place.source, $0.place.range.start.offset) < ($1.place.source, $1.place.range.start.offset)
    }
  }
}
