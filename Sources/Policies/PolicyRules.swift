import Findings
public import Rules

/// The documentation of findings in policies and exceptions themselves.
public enum PolicyRules {
  /// Every code with its documentation.
  public static let entries: [RuleEntry] = [
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
      .budgetOver, "budget-over", severity: .warning, "No budget is past its last day, or within two weeks of it.",
      "From the next day on it limits nothing, and whoever relied on it should know. Before that day this is a note.",
      example: "kind: Budget\nspec: {until: 2025-12-31}", fixed: "kind: Budget\nspec: {until: 2027-12-31}",
      fix: "Write a later day, or remove the budget if another takes its place."),
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
      "A limit that is misread does not limit anything, and a policy without the parameters that it needs denies everything; `policy check` warns of it.",
      example: "spec: {cap: a lot}", fixed: "spec: {cap: \"5000.00\"}",
      fix: "Correct the value, the schema, or the name that `paramRef` gives."),
    RuleEntry(
      .policyName, "policy-name", "Names are well formed, and given once.",
      "They are the codes of findings and the targets of exceptions, so they must tell policies apart.",
      example: "metadata: {name: my policy}", fixed: "metadata: {name: my-policy}", fix: "Choose another name."),
    RuleEntry(
      .policyUnsupported, "policy-unsupported", "A policy of Kubernetes asks for nothing that only a cluster has.",
      "There is nobody to ask who may do what; a policy that rests on the answer would decide at random.",
      example: "expression: authorizer.path('/').check('get').allowed()", fixed: "expression: object.spec.replicas < 5",
      fix: "Remove that part, or keep the policy in its cluster."),
    RuleEntry(
      .policyUnusedVariable, "policy-unused-variable", severity: .warning, "Every variable of a policy is used.",
      "What is not used is a leftover, or the sign of a misspelt name.",
      example:
        "variables: [{name: team, expression: object.metadata.labels.team}]\nvalidations: [{expression: object.spec.costSavings}]",
      fixed: "variables: []\nvalidations: [{expression: object.spec.costSavings}]", fix: "Remove it, or use it."),
    RuleEntry(
      .policyUnusedParameter, "policy-unused-parameter", severity: .warning, "Every parameter of a policy is used.",
      "Whoever sets a parameter expects that it counts.",
      example: "paramSchema: {type: object, properties: {cap: {type: string, format: money}}}",
      fixed: "expression: cost.selected.monthly.expected <= params.cap", fix: "Remove it from the schema, or use it."),
    RuleEntry(
      .policyConstant, "policy-constant", severity: .warning,
      "No validation and no comparison always comes out the same.",
      "One that is always true finds nothing; one that is never true denies everything, such as one that reads a parameter which is not given.",
      example: "expression: \"'gpu'.startsWith('g')\"",
      fixed: "expression: object.spec.instanceTypes.all(t, t.startsWith('g'))",
      fix: "Let it depend on the request, and ask with `has()` for what may be absent."),
    RuleEntry(
      .policyUnreachable, "policy-unreachable", severity: .warning, "Every validation can be reached, and can fail.",
      "A match condition that is never true, or that asks for what a validation asks for, leaves nothing to find; nor does a rule with a resource that does not exist.",
      example: "matchConditions: [{name: never, expression: '1 > 2'}]",
      fixed: "matchConditions: [{name: production, expression: object.metadata.labels.environment == 'production'}]",
      fix: "Correct the condition, or remove what it makes useless."),
    RuleEntry(
      .policyDuplicate, "policy-duplicate", severity: .warning, "No two validations ask for the same.",
      "Every violation would be reported twice.",
      example:
        "validations: [{name: a, expression: object.spec.costSavings}, {name: b, expression: object.spec.costSavings}]",
      fixed: "validations: [{name: a, expression: object.spec.costSavings}]", fix: "Remove one of them."),
    RuleEntry(
      .policyCost, "policy-cost", severity: .warning, "No expression may cost more than an evaluation is allowed to.",
      "A request for which it does is denied, since the policy has no answer.",
      example:
        "expression: object.spec.instanceTypes.all(a, object.spec.instanceTypes.all(b, object.spec.instanceTypes.all(c, a + b != c)))",
      fixed: "expression: object.spec.instanceTypes.all(a, a != '')",
      fix: "Simplify the part that the message points at."),
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
