import Findings
public import CEL

/// How a policy arrived at its result for an object.
public struct PolicyExplanation: Sendable {
  /// The policy.
  public let policy: Policy
  /// The name of the parameters; nil if the policy takes none.
  public let parameters: String?
  /// Its match conditions and, if all of them hold, its validations.
  public let parts: [Part]

  /// A condition or validation, with the values in it.
  public struct Part: Sendable {
    /// The name of the part.
    public let name: String
    /// Whether it is a match condition.
    public let isCondition: Bool
    /// The expression.
    public let expression: EmbeddedExpression
    /// The values of its parts.
    public let trace: Trace
    /// The expression of a violation's message, with the values in it; nil if there is no violation, or only a text.
    let message: (expression: EmbeddedExpression, trace: Trace)?
  }

  /// Whether the policy applies to the object: every match condition is true.
  public var applies: Bool {
    parts.filter(\.isCondition).allSatisfy { part in
      if case .success(.bool(true)) = part.trace.result { true } else { false }
    }
  }
}

extension PolicySet {
  /// Explains the result of each policy that applies to an object, or only of the policy with a given name.
  public func explain(_ subject: PolicySubject, policy name: String? = nil) -> [PolicyExplanation] {
    compiled.filter { $0.applies(to: subject) && (name == nil || $0.policy.name.value == name) }
      .flatMap { policy in
        guard let values = subject.values(for: policy.policy.dialect),
          let bindings = try? policy.environment.bind(values)
        else { return [PolicyExplanation]() }
        return policy.instances(for: subject).map { Self.explanation(policy, $0, bindings) }
      }
  }

  private static func message(
    of compiled: CompiledPolicy.CompiledValidation, _ bindings: Bindings
  ) -> (expression: EmbeddedExpression, trace: Trace)? {
    guard let expression = compiled.validation.messageExpression, let program = compiled.message else { return nil }
    return (expression, program.trace(bindings))
  }

  private static func explanation(
    _ compiled: CompiledPolicy, _ instance: CompiledPolicy.Instance, _ bindings: Bindings
  ) -> PolicyExplanation {
    let policy = compiled.policy
    let conditions = zip(policy.matchConditions, instance.conditions).map { condition, program in
      PolicyExplanation.Part(
        name: condition.name.value, isCondition: true, expression: condition.expression,
        trace: program.trace(bindings), message: nil)
    }
    let explanation = PolicyExplanation(
      policy: policy, parameters: instance.parameters?.value, parts: conditions)
    guard explanation.applies else { return explanation }
    let validations = instance.validations.map { compiled in
      let trace = compiled.program.trace(bindings)
      let isViolated = if case .success(.bool(false)) = trace.result { true } else { false }
      return PolicyExplanation.Part(
        name: compiled.validation.name.value, isCondition: false, expression: compiled.validation.expression,
        trace: trace, message: isViolated ? message(of: compiled, bindings) : nil)
    }
    return PolicyExplanation(
      policy: policy, parameters: instance.parameters?.value, parts: conditions + validations)
  }
}
