package import Findings

/// The codes of findings in policies and exceptions themselves.
extension RuleCode {
  /// An exception that cannot be granted.
  package static let exceptionRefused: RuleCode = "TG601"
  /// An exception whose last day has passed.
  package static let exceptionExpired: RuleCode = "TG602"
  /// An exception whose last day is near.
  package static let exceptionExpiring: RuleCode = "TG603"
  /// An exception that excuses nothing.
  package static let exceptionUnused: RuleCode = "TG604"
  /// A budget whose last day has passed, or is near.
  package static let budgetOver: RuleCode = "TG606"
  /// An expression of a policy that does not compile.
  package static let policyExpression: RuleCode = "TG701"
  /// A policy document whose fields contradict each other.
  package static let policyDocument: RuleCode = "TG702"
  /// Missing or mismatched policy parameters.
  package static let policyParameters: RuleCode = "TG703"
  /// A name that is repeated or invalid.
  package static let policyName: RuleCode = "TG704"
  /// A feature of Kubernetes policies that is not supported here.
  package static let policyUnsupported: RuleCode = "TG705"
  /// An unused variable of a policy.
  package static let policyUnusedVariable: RuleCode = "TG711"
  /// An unused parameter of a policy.
  package static let policyUnusedParameter: RuleCode = "TG712"
  /// A validation with a constant result.
  package static let policyConstant: RuleCode = "TG713"
  /// A part of a policy that is never evaluated, or whose result a match condition decides.
  package static let policyUnreachable: RuleCode = "TG714"
  /// Two validations that require the same.
  package static let policyDuplicate: RuleCode = "TG715"
  /// An expression that may exceed the cost limit of an evaluation.
  package static let policyCost: RuleCode = "TG716"
}
