public import CEL
public import Findings

/// The warnings about policies that compile: unused parts, validations that always pass or always fail, and evaluations
/// that may exceed the cost limit.
public struct PolicyChecks: Sendable {
  /// The warnings, in order of place.
  public private(set) var findings: [Finding] = []
  /// The estimated cost of each expression.
  public private(set) var estimates: [Estimate] = []

  /// The estimated cost of an expression.
  public struct Estimate: Sendable {
    /// The policy's name.
    public let policy: String
    /// The name of the validation or condition.
    public let part: String
    /// The estimated units of work.
    public let units: Interval
  }

  /// Checks every policy.
  public init(_ policies: PolicySet) {
    for compiled in policies.compiled + policies.unbound {
      lookForUnused(compiled)
      lookForConstants(compiled)
      lookForCosts(compiled)
      lookForMissingParameters(compiled, policies.documents)
      lookForFailures(compiled)
      lookForImpossibleComparisons(compiled)
      lookForUnknownResources(compiled, policies.resources)
    }
    lookForDuplicates(policies.compiled)
    lookForUnclaimed(policies.documents)
    findings.sort(by: Finding.isOrderedBefore)
  }

  mutating func report(_ code: RuleCode, _ message: String, at place: Place, help: String? = nil) {
    let finding = Finding(code: code, severity: .warning, message: message, place: place, help: help.map { [$0] } ?? [])
    // A policy with several bindings or parameters has the same mistake in each.
    if !findings.contains(finding) { findings.append(finding) }
  }

  // MARK: Unused

  private mutating func lookForUnused(_ compiled: CompiledPolicy) {
    let policy = compiled.policy
    let programs =
      compiled.conditions + compiled.validations.map(\.program) + compiled.validations.compactMap(\.message)
      + compiled.annotations.map(\.program)
    let trees = compiled.definitions.map(\.checked.tree) + programs.map(\.checked.tree)
    let used = trees.reduce(into: Set<String>()) { $0.formUnion(Self.fields(in: $1.root)) }
    for variable in policy.variables where !used.contains("\(PolicyVariables.variables).\(variable.name.value)") {
      report(
        .policyUnusedVariable, "the variable `\(variable.name.value)` is not used", at: variable.name.place,
        help: "remove it")
    }
    guard case .object(_, let properties)? = policy.parameterSchema, !used.contains(PolicyVariables.params) else {
      return
    }
    for property in properties where !used.contains("\(PolicyVariables.params).\(property.name.value)") {
      report(
        .policyUnusedParameter, "the parameter `\(property.name.value)` is not used", at: property.name.place,
        help: "remove it, or use it: who sets it expects that it counts")
    }
  }

  /// Reports parameters that no policy uses: a misspelled label silently disables a policy.
  private mutating func lookForUnclaimed(_ documents: PolicyDocuments) {
    for parameters in documents.parameters {
      let isTaken = documents.policies.contains {
        $0.parameterReference?.matches(parameters.name.value, parameters.labels) ?? false
      }
      guard !isTaken else { continue }
      report(
        .policyUnusedParameter, "no policy takes the parameters `\(parameters.name.value)`", at: parameters.name.place,
        help: "a policy takes those that its `paramRef` names or selects")
    }
  }

  /// `a.b` for every field of a name, and the names that are used as a whole.
  private static func fields(in expression: Expression) -> Set<String> {
    switch expression.kind {
    case .select(let operand, let field, _), .has(let operand, let field):
      if case .identifier(let name, _) = operand.kind { return ["\(name).\(field.text)"] }
    case .identifier(let name, _): return [name]
    default: break
    }
    return expression.children.reduce(into: []) { $0.formUnion(fields(in: $1)) }
  }

  // MARK: Constants

