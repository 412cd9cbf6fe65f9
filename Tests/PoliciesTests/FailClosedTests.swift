import Rules
import Platform
import Costs
import Documents
import Findings
import Foundation
import Gate
import Requests
import TestSupport
import Testing

@testable import Policies

/// What could let a request pass in silence, or a secret out.
@Suite struct FailClosedTests {
  private func policies(_ text: String, name: String = "policies.yaml") throws -> PolicySet {
    let documents = PolicyDocuments(sources: [SourceFile(name: name, text: text)])
    return PolicySet(documents, catalog: try Repository.catalog.get())
  }

  private func findings(_ text: String, name: String = "policies.yaml") throws -> [Finding] {
    try policies(text, name: name).findings
  }

  private func verdict(_ policies: PolicySet, _ request: String) throws -> Verdict {
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: policies,
      asOf: Repository.day)
    return gate.evaluate(try #require(RequestText.drafts(request).first))
  }

  private static let kubernetes = """
    kind: ValidatingAdmissionPolicy
    metadata: {name: p}
    spec: {validations: [{expression: "true"}]}
    """

  @Test(arguments: [
    ("apiVersion: tollgate/v1\nmetadata: {name: p}", "the document lacks the field `kind`"),
    ("kind: Policy\nmetadata: {name: p}", "the document lacks the field `apiVersion`"),
    ("apiVersion: tollgate/v2\nkind: Policy", "`apiVersion` is `tollgate/v2`, not `tollgate/v1`"),
    ("apiVersion: tollgate/v1\nkind: Polcy", "there is no kind `Polcy`"),
    ("apiVersion: Tollgate/v1\nkind: Policy", "`apiVersion` is `Tollgate/v1`, not `tollgate/v1`"),
    ("apiVersion: v1\nkind: PolicyParameters", "`apiVersion` is `v1`, not `tollgate/v1`"),
    (
      "apiVersion: admissionregistration.k8s.io/v1alpha1\n" + kubernetes,
      "`apiVersion` is `admissionregistration.k8s.io/v1alpha1`, not `admissionregistration.k8s.io/v1`"
    ),
    (
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmisionPolicy",
      "there is no kind `ValidatingAdmisionPolicy`"
    ),
    ("apiVersion: admissionregistration.k8s.io/v1", "the document lacks the field `kind`"),
    (kubernetes, "the document lacks the field `apiVersion`"),
    (
      "apiVersion: v1\nkind: List\nitems: [{apiVersion: tollgate/v1, kind: Policy}]",
      "policies in a `List` are not read"
    ),
  ])
  func `what looks like a policy and is none is an error`(text: String, message: String) throws {
    let found = try findings(text)
    #expect(found.map(\.message) == [message])
    #expect(found.allSatisfy { $0.severity == .error })
  }

  @Test func `a policy without a binding is named`() throws {
    let text = "apiVersion: admissionregistration.k8s.io/v1\n" + Self.kubernetes
    let policies = try policies(text)
    #expect(policies.inert == ["p"] && policies.count == 1)
    #expect(policies.findings.map(\.message) == ["the policy `p` has no binding, so that it is not in force"])
  }

  @Test func `policies in a sequence are an error`() throws {
    let text = "- {apiVersion: tollgate/v1, kind: Policy, metadata: {name: p}, spec: {validations: []}}"
    #expect(try findings(text).map(\.message) == ["policies in a sequence are not read"])
    #expect(try findings("- {kind: ConfigMap}").isEmpty)
  }

