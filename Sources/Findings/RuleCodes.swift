/// The codes of findings that come from reading documents and pricing requests, rather than from a rule's own file.
extension RuleCode {
  /// Text that is not YAML or JSON.
  package static let syntax: RuleCode = "TG001"
  /// A file beyond a limit.
  package static let limit: RuleCode = "TG002"
  /// A file that is not UTF-8.
  package static let encoding: RuleCode = "TG003"
  /// A key that is given twice.
  package static let duplicateKey: RuleCode = "TG004"
  /// A part of YAML that has no meaning here.
  package static let unsupportedYAML: RuleCode = "TG005"
  /// Another API version than ours.
  package static let wrongVersion: RuleCode = "TG010"
  /// Another kind than a cluster request.
  package static let wrongKind: RuleCode = "TG011"
  /// A field that nobody knows.
  package static let unknownField: RuleCode = "TG012"
  /// A value of the wrong type.
  package static let wrongType: RuleCode = "TG013"
  /// A field that is needed and absent.
  package static let missingField: RuleCode = "TG014"
  /// A cloud that the control plane does not know.
  package static let unknownProvider: RuleCode = "TG015"
  /// An external id with two sources, or with something that is not a source.
  package static let externalIdSource: RuleCode = "TG016"
  /// An external id that is repeated in another field.
  package static let externalIdRepeated: RuleCode = "TG017"
  /// A configuration that asks for what cannot be.
  package static let configuration: RuleCode = "TG020"
  /// A cost profile that cannot be used.
  package static let costProfile: RuleCode = "TG021"
  /// A scenario or load profile of a what-if that asks for what cannot be.
  package static let scenario: RuleCode = "TG022"
  /// A request whose cost is beyond exact arithmetic.
  package static let notPriced: RuleCode = "TG513"
  /// An exception that cannot be granted.
  package static let exceptionRefused: RuleCode = "TG601"
  /// An exception whose last day is over.
  package static let exceptionExpired: RuleCode = "TG602"
  /// An exception whose last day is near.
  package static let exceptionExpiring: RuleCode = "TG603"
  /// An exception that excuses nothing.
  package static let exceptionUnused: RuleCode = "TG604"
  /// An expression of a policy that does not compile.
  package static let policyExpression: RuleCode = "TG701"
  /// A policy document whose fields do not go together.
  package static let policyDocument: RuleCode = "TG702"
  /// Parameters that are missing or do not fit.
  package static let policyParameters: RuleCode = "TG703"
  /// A name that is given twice or is not a name.
  package static let policyName: RuleCode = "TG704"
  /// A part of Kubernetes' policies that has no meaning here.
  package static let policyUnsupported: RuleCode = "TG705"
  /// A variable of a policy that is not used.
  package static let policyUnusedVariable: RuleCode = "TG711"
  /// A parameter of a policy that is not used.
  package static let policyUnusedParameter: RuleCode = "TG712"
  /// A validation whose value is always the same.
  package static let policyConstant: RuleCode = "TG713"
  /// A part of a policy that is never evaluated, or whose outcome a match condition decides.
  package static let policyUnreachable: RuleCode = "TG714"
  /// Two validations that ask for the same.
  package static let policyDuplicate: RuleCode = "TG715"
  /// An expression that may cost more than an evaluation is allowed to.
  package static let policyCost: RuleCode = "TG716"
}