  private mutating func lookForConstants(_ compiled: CompiledPolicy) {
    let policy = compiled.policy
    for (condition, program) in zip(policy.matchConditions, compiled.conditions) {
      guard let value = Self.constant(program) else { continue }
      report(
        .policyUnreachable,
        value
          ? "the match condition `\(condition.name.value)` is always true"
          : "the match condition `\(condition.name.value)` is always false, so that nothing of this policy is evaluated",
        at: condition.expression.place)
    }
    let held = Set(
      compiled.conditions.flatMap { Self.operands(of: $0.checked.tree.root, isAnd: true) }.map(Printer().print))
    for compiled in compiled.validations {
      let validation = compiled.validation
      if let value = Self.constant(compiled.program) {
        // A plain `false` means that every matching request is denied.
        if case .literal(.bool(false)) = compiled.program.checked.tree.root.kind { continue }
        report(
          .policyConstant, "the validation `\(validation.name.value)` is always \(value)",
          at: validation.expression.place,
          help: value ? "it finds nothing; remove it" : "every request violates it; it should depend on `object`")
        continue
      }
      let root = compiled.program.checked.tree.root
      for operand in Self.operands(of: root, isAnd: false) where held.contains(Printer().print(operand)) {
        report(
          .policyUnreachable,
          "the validation `\(validation.name.value)` is always true, since a match condition asks for the same",
          at: validation.expression.place(of: operand.range))
      }
    }
  }

  /// The value of a constant expression.
  static func constant(_ program: Program) -> Bool? {
    guard program.checked.variables.isEmpty, case .bool(let value)? = try? program.evaluate() else { return nil }
    return value
  }

  private static func operands(of expression: Expression, isAnd: Bool) -> [Expression] {
    switch expression.kind {
    case .and(let operands) where isAnd: operands
    case .or(let operands) where !isAnd: operands
    default: [expression]
    }
  }

  // MARK: Costs and duplicates

  private mutating func lookForCosts(_ compiled: CompiledPolicy) {
    let policy = compiled.policy
    let programs =
      zip(policy.matchConditions, compiled.conditions).map { ($0.name.value, $0.expression, $1) }
      + compiled.validations.map { ($0.validation.name.value, $0.validation.expression, $0.program) }
    for (name, expression, program) in programs {
      let estimate = Self.dearest(program, compiled)
      estimates.append(Estimate(policy: policy.name.value, part: name, units: estimate.units))
      guard policy.dialect == .tollgate, estimate.units.isBounded, estimate.units.most > program.costLimit else {
        continue
      }
      report(
        .policyCost,
        "`\(name)` may cost \(estimate.units.most) units, more than the limit of \(program.costLimit)",
        at: expression.place(of: estimate.dominating.range), help: "most of it is spent here")
    }
  }

  /// The highest estimate over all parameters.
  private static func dearest(_ program: Program, _ compiled: CompiledPolicy) -> CostEstimate {
    let estimates = compiled.instances.flatMap { $0.conditions + $0.validations.map(\.program) }
      .filter { $0.source == program.source }.map { $0.estimatedCost() }
    return estimates.max { $0.units.most < $1.units.most } ?? program.estimatedCost()
  }

  private mutating func lookForDuplicates(_ compiled: [CompiledPolicy]) {
    var known: [String: (name: String, place: Place)] = [:]
    for compiled in compiled {
      let context = compiled.conditions.map { Printer().print($0.checked.tree.root) }.sorted().joined(separator: "\n")
      for validation in compiled.validations {
        // Expressions over parameters and variables have a different meaning in another policy.
        let isOwn = validation.program.checked.variables.contains {
          $0.hasPrefix("params") || $0.hasPrefix("variables")
        }
        let key =
          Printer().print(validation.program.checked.tree.root) + "\n" + context
          + (isOwn ? "\n" + compiled.policy.name.value : "")
        let place = validation.validation.expression.place
        if known[key]?.name == validation.code.description { continue }  // one policy with two bindings
        guard let first = known[key] else {
          known[key] = (validation.code.description, place)
          continue
        }
        report(
          .policyDuplicate, "`\(validation.code)` asks for the same as `\(first.name)`", at: place,
          help: "remove one of them: every violation is reported twice")
      }
    }
  }
}
