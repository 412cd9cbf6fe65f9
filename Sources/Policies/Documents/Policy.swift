import CEL
public import Documents
public import Findings
public import Platform

/// An organization's rules for requests, as written in a document.
///
/// The fields of `spec` have the names of Kubernetes' ValidatingAdmissionPolicy
/// (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/), with a few additions.
public struct Policy: Sendable {
  /// `metadata.name`, the first part of the codes of its findings.
  public let name: Located<String>
  /// `metadata.labels`.
  public let labels: [String: String]
  /// The beginning of the document.
  public let place: Place
  /// The dialect of the document.
  public let dialect: Dialect
  /// The purpose of the policy, in a sentence or two.
  public let description: String?
  /// The owner of the policy.
  public let owner: String?
  /// What to do about its findings.
  public let remediation: String?
  /// Whether exceptions may excuse its findings.
  public let allowsExceptions: Bool
  /// What happens if an expression fails to evaluate.
  public let failurePolicy: FailurePolicy
  /// What a violation does.
  public let actions: Set<Action>
  /// The schema of its parameters.
  public let parameterSchema: ParameterSchema?
  /// The parameters that it is evaluated with.
  public let parameterReference: ParameterReference?
  /// The objects that a Kubernetes policy applies to; nil for all.
  public let matchConstraints: MatchConstraints?
  /// Conditions that must all hold for the policy to apply.
  public let matchConditions: [NamedExpression]
  /// Values that later expressions refer to as `variables.name`.
  public let variables: [NamedExpression]
  /// The validations that must hold.
  public let validations: [Validation]
  /// Texts that are recorded with the verdict.
  public let auditAnnotations: [NamedExpression]

  /// The expression dialect of a policy.
  public enum Dialect: String, Sendable {
    /// Ours: everything is typed.
    case tollgate
    /// `admissionregistration.k8s.io`: `object`, `params` and `request` are dynamically typed.
    case kubernetes
  }

  /// What happens if an expression fails to evaluate.
  public enum FailurePolicy: String, Sendable, CaseIterable {
    /// It counts as a violation.
    case fail = "Fail"
    /// It does not count as a violation.
    case ignore = "Ignore"
  }

  /// What a violation does.
  public enum Action: String, Sendable, CaseIterable {
    /// Denies the request.
    case deny = "Deny"
    /// Reports a warning.
    case warn = "Warn"
    /// Reports a note.
    case audit = "Audit"
  }

  /// The severity of its findings.
  public var severity: Severity { actions.contains(.deny) ? .error : actions.contains(.warn) ? .warning : .note }

  /// The code of the findings of a validation.
  public func code(of validation: Validation) -> RuleCode { RuleCode("\(name.value)/\(validation.name.value)") }
}

/// An expression with a name.
public struct NamedExpression: Sendable {
  /// The name.
  public let name: Located<String>
  /// The expression.
  public let expression: EmbeddedExpression
}

/// A condition that must hold.
public struct Validation: Sendable {
  /// The name, the second part of the code of its findings.
  public let name: Located<String>
  /// The expression that must be true.
  public let expression: EmbeddedExpression
  /// The message of a finding.
  public let message: String?
  /// An expression for the message of a finding; if it fails to evaluate, `message` is used.
  public let messageExpression: EmbeddedExpression?
  /// The reason, as one word.
  public let reason: Reason?
  /// What to do about its findings; if nil, the policy's remediation is used.
  public let remediation: String?

  /// The reasons that Kubernetes defines
  /// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/).
  public enum Reason: String, Sendable, CaseIterable {
    /// The user is unknown.
    case unauthorized = "Unauthorized"
    /// The user is not allowed to do this.
    case forbidden = "Forbidden"
    /// The request is invalid.
    case invalid = "Invalid"
    /// The request is too large.
    case tooLarge = "RequestEntityTooLarge"
  }
}

/// A reference to the parameters of a policy.
public struct ParameterReference: Sendable {
  /// The name of a `PolicyParameters`.
  public let name: Located<String>?
  /// Labels that the `PolicyParameters` must have.
  public let selector: LabelSelector?
  /// The namespace of the parameters, in Kubernetes policies.
  let namespace: String?
  /// What happens if there are none.
  public let whenMissing: WhenMissing
  /// The place of the reference.
  public let place: Place

  /// What happens if there are no parameters.
  public enum WhenMissing: String, Sendable, CaseIterable {
    /// The policy is inactive: every request passes.
    case allow = "Allow"
    /// Every request is denied.
    case deny = "Deny"
  }
}

/// Parameter values for policies.
public struct PolicyParameters: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// `metadata.labels`.
  public let labels: [String: String]
  /// The whole document in the Kubernetes dialect, otherwise `spec`.
  public let values: Node
}

/// A documented waiver of findings.
public struct PolicyException: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// The codes that it excuses: `policy/validation`, `policy/*`, or the code of a built-in rule.
  public let findings: [Located<String>]
  /// Labels that the request must have.
  public let selector: LabelSelector?
  /// A condition that the request must meet.
  public let expression: EmbeddedExpression?
  /// The reason for the exception.
  public let reason: String
  /// The ticket of the decision.
  public let ticket: String
  /// The person who approved it.
  public let approvedBy: String
  /// The last day on which it is valid.
  public let expires: Located<CalendarDate>
  /// The beginning of the document.
  public let place: Place
}
