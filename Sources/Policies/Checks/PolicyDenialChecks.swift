import CEL
import Findings
import Spelling

/// Checks for policies that load but deny every request.
extension PolicyChecks {
  /// Reports required parameters that do not exist.
  mutating func lookForMissingParameters(_ compiled: CompiledPolicy, _ documents: PolicyDocuments) {
    let policy = compiled.policy
    guard let reference = policy.parameterReference, compiled.instances.contains(where: { $0.failure != nil }) else {
      return
    }
    let consequence =
      policy.failurePolicy == .fail || policy.dialect == .tollgate
      ? "every request is denied" : "it finds nothing"
    guard let name = reference.name else {
      report(
        .policyParameters, "the `selector` of `paramRef` matches no parameters, so that \(consequence)",
        at: reference.place,
        help: "give parameters with these labels, or write `parameterNotFoundAction: Allow`")
      return
    }
    let names = documents.parameters.map(\.name.value)
    let nearest = policy.dialect == .tollgate ? Spelling.nearest(to: name.value, in: names).first : nil
    report(
      .policyParameters,
      "there are no parameters `\(printable(name.value, limit: 80))`, so that \(consequence)", at: name.place,
      help: nearest.map { Spelling.question($0) }
        ?? "give parameters of this name, or write `parameterNotFoundAction: Allow`")
  }

  /// Reports expressions that always fail to evaluate.
  mutating func lookForFailures(_ compiled: CompiledPolicy) {
    for instance in compiled.instances where instance.failure == nil {
      let known = instance.values
      lookForFailures(
        compiled, knowing: known, when: instance.parameters.map { "with the parameters `\($0.value)`" },
        help: "ask with `has(…)` whether it is there, or read it with `.?` and `orValue(…)`")
      guard compiled.dialect == .kubernetes, !asksForOperation(compiled) else { continue }
      let operations = compiled.constraints?.rules.flatMap(\.operations) ?? ["*"]
      let isAbout = { (operation: String) in operations.contains { $0 == operation || $0 == "*" } }
      if isAbout("CREATE") {
        let values = known.merging([PolicyVariables.oldObject: .null]) { $1 }
        lookForFailures(
          compiled, knowing: values, when: "on `CREATE`, where `oldObject` is null",
          help: "write `oldObject == null || …`")
      }
      if isAbout("DELETE") {
        let values = known.merging([PolicyVariables.object: .null]) { $1 }
        lookForFailures(
          compiled, knowing: values, when: "on `DELETE`, where `object` is null",
          help: "leave `DELETE` out of the rules, or write `object == null || …`")
      }
    }
  }

  /// Whether the match conditions check the operation, so that the validations may depend on it.
  private func asksForOperation(_ compiled: CompiledPolicy) -> Bool {
    compiled.conditions.contains { condition in
      !condition.checked.variables.isDisjoint(with: [
        PolicyVariables.request, PolicyVariables.object, PolicyVariables.oldObject,
      ])
    }
  }

  private mutating func lookForFailures(
    _ compiled: CompiledPolicy, knowing values: [String: Value], when: String?, help: String
  ) {
    let policy = compiled.policy
    let finder = CertainFailures(compiled.environment, knowing: values)
    if compiled.conditions.contains(where: { finder.isFalse($0.checked.tree) }) { return }
    let reason = when.map { " \($0)" } ?? ""
    func lacks(_ what: String, _ failure: CertainFailures.Failure) -> String {
      "\(what) never has a value\(reason): \(printable(failure.message))"
    }
    for (condition, program) in zip(policy.matchConditions, compiled.conditions) {
      guard let failure = finder.whyNoValue(program.checked.tree) else { continue }
      report(
        .policyConstant, lacks("the match condition `\(condition.name.value)`", failure),
        at: condition.expression.place(of: failure.range), help: help)
    }
    for validation in compiled.validations where Self.constant(validation.program) == nil {
      guard let failure = finder.whyNeverTrue(validation.program.checked.tree) else { continue }
      report(
        .policyConstant,
        "the validation `\(validation.validation.name.value)` is never true\(reason): \(printable(failure.message))",
        at: validation.validation.expression.place(of: failure.range), help: help)
    }
    for (annotation, program) in zip(policy.auditAnnotations, compiled.annotations) {
      guard let failure = finder.whyNoValue(program.program.checked.tree) else { continue }
      report(
        .policyConstant, lacks("the audit annotation `\(annotation.name.value)`", failure),
        at: annotation.expression.place(of: failure.range), help: help)
    }
  }

  // MARK: Values that do not occur

  /// Reports comparisons with texts that a field never has.
  mutating func lookForImpossibleComparisons(_ compiled: CompiledPolicy) {
    let policy = compiled.policy
    let variables = zip(policy.variables, compiled.definitions).map { ($0.expression, $1.checked) }
    let conditions = zip(policy.matchConditions, compiled.conditions).map { ($0.expression, $1.checked) }
    let validations = compiled.validations.map { ($0.validation.expression, $0.program.checked) }
    for (expression, checked) in variables + conditions + validations {
      for comparison in ImpossibleComparisons.find(in: checked, parameters: policy.parameterSchema) {
        let values = comparison.values.map { "`\($0)`" }.joined(separator: ", ")
        let nearest = Spelling.nearest(to: comparison.text, in: comparison.values).first
        report(
          .policyConstant,
          "`\(printable(comparison.text, limit: 80))` is never \(Self.role(comparison)) `\(comparison.field)`",
          at: expression.place(of: comparison.range),
          help: nearest.map { Spelling.question($0) }
            ?? (comparison.values.count == 1 ? "it is \(values)" : "there are \(values)"))
      }
    }
  }

  private static func role(_ comparison: ImpossibleComparisons.Comparison) -> String {
    comparison.field.hasSuffix("s") ? "one of" : "the value of"
  }

  /// Reports resources that do not exist in the group of a rule, such as `pod` for `pods`.
  mutating func lookForUnknownResources(_ compiled: CompiledPolicy, _ names: ResourceNames) {
    for rule in compiled.constraints?.allRules ?? [] {
      let known = rule.groups.map { names.plurals(ofGroup: $0) }
      guard !known.isEmpty, !known.contains(where: { $0 == nil }) else { continue }
      let plurals = known.compactMap(\.self).flatMap(\.self)
      for (pattern, place) in zip(rule.resources, rule.places) {
        let name = pattern.split(separator: "/", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        guard name != "*", !plurals.contains(name) else { continue }
        let groups = rule.groups.map { $0.isEmpty ? "the core group" : "`\(printable($0, limit: 80))`" }
        report(
          .policyUnreachable,
          "there is no resource `\(printable(name, limit: 80))` in \(groups.joined(separator: ", "))", at: place,
          help: Spelling.nearest(to: name, in: plurals).first.map { Spelling.question($0) }
            ?? "rules name resources by their plurals, as `kubectl api-resources` does")
      }
    }
  }
}
