import CEL
public import Findings

/// The outcomes of decisions in policies that tests have covered.
public struct PolicyCoverage: Sendable {
  /// A decision: a validation, a match condition, an operand of `&&` or `||`, the condition of `?:` or of a macro.
  public struct Decision: Sendable {
    /// The policy's name.
    public let policy: String
    /// The name of the validation, condition or variable that contains the decision.
    public let part: String
    /// The kind of decision.
    public let kind: Kind
    /// The text of the expression.
    public let text: String
    /// The place of the expression.
    public let place: Place
    /// Whether it has been true.
    public fileprivate(set) var hasBeenTrue = false
    /// Whether it has been false.
    public fileprivate(set) var hasBeenFalse = false

    /// The number of its two outcomes that were seen.
    public var seen: Int { (hasBeenTrue ? 1 : 0) + (hasBeenFalse ? 1 : 0) }
  }

  /// The kind of decision.
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

  /// Whether only the expression's operands count as decisions.
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

  /// Records the outcomes of one evaluation.
  mutating func record(_ trace: Trace, of expression: EmbeddedExpression, in policy: Policy) {
    record(trace.tree.root, trace, expression, policy)
    recordVariables(trace, in: policy)
  }

  /// Records the outcomes in the variables that an evaluation used.
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

  /// Adds the coverage of other tests of the same policies.
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

  /// The number of outcomes seen, and of all outcomes.
  public var outcomes: (seen: Int, all: Int) { (decisions.reduce(0) { $0 + $1.seen }, 2 * decisions.count) }

  /// The percentage of outcomes seen; 100 if there are no decisions.
  public var percent: Double {
    let (seen, all) = outcomes
    return all == 0 ? 100 : 100 * Double(seen) / Double(all)
  }

  /// The decisions with an outcome that was not seen, ordered by place.
  public var incomplete: [Decision] {
    decisions.filter { $0.seen < 2 }.sorted {
      ($0.place.source, $0.place.range.start.offset) < ($1.place.source, $1.place.range.start.offset)
    }
  }
}
