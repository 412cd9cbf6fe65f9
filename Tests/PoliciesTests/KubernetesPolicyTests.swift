import Documents
import Findings
import Requests
import TestSupport
import Testing

@testable import Policies

/// Policies of Kubernetes, run by tests as users write them.
@Suite struct KubernetesPolicyTests {
  private static func policy(
    _ expression: String,
    match: String = "{apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*']}",
    spec: String = "", binding: String = "", constraints: String = ""
  ) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: p}
    spec:
      matchConstraints: {resourceRules: [\(match)]\(constraints)}
      \(spec)
      validations: [{expression: \(JSONValue.string(expression).canonical)}]
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: p}
    spec: {policyName: p, validationActions: [Deny]\(binding)}

    """
  }

  private static func test(_ object: String, expect: String = "[]", spec: String = "") -> String {
    """
    apiVersion: tollgate/v1
    kind: PolicyTest
    metadata: {name: t}
    spec:
      policies: [p]
      asOf: 2026-11-20
      user: ann
      \(spec)
      cases: [{name: c, \(object), expect: \(expect)}]
    """
  }

  /// What is wrong with the documents and with the case.
  private func failures(_ policy: String, _ test: String) throws -> [String] {
    let documents = PolicyDocuments(sources: [
      SourceFile(name: "p.yaml", text: policy), SourceFile(name: "p.test.yaml", text: test),
    ])
    let (tests, findings) = PolicyTestRun.tests(of: documents)
    let run = PolicyTestRun(
      tests, of: documents, testFindings: findings, catalog: try Repository.catalog.get(),
      costProfile: try Repository.costProfile.get(), generation: .kubernetes, loader: Repository.loader)
    return run.findings.map(\.message) + run.outcomes.flatMap(\.failures).map(\.message)
  }

  private static let pod = "object: {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}"
  private static let denied = "[{code: p/validation-1}]"

  /// Expressions that are true of a pod that is created in no namespace by name.
  private static let truths = [
    "request.name == 'a' && request.namespace == 'default' && request.operation == 'CREATE'",
    "object.metadata.namespace == 'default'",
    "request.kind.group == '' && request.kind.version == 'v1' && request.kind.kind == 'Pod'",
    "request.resource.group == '' && request.resource.resource == 'pods'",
    "request.requestKind == request.kind && request.requestResource == request.resource",
    "!has(request.subResource) && !has(request.requestSubResource)",
    "request.userInfo.username == 'ann' && request.userInfo.groups == ['system:authenticated']",
    "!has(request.userInfo.uid) && !has(request.userInfo.extra)",
    "request.dryRun == false && !has(request.options)",
    "oldObject == null",
    "namespaceObject.metadata.name == 'default'",
    "namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'default'",
    "!has(namespaceObject.metadata.labels.team)",
  ]

  @Test func `a request has the fields of an admission review`() throws {
    for expression in Self.truths {
      #expect(try failures(Self.policy(expression), Self.test(Self.pod)) == [], "\(expression)")
      #expect(
        try failures(Self.policy("!(\(expression))"), Self.test(Self.pod, expect: Self.denied)) == [], "\(expression)")
    }
  }

  @Test(arguments: [
    ("request.nmae == ''", "`kubernetes.AdmissionRequest` has no field `nmae`"),
    ("request.uid == ''", "`kubernetes.AdmissionRequest` has no field `uid`"),
    ("request.kind.name == ''", "`kubernetes.GroupVersionKind` has no field `name`"),
    ("request.userInfo.user == ''", "`kubernetes.UserInfo` has no field `user`"),
    ("request.object.spec.x == 1", "`kubernetes.AdmissionRequest` has no field `object`"),
    ("namespaceObject.labels.team == ''", "`kubernetes.Namespace` has no field `labels`"),
    ("params.a == 1", "there are no parameters here"),
    ("object.spec.privileged", "a validation must be a bool, this is dyn"),
  ])
  func `what an API server refuses is refused`(expression: String, message: String) throws {
    #expect(try failures(Self.policy(expression), Self.test(Self.pod)) == [message])
  }

  @Test func `a test says how an object comes`() throws {
    let node = "{apiVersion: v1, kind: Node, metadata: {name: a}}"
    let update =
      "object: {apiVersion: v1, kind: Pod, metadata: {name: a}}, oldObject: {apiVersion: v1, kind: Pod, metadata: {name: b}}"
    for (expression, object) in [
      ("!has(request.namespace) && namespaceObject == null", "object: \(node)"),
      ("request.operation == 'UPDATE' && oldObject.metadata.name == 'b'", update),
      ("request.operation == 'DELETE' && object == null && oldObject.metadata.name == 'a'", "oldObject: \(node)"),
      (
        "request.dryRun && request.subResource == 'status'",
        "\(Self.pod), admission: {dryRun: true, subResource: status}"
      ),
      (
        "request.userInfo.groups == ['dev'] && request.userInfo.extra['team'] == ['a'] && request.userInfo.uid == '1'",
        "\(Self.pod), admission: {userInfo: {username: bob, uid: '1', groups: [dev], extra: {team: [a]}}}"
      ),
      (
        "request.kind.kind == 'PodExecOptions' && request.resource.resource == 'pods' && request.subResource == 'exec'",
        "object: {apiVersion: v1, kind: PodExecOptions}, admission: {operation: CONNECT, subResource: exec, resource: {group: '', version: v1, resource: pods}}"
      ),
      ("request.options.fieldManager == 'x'", "\(Self.pod), admission: {options: {fieldManager: x}}"),
    ] {
      #expect(try failures(Self.policy(expression), Self.test(object)) == [], "\(expression)")
    }
    for (object, message) in [
      ("\(Self.pod), admission: {operation: DELETE}", "with `DELETE` there is `oldObject` and no `object`"),
      ("\(Self.pod), admission: {operation: UPDATE}", "`UPDATE` needs `object` and `oldObject`"),
      ("\(update), admission: {operation: CREATE}", "with `CREATE` there is no `oldObject`"),
      ("\(Self.pod), admission: {operation: '*'}", "an object comes with one operation"),
      ("\(Self.pod), admission: {operatoin: CREATE}", "`admission` has no field `operatoin`"),
    ] {
      #expect(try failures(Self.policy("true"), Self.test(object)).contains(message), "\(object)")
    }
  }

  @Test func `namespaces have the labels that a test gives`() throws {
    let policy = Self.policy(
      "namespaceObject.metadata.labels.team != 'a'", constraints: ", namespaceSelector: {matchLabels: {stage: prod}}")
    let object = "object: {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n}}"
    let namespaces = "namespaces: [{metadata: {name: n, labels: {stage: prod, team: a}}}]"
    #expect(try failures(policy, Self.test(object, expect: Self.denied, spec: namespaces)) == [])
    #expect(try failures(policy, Self.test(object)) == [])
    // A finding that is expected and cannot be found says why.
    let failures = try failures(policy, Self.test(object, expect: Self.denied))
    #expect(failures.count == 2 && failures.last?.contains("the labels of the namespace `n` do not match") == true)
  }

  @Test(arguments: [
    (
      "object: {apiVersion: v1, kind: Podd, metadata: {name: a}}",
      "no rule names the resource `podds` of the core group"
    ),
    (
      "object: {apiVersion: apps/v1, kind: Pod, metadata: {name: a}}",
      "no rule names the resource `pods` of the group `apps`"
    ),
    ("\(pod), admission: {subResource: status}", "no rule names the resource `pods/status`"),
    ("oldObject: {apiVersion: v1, kind: Pod}", "no rule for its resource names the operation `DELETE`"),
  ])
  func `a case that no policy is about fails, unless it says so`(object: String, reason: String) throws {
    let policy = Self.policy(
      "false", match: "{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}")
    let failures = try failures(policy, Self.test(object))
    #expect(
      failures.count == 1 && failures.first?.contains("no policy of the test is about the object: \(reason)") == true)
    #expect(try self.failures(policy, Self.test("\(object), applies: false")) == [])
    #expect(
      try self.failures(policy, Self.test("\(Self.pod), applies: false", expect: "[]")).contains(
        "about the object, unexpectedly: `p`"))
    #expect(
      try self.failures(policy, Self.test("\(object), applies: false", expect: Self.denied)).contains(
        "`applies: false` and findings that are expected exclude each other"))
  }

  @Test func `a test that evaluates nothing fails`() throws {
    let none = Self.test(Self.pod).replacing("policies: [p]", with: "policies: []")
    #expect(try failures(Self.policy("false"), none) == ["a test names at least one policy"])
    let unbound = Self.policy("false").replacing("policyName: p", with: "policyName: q")
    #expect(try failures(unbound, Self.test(Self.pod)).contains("the policy `p` is not in force: it has no binding"))
    let parameters = Self.policy(
      "params.data.a == ''", spec: "paramKind: {apiVersion: v1, kind: ConfigMap}",
      binding: ", paramRef: {name: c, parameterNotFoundAction: Allow}")
    #expect(
      try failures(parameters, Self.test(Self.pod)) == [
        "no policy of the test is in force: there are no parameters for it; give them in `parameters`"
      ])
    #expect(try failures(parameters, Self.test(Self.pod, spec: "parameters: []")) == [])
  }

  @Test func `an irregular plural is declared by a definition or by the test`() throws {
    let policy = Self.policy(
      "false",
      match: "{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [mice], scope: Cluster}")
    let object = "object: {apiVersion: example.com/v1, kind: Mouse, metadata: {name: a}}"
    let definition = """
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: mice.example.com}
      spec: {group: example.com, scope: Cluster, names: {kind: Mouse, plural: mice}}
      """
    #expect(try failures(policy, Self.test(object)).contains { $0.contains("`mouses`") })
    #expect(try failures(policy + definition, Self.test(object, expect: Self.denied)) == [])
    let resources = "resources: [{group: example.com, kind: Mouse, plural: mice, scope: Cluster}]"
    #expect(try failures(policy, Self.test(object, expect: Self.denied, spec: resources)) == [])
  }

  @Test func `parameters are those of the reference's namespace, or of the object's own`() throws {
    func policy(_ reference: String, failurePolicy: String = "Fail") -> String {
      Self.policy(
        "int(params.data.most) > 1",
        spec: "paramKind: {apiVersion: v1, kind: ConfigMap}\n  failurePolicy: \(failurePolicy)",
        binding: ", paramRef: \(reference)") + """
          ---
          {apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {app: x}}, data: {most: "2"}}
          ---
          {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n, labels: {app: x}}, data: {most: "1"}}
          """
    }
    let inN = "object: {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n}}"
    let inOther = "object: {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: other}}"
    let node = "object: {apiVersion: v1, kind: Node, metadata: {name: a}}"
    let missing = "[{code: p/parameters}]"
    for (reference, object, expected) in [
      ("{name: c, parameterNotFoundAction: Deny}", Self.pod, "[]"),
      ("{name: c, parameterNotFoundAction: Deny}", inN, Self.denied),
      ("{selector: {matchLabels: {app: x}}, parameterNotFoundAction: Deny}", inN, Self.denied),
      ("{name: c, namespace: n, parameterNotFoundAction: Deny}", Self.pod, Self.denied),
      ("{name: c, namespace: default, parameterNotFoundAction: Deny}", inN, "[]"),
      ("{name: c, parameterNotFoundAction: Deny}", inOther, missing),
      ("{name: c, parameterNotFoundAction: Allow}", inOther, "[]"),
      ("{name: d, parameterNotFoundAction: Deny}", Self.pod, missing),
      ("{name: c, parameterNotFoundAction: Allow}", node, missing),
      ("{name: c, namespace: n, parameterNotFoundAction: Allow}", node, Self.denied),
    ] {
      #expect(try failures(policy(reference), Self.test(object, expect: expected)) == [], "\(reference) \(object)")
    }
    // What fails to be found is one more failure, which `failurePolicy` may ignore.
    #expect(
      try failures(policy("{name: d, parameterNotFoundAction: Deny}", failurePolicy: "Ignore"), Self.test(Self.pod))
        == [])
  }

  @Test func `v1beta1 is read, and audit annotations alone make a policy`() throws {
    let policy = Self.policy("false").replacing("k8s.io/v1\n", with: "k8s.io/v1beta1\n")
    #expect(try failures(policy, Self.test(Self.pod, expect: Self.denied)) == [])
    let audit = Self.policy("false").replacing(
      "validations: [{expression: \"false\"}]", with: "auditAnnotations: [{key: a, valueExpression: \"null\"}]")
    #expect(try failures(audit, Self.test(Self.pod)) == [])
    #expect(
      try failures(audit.replacing("\"null\"", with: "\"1\""), Self.test(Self.pod)) == [
        "an audit annotation must be a string, this is int"
      ])
  }

  @Test func `a policy without a binding is checked all the same`() throws {
    let unbound = Self.policy("nothing(object)").replacing("policyName: p", with: "policyName: other")
    let policies = PolicySet(
      PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: unbound)]), catalog: try Repository.catalog.get())
    #expect(policies.findings.map(\.message).contains("there is no function `nothing`"))
  }
}
