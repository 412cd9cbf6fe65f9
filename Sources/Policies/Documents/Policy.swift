import CEL
public import Documents
public import Findings
public import Platform

/// An organisation's rules over requests, as a document says them.
///
/// The fields of `spec` are those of Kubernetes' ValidatingAdmissionPolicy by their names
/// (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/), with a few of our own.
public struct Policy: Sendable {
  /// `metadata.name`, the first part of the codes of its findings.
  public let name: Located<String>
  /// `metadata.labels`.
  public let labels: [String: String]
  /// Where the document begins.
  public let place: Place
  /// Whether the document is one of Kubernetes' own.
  public let dialect: Dialect
  /// What the policy is for, in a sentence or two.
  public let description: String?
  /// Who answers for it.
  public let owner: String?
  /// What to do about its findings.
  public let remediation: String?
  /// Whether exceptions may excuse its findings.
  public let allowsExceptions: Bool
  /// What becomes of a request for which an expression has no value.
  public let failurePolicy: FailurePolicy
  /// What a violation leads to.
  public let actions: Set<Action>
  /// The type of its parameters.
  public let parameterSchema: ParameterSchema?
  /// Which parameters it is evaluated with.
  public let parameterReference: ParameterReference?
  /// Which objects a policy of Kubernetes is about; nil is all.
  public let matchConstraints: MatchConstraints?
  /// Conditions of which all must hold for the policy to apply.
  public let matchConditions: [NamedExpression]
  /// Values that later expressions know as `variables.name`.
  public let variables: [NamedExpression]
  /// What must hold.
  public let validations: [Validation]
  /// Texts that are kept with the verdict.
  public let auditAnnotations: [NamedExpression]

  /// Which expressions a policy may use.
  public enum Dialect: String, Sendable {
    /// Ours: everything is typed.
    case tollgate
    /// `admissionregistration.k8s.io`: `object`, `params` and `request` are of any type.
    case kubernetes
  }

  /// What becomes of a request for which an expression has no value.
  public enum FailurePolicy: String, Sendable, CaseIterable {
    /// It counts as a violation.
    case fail = "Fail"
    /// It counts as no violation.
    case ignore = "Ignore"
  }

  /// What a violation leads to.
  public enum Action: String, Sendable, CaseIterable {
    /// The request is denied.
    case deny = "Deny"
    /// A warning.
    case warn = "Warn"
    /// A note.
    case audit = "Audit"
  }

  /// The severity of its findings.
  public var severity: Severity { actions.contains(.deny) ? .error : actions.contains(.warn) ? .warning : .note }

  /// The code of a validation's findings.
  public func code(of validation: Validation) -> RuleCode { RuleCode("\(name.value)/\(validation.name.value)") }
}

/// An expression with a name.
public struct NamedExpression: Sendable {
  /// The name.
  public let name: Located<String>
  /// The expression.
  public let expression: EmbeddedExpression
}

/// One thing that must hold.
public struct Validation: Sendable {
  /// The name, the second part of the code of its findings.
  public let name: Located<String>
  /// What must be true.
  public let expression: EmbeddedExpression
  /// What a finding says.
  public let message: String?
  /// An expression that makes what a finding says; where it has no value, `message` is taken.
  public let messageExpression: EmbeddedExpression?
  /// Why, in a word.
  public let reason: Reason?
  /// What to do about its findings; else the policy's.
  public let remediation: String?

  /// The words that Kubernetes has for a reason
  /// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/).
  public enum Reason: String, Sendable, CaseIterable {
    /// Who asks is not known.
    case unauthorized = "Unauthorized"
    /// Who asks may not have it.
    case forbidden = "Forbidden"
    /// What is asked for makes no sense.
    case invalid = "Invalid"
    /// What is asked for is too much.
    case tooLarge = "RequestEntityTooLarge"
  }
}

/// Which parameters a policy is evaluated with.
public struct ParameterReference: Sendable {
  /// The name of a `PolicyParameters`.
  public let name: Located<String>?
  /// Labels that `PolicyParameters` must have.
  public let selector: LabelSelector?
  /// The namespace of the parameters, in policies of Kubernetes.
  let namespace: String?
  /// What happens where there are none.
  public let whenMissing: WhenMissing
  /// Where it stands.
  public let place: Place

  /// What happens where there are no parameters.
  public enum WhenMissing: String, Sendable, CaseIterable {
    /// Every request passes: the policy is not in force.
    case allow = "Allow"
    /// Every request is denied.
    case deny = "Deny"
  }
}

/// Values for policies.
public struct PolicyParameters: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// `metadata.labels`.
  public let labels: [String: String]
  /// The whole document of Kubernetes' dialect, or `spec`.
  public let values: Node
}

/// A documented waiver of findings.
public struct PolicyException: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// The codes that it excuses: `policy/validation`, `policy/*` or a built-in rule's.
  public let findings: [Located<String>]
  /// Labels that the request must have.
  public let selector: LabelSelector?
  /// What must be true of the request.
  public let expression: EmbeddedExpression?
  /// Why it is granted.
  public let reason: String
  /// Where that was decided.
  public let ticket: String
  /// Who decided.
  public let approvedBy: String
  /// The last day on which it counts.
  public let expires: Located<CalendarDate>
  /// Where the document begins.
  public let place: Place
}
