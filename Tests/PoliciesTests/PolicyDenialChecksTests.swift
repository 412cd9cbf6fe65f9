import Documents
import Findings
import TestSupport
import Testing

@testable import Policies

/// What `policy check` says of policies that load and would deny every request.
@Suite struct PolicyDenialChecksTests {
  private func warnings(_ text: String) throws -> [String] {
    let policies = PolicySet(
      PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)]), catalog: try Repository.catalog.get())
    #expect(policies.findings.map(\.message) == [])
    return PolicyChecks(policies).findings.map(\.message)
  }

  private static func policy(_ expression: String, spec: String = "", parameters: String = "{}") -> String {
    """
    apiVersion: tollgate/v1
    kind: Policy
    metadata: {name: p}
    spec:
      paramSchema: {type: object, properties: {cap: {type: integer}, teams: {type: object, additionalProperties: {type: integer}}}}
      paramRef: {name: p}
      \(spec)
      validations: [{name: v, expression: \(JSONValue.string(expression).canonical)}, {name: all, expression: "has(params.cap) || has(params.teams) || object.spec.costSavings"}]
    ---
    apiVersion: tollgate/v1
    kind: PolicyParameters
    metadata: {name: p}
    spec: \(parameters)
    """
  }

  private static let lacking = "the validation `v` is never true with the parameters `p`: there is no key `cap`"

  @Test(arguments: [
    ("object.spec.instanceTypes.size() <= params.cap", "{}", [lacking]),
    ("object.spec.costSavings && object.spec.instanceTypes.size() <= params.cap", "{}", [lacking]),
    ("!(object.spec.instanceTypes.size() > params.cap)", "{}", [lacking]),
    ("(object.spec.costSavings ? params.cap : params.cap + 1) > 1", "{}", [lacking]),
    (
      "params.teams['a'] > 1 && object.spec.costSavings", "{teams: {b: 1}}",
      ["the validation `v` is never true with the parameters `p`: there is no key `\"a\"`"]
    ),
    // What is asked for, given, or may be true otherwise.
    ("object.spec.instanceTypes.size() <= params.cap", "{cap: 3}", []),
    ("!has(params.cap) || object.spec.instanceTypes.size() <= params.cap", "{}", []),
    ("object.spec.instanceTypes.size() <= params.?cap.orValue(3)", "{}", []),
    ("object.spec.costSavings || object.spec.instanceTypes.size() <= params.cap", "{}", []),
    ("object.spec.costSavings ? object.spec.region != '' : params.cap > 1", "{}", []),
    ("object.spec.instanceTypes.all(t, t.size() < params.cap)", "{}", []),
    ("params.cap > 5 && object.spec.costSavings", "{cap: 3}", []),
  ])
  func `reading parameters that are not given`(expression: String, parameters: String, expected: [String]) throws {
    #expect(try warnings(Self.policy(expression, parameters: parameters)) == expected)
  }

  @Test func `parts that are never evaluated are not looked into`() throws {
    let condition = "matchConditions: [{name: c, expression: has(params.cap)}]"
    let expression = "object.spec.instanceTypes.size() <= params.cap"
    #expect(try warnings(Self.policy(expression, spec: condition)).filter { $0.contains("never") } == [])
    let variable = "variables: [{name: cap, expression: params.cap}]"
    #expect(
      try warnings(Self.policy("object.spec.instanceTypes.size() <= variables.cap", spec: variable)).first
        == "the validation `v` is never true with the parameters `p`: `variables.cap` has no value: there is no key `cap`"
    )
    let annotation = "auditAnnotations: [{key: a, valueExpression: string(params.cap)}]"
    #expect(
      try warnings(Self.policy("object.spec.region != string(params.?cap.orValue(1))", spec: annotation)) == [
        "the audit annotation `a` never has a value with the parameters `p`: there is no key `cap`"
      ])
  }

  @Test(arguments: [
    ("{name: reigons}", "there are no parameters `reigons`, so that every request is denied"),
    (
      "{selector: {matchLabels: {a: b}}}",
      "the `selector` of `paramRef` matches no parameters, so that every request is denied"
    ),
    ("{name: reigons, parameterNotFoundAction: Allow}", nil),
  ])
  func `a reference to parameters that do not exist`(reference: String, message: String?) throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        paramSchema: {type: object, properties: {region: {type: string}}}
        paramRef: \(reference)
        validations: [{name: v, expression: object.spec.region == params.region}]
      """
    #expect(try warnings(text) == [message].compactMap(\.self))
  }

  @Test(arguments: [
    ("CREATE", "oldObject.spec == object.spec", "on `CREATE`, where `oldObject` is null"),
    ("'*'", "object.metadata.name != ''", "on `DELETE`, where `object` is null"),
    ("UPDATE", "oldObject.spec == object.spec", nil),
    ("CREATE", "oldObject == null || oldObject.spec == object.spec", nil),
    ("CREATE, UPDATE", "request.operation == 'CREATE' || oldObject.spec == object.spec", nil),
    ("'*'", "request.operation == 'DELETE' || object.metadata.name != ''", nil),
    ("DELETE", "oldObject.metadata.name != ''", nil),
  ])
  func `objects that an operation does not have`(operations: String, expression: String, message: String?) throws {
    let text = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [\(operations)], resources: [deployments]}]}
        validations: [{expression: \(JSONValue.string(expression).canonical)}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: p}
      spec: {policyName: p, validationActions: [Deny]}
      """
    let found = try warnings(text)
    #expect(found.count == (message == nil ? 0 : 1), "\(found)")
    if let message {
      #expect(found.first?.hasPrefix("the validation `validation-1` is never true \(message): ") == true, "\(found)")
    }
  }

  @Test(arguments: [
    ("accelerators.all(a, a.kind != 'GPU')", ["`GPU` is never the value of `a.kind`"]),
    ("accelerators.exists(a, a.kind in ['gpu', 'tpu'])", ["`tpu` is never the value of `a.kind`"]),
    ("accelerators.all(a, 'gpu' == a.kind || a.kind == 'trainium')", []),
    ("accelerators.all(a, a.model != 'H100')", []),
    (
      "architectures.size() > 0 && 'amd64' in instanceType(object.metadata.name).architectures",
      ["`amd64` is never one of `instanceType(object.metadata.name).architectures`"]
    ),
    (
      "architectures.exists(a, a == 'arm64') && request.operation == 'UPDATE'",
      ["`UPDATE` is never the value of `request.operation`"]
    ),
  ])
  func `texts that a field never has`(rest: String, expected: [String]) throws {
    let expression = "instanceType(object.spec.region).\(rest)"
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec: {validations: [{name: v, expression: \(JSONValue.string(expression).canonical)}]}
      """
    #expect(try warnings(text) == expected)
  }

  @Test func `texts that a schema does not list`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        paramSchema: {type: object, properties: {mode: {type: string, enum: [strict, lax]}}, required: [mode]}
        paramRef: {name: p}
        validations: [{name: v, expression: "params.mode == 'lacks' || params.mode == 'lax' || object.spec.costSavings"}]
      ---
      {apiVersion: tollgate/v1, kind: PolicyParameters, metadata: {name: p}, spec: {mode: lax}}
      """
    #expect(try warnings(text) == ["`lacks` is never the value of `params.mode`"])
  }

  @Test(arguments: [
    ("''", "pod", "there is no resource `pod` in the core group"), ("''", "pods", nil), ("''", "pods/exec", nil),
    ("apps", "Deployments", "there is no resource `Deployments` in `apps`"), ("'', apps", "deployments", nil),
    ("example.com", "mice", nil), ("'*'", "pod", nil), ("''", "'*/status'", nil), ("networking.k8s.io", "mice", nil),
  ])
  func `resources that a group does not have`(groups: String, resource: String, message: String?) throws {
    let text = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      spec: {group: networking.k8s.io, scope: Cluster, names: {kind: Mouse, plural: mice}}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints: {resourceRules: [{apiGroups: [\(groups)], apiVersions: [v1], operations: [CREATE], resources: [\(resource)]}]}
        validations: [{expression: object.metadata.name != 'a'}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: p}
      spec: {policyName: p, validationActions: [Deny]}
      """
    #expect(try warnings(text) == [message].compactMap(\.self))
  }

  @Test func `a plain false denies whatever matches, and is not doubtful`() throws {
    let text =
      "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: p}\nspec: {validations: [{name: v, expression: \"FALSE\"}]}"
    #expect(try warnings(text.replacing("FALSE", with: "false")) == [])
    #expect(try warnings(text.replacing("FALSE", with: "1 > 2")) == ["the validation `v` is always false"])
  }
}
