/// The codes of findings that come from reading documents and pricing requests, rather than from a rule's own file.
extension RuleCode {
  /// Text that is not YAML or JSON.
  package static let syntax: RuleCode = "TG001"
  /// A file that exceeds a limit.
  package static let limit: RuleCode = "TG002"
  /// A file that is not UTF-8.
  package static let encoding: RuleCode = "TG003"
  /// A repeated key.
  package static let duplicateKey: RuleCode = "TG004"
  /// A YAML feature that is not supported here.
  package static let unsupportedYAML: RuleCode = "TG005"
  /// An unsupported API version.
  package static let wrongVersion: RuleCode = "TG010"
  /// A kind other than cluster request.
  package static let wrongKind: RuleCode = "TG011"
  /// An unknown field.
  package static let unknownField: RuleCode = "TG012"
  /// A value of the wrong type.
  package static let wrongType: RuleCode = "TG013"
  /// A missing required field.
  package static let missingField: RuleCode = "TG014"
  /// A cloud that the control plane does not support.
  package static let unknownProvider: RuleCode = "TG015"
  /// An external ID with two sources, or with an invalid source.
  package static let externalIdSource: RuleCode = "TG016"
  /// An external ID repeated in another field.
  package static let externalIdRepeated: RuleCode = "TG017"
  /// An invalid configuration.
  package static let configuration: RuleCode = "TG020"
  /// An invalid cost profile.
  package static let costProfile: RuleCode = "TG021"
  /// An invalid scenario or load profile of a what-if.
  package static let scenario: RuleCode = "TG022"
  /// A request whose cost exceeds exact arithmetic.
  package static let notPriced: RuleCode = "TG513"
  /// An exception that cannot be granted.
  package static let exceptionRefused: RuleCode = "TG601"
  /// An exception whose last day has passed.
  package static let exceptionExpired: RuleCode = "TG602"
  /// An exception whose last day is near.
  package static let exceptionExpiring: RuleCode = "TG603"
  /// An exception that excuses nothing.
  package static let exceptionUnused: RuleCode = "TG604"
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
