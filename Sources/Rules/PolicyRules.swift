import Documents

/// The documentation of what is found in policies and exceptions themselves.
enum PolicyRules {
  static let entries: [RuleEntry] = [
    RuleEntry(
      .exceptionRefused, "exception-refused", "An exception names findings that may be excused.",
      "A waiver of what cannot be waived, or of what does not exist, would leave its author in a false belief.",
      example: "kind: PolicyException\nspec: {findings: [TG101]}",
      fixed: "kind: PolicyException\nspec: {findings: [monthly-budget/cap]}",
      fix: "Name a validation of a policy that allows exceptions, or a waivable rule (`tollgate rules`)."),
    RuleEntry(
      .exceptionExpired, "exception-expired", severity: .warning, "No exception is past its last day.",
      "From that day on it excuses nothing, and whoever relied on it should know.",
      example: "kind: PolicyException\nspec: {expires: 2025-12-31}",
      fixed: "kind: PolicyException\nspec: {expires: 2027-12-31}", fix: "Remove it, or have it granted again."),
    RuleEntry(
      .exceptionExpiring, "exception-expiring", severity: .note, "No exception has its last day within two weeks.",
      "What it excuses will deny requests soon.",
      example: "kind: PolicyException\nspec: {expires: 2026-12-01}",
      fixed: "kind: PolicyException\nspec: {expires: 2027-12-31}",
      fix: "Mend what it excuses, or have it granted again."),
    RuleEntry(
      .exceptionUnused, "exception-unused", severity: .warning, "Every exception excuses a finding of some request.",
      "A waiver that nobody needs any more may one day excuse what nobody meant it for.",
      example: "kind: PolicyException\nspec: {requests: {matchLabels: {team: dissolved}}}",
      fixed: "kind: PolicyException\nspec: {requests: {matchLabels: {team: vision}}}", fix: "Remove it."),
    RuleEntry(
      .policyExpression, "policy-expression", "Every expression of a policy compiles and has the type that it needs.",
      "A misspelt field or a comparison of unlike things is found when the policy is loaded, not when it decides.",
      example: "expression: object.spec.regin == 'us-east-1'", fixed: "expression: object.spec.region == 'us-east-1'",
      fix: "Correct the expression; `tollgate cel` tries one out."),
    RuleEntry(
      .policyDocument, "policy-document", "The fields of a policy go together.",
      "Kubernetes refuses the same combinations.",
      example: "validationActions: [Deny, Warn]", fixed: "validationActions: [Deny]",
      fix: "Correct the place that the message names."),
    RuleEntry(
      .policyParameters, "policy-parameters", "Parameters are of the types that the policy's schema asks for.",
      "A limit that is misread is no limit.",
      example: "spec: {cap: a lot}", fixed: "spec: {cap: \"5000.00\"}", fix: "Correct the value, or the schema."),
    RuleEntry(
      .policyName, "policy-name", "Names are well formed, and given once.",
      "They are the codes of findings and the targets of exceptions, so they must tell policies apart.",
      example: "metadata: {name: my policy}", fixed: "metadata: {name: my-policy}", fix: "Choose another name."),
    RuleEntry(
      .policyUnsupported, "policy-unsupported", "A policy of Kubernetes asks for nothing that only a cluster has.",
      "Namespaces and authorisers do not exist here; a policy that rests on them would decide at random.",
      example: "expression: authorizer.path('/').check('get').allowed()", fixed: "expression: object.spec.replicas < 5",
      fix: "Remove that part, or keep the policy in its cluster."),
  ]
}

extension RuleEntry {
  fileprivate init(
    _ code: RuleCode, _ name: String, severity: Severity = .error, _ checks: String, _ why: String, example: String,
    fixed: String, fix: String
  ) {
    self.init(
      code: code, name: name, severity: severity,
      documentation: RuleDocumentation(checks: checks, why: why, example: example, fixed: fixed, fix: fix))
  }
}