  @Test func `a pipe in a policy folder is an error and does not hang`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(mkfifo(folder + "/policies.yaml", 0o600) == 0)
    let errors = PolicyDocuments(paths: [folder]).fileErrors
    #expect(errors == [.notRegular(path: folder + "/policies.yaml")])
  }

  @Test func `a rule of Kubernetes for other operations only is a warning`() throws {
    let text = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints:
          resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: [UPDATE], resources: ["*"]}]
        validations: [{expression: object.spec.costSavings}]
      """
    let findings = try findings(text)
    #expect(findings.contains { $0.severity == .warning && $0.message.contains("all of them are `CREATE`") })
  }

  @Test func `a policy among tests is an error`() throws {
    let text =
      "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: p}\nspec: {validations: [{expression: \"true\"}]}"
    #expect(try findings(text, name: "a.test.yaml").map(\.message) == ["a `Policy` in a file of tests is not in force"])
  }

  @Test(arguments: ["parameters", "match-conditions", "audit-annotations"])
  func `a validation cannot have the code of a policy that has no answer`(name: String) throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec: {validations: [{name: \(name), expression: object.spec.costSavings}]}
      """
    #expect(try findings(text).contains { $0.message.contains("cannot be called `\(name)`") })
  }

  @Test func `an exception of everything does not excuse a policy that could not be evaluated`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        paramSchema: {type: object, properties: {region: {type: string}}}
        paramRef: {name: missing}
        validations: [{name: v, expression: object.spec.region == params.region}]
      ---
      apiVersion: tollgate/v1
      kind: PolicyException
      metadata: {name: all}
      spec: {findings: ["p/*"], requests: {}, reason: r, ticket: t, approvedBy: a, expires: 2030-01-01}
      """
    let policies = try policies(text)
    let verdict = try verdict(policies, RequestText.approved)
    #expect(!verdict.isApproved)
    #expect(verdict.findings.contains { $0.code.description == "p/parameters" && $0.exception == nil })
  }

  @Test(arguments: [
    "object.spec.externalId.matches('^q') ? 'yes' : 'no'",
    "dyn(object.spec.externalId).matches('^q') ? 'yes' : 'no'",
    "variables.told ? 'yes' : 'no'",
  ])
  func `what is shown does not tell what an external id matches`(expression: String) throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        variables: [{name: told, expression: "object.spec.externalId.matches('^q')"}]
        validations:
          - name: v
            expression: "!variables.told"
            message: plain
            messageExpression: \(JSONValue.string(expression).canonical)
        auditAnnotations: [{key: a, valueExpression: \(JSONValue.string(expression).canonical)}]
      """
    let policies = try policies(text)
    #expect(policies.findings.isEmpty)
    let request = try RequestText.patched("{spec: {externalId: q7Wm2xVb9LkT4zHd8Rs, externalIdFrom: null}}")
    let verdict = try verdict(policies, request)
    let shown = verdict.findings.map(\.message) + verdict.annotations.map(\.value)
    #expect(verdict.findings.contains { $0.code.description == "p/v" && $0.message == "plain" })
    #expect(!shown.contains("yes") && !shown.contains("no"))
  }

  @Test(arguments: ["validations", "matchConditions"])
  func `nor does the message of what has no value`(list: String) throws {
    let told = "{'x': true}[object.spec.externalId.matches('^q') ? 'starts-with-q' : 'no']"
    let other = list == "validations" ? "" : "  validations: [{name: w, expression: object.spec.costSavings}]"
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        \(list): [{name: v, expression: \(JSONValue.string(told).canonical)}]
      \(other)
      """
    let policies = try policies(text)
    #expect(policies.findings.isEmpty)
    let request = try RequestText.patched("{spec: {externalId: q7Wm2xVb9LkT4zHd8Rs, externalIdFrom: null}}")
    let verdict = try verdict(policies, request)
    #expect(!verdict.isApproved)
    #expect(verdict.findings.allSatisfy { !$0.message.contains("starts-with-q") })
  }

  @Test func `a saving that lacks a price has no lower end, and can be asked for`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        validations:
          - {name: low, expression: "cost.savings.monthly.low > money('-1000000')"}
          - {name: has, expression: "!has(cost.savings.monthly.low) && !has(cost.normal.monthly.high)"}
      """
    let policies = try policies(text)
    #expect(policies.findings.isEmpty)
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: policies,
      asOf: Repository.day)
    let request = try RequestText.patched("{spec: {instanceTypes: [cg1.4xlarge]}}")
    let verdict = gate.evaluate(try #require(RequestText.drafts(request).first))
    let codes = verdict.findings.map(\.code.description).filter { $0.hasPrefix("p/") }
    #expect(codes == ["p/low"])
  }

  @Test(arguments: [".inf", "-.inf", ".nan"])
  func `a parameter that is not a finite number is an error`(number: String) throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        paramSchema: {type: object, properties: {most: {type: number}}}
        paramRef: {name: p, parameterNotFoundAction: Allow}
        validations: [{name: v, expression: object.spec.workload.load < params.most}]
      ---
      apiVersion: tollgate/v1
      kind: PolicyParameters
      metadata: {name: p}
      spec: {most: \(number)}
      """
    #expect(try findings(text).map(\.message) == ["`\(number)` is not a finite number"])
  }

  @Test func `variables that name one another twice are looked into once`() throws {
    let variables = (1..<60).map { "{name: v\($0), expression: variables.v\($0 - 1) && variables.v\($0 - 1)}" }
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        variables: [{name: v0, expression: object.spec.region != ''}, \(variables.joined(separator: ", "))]
        validations: [{name: v, expression: "!variables.v59"}]
      """
    let policies = try policies(text)
    #expect(policies.findings.isEmpty)
    let verdict = try verdict(policies, RequestText.approved)
    let finding = try #require(verdict.findings.first { $0.code.description == "p/v" })
    #expect(finding.place.pointer.description == "/spec/region")
  }

  @Test func `an external id that stands elsewhere too is not shown`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        validations:
          - {name: v, expression: object.metadata.labels.team == '', messageExpression: "'team ' + object.metadata.labels.team"}
      """
    let policies = try policies(text)
    let request = try RequestText.patched(
      "{metadata: {labels: {team: q7Wm2xVb9LkT4zHd8Rs}}, spec: {externalId: q7Wm2xVb9LkT4zHd8Rs, externalIdFrom: null}}"
    )
    let verdict = try verdict(policies, request)
    #expect(verdict.findings.contains { $0.code.description == "p/v" })
    #expect(verdict.findings.allSatisfy { !$0.message.contains("q7Wm2xVb9LkT4zHd8Rs") })
  }
}
