import Rules
import CEL
import Costs
import Documents
import Findings
import Gate
import Platform
import Requests
import TestSupport
import Testing

@testable import Policies

@Suite struct PolicyEvaluationTests {
  private func policies(_ text: String) throws -> PolicySet {
    let documents = PolicyDocuments(sources: [SourceFile(name: "policies.yaml", text: text)])
    let policies = PolicySet(documents, catalog: try Repository.catalog.get())
    #expect(policies.findings.map(\.message) == [])
    return policies
  }

  private func verdict(_ policies: PolicySet, _ patch: String = "{}", day: CalendarDate = Repository.day) throws
    -> Verdict
  {
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: policies,
      user: "ann", asOf: day)
    return gate.evaluate(try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first))
  }

  /// A policy with one validation and whatever else its spec says.
  private func policy(_ expression: String, _ more: String = "") throws -> PolicySet {
    try policies(
      """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        validations: [{name: v, expression: \(JSONValue.string(expression).canonical)}]
        \(more)
      """)
  }

  static let violations: [(expression: String, patch: String, pointer: String)] = [
    ("object.spec.region == 'eu-west-1'", "{}", "/spec/region"),
    ("object.metadata.name.size() < 3", "{}", "/metadata/name"),
    (
      "object.spec.instanceTypes.all(t, t != 'c7i.large')", "{spec: {instanceTypes: [m7i.xlarge, c7i.large]}}",
      "/spec/instanceTypes/1"
    ),
    ("object.spec.instanceTypes.exists(t, t == 'a')", "{}", "/spec/instanceTypes"),
    ("object.spec.instanceTypes[0] == 'a'", "{}", "/spec/instanceTypes/0"),
    ("object.metadata.labels.all(k, v, v != 'b')", "{metadata: {labels: {a: a, c: b}}}", "/metadata/labels/c"),
    ("object.metadata.labels['team'] == 'b'", "{metadata: {labels: {team: a}}}", "/metadata/labels/team"),
    ("has(object.metadata.labels.team)", "{metadata: {labels: {owner: a}}}", "/metadata/labels"),
    ("has(object.metadata.labels.team)", "{}", "/metadata"),
    ("has(object.spec.externalId)", "{}", "/spec/externalIdFrom/env"),
    (
      "object.spec.workload.computeNodes.max < 3", "{spec: {workload: {computeNodes: {min: 1, max: 8}}}}",
      "/spec/workload/computeNodes/max"
    ),
    ("cost.selected.monthly.expected < money('1')", "{}", ""),
    ("arn(object.spec.roleArn).account == '1'", "{}", "/spec/roleArn"),
    ("!object.spec.costSavings || object.metadata.name == ''", "{}", "/metadata/name"),
  ]

  @Test func `a finding stands at the narrowest part that the failing expression read`() throws {
    for (expression, patch, pointer) in Self.violations {
      let findings = try verdict(policy(expression), patch).findings.filter { $0.code == "p/v" }
      #expect(findings.map(\.place.pointer.description) == [pointer], "\(expression)")
      #expect(findings.map(\.severity) == [.error], "\(expression)")
    }
  }

  static let values: [String] = [
    "object.kind == 'ClusterRequest' && object.apiVersion == 'tollgate/v1' && object.spec.provider == 'aws'",
    "object.spec.workload.load == 0.1 && object.spec.workload.computeNodes.min == 2",
    "request.operation == 'CREATE' && request.user == 'ann' && request.source == 'a.json'",
    "request.time == timestamp('2026-11-20T00:00:00Z')",
    "cost.normal.monthly.low <= cost.normal.monthly.expected && cost.normal.monthly.expected <= cost.normal.monthly.high",
    "cost.selected.monthly.expected == cost.costSavings.monthly.expected && cost.unpriced.size() == 0",
    "cost.savings.monthly.expected == cost.normal.monthly.expected - cost.costSavings.monthly.expected",
    "cost.normal.daily.expected > cost.normal.hourly.expected * 23 && cost.normal.daily.expected < cost.normal.hourly.expected * 25",
    "money('0.1') + money('0.2') == money('0.3') && money('1') - money('2') < money('0') && money('10') / 4 == money('2.5')",
    "string(money('1234.5')) == '1234.50 USD' && money('2.50') >= money('2.5')",
    "instanceType('g5.xlarge').vcpus == 4 && instanceType('g5.xlarge').memoryMiB == 16384",
    "instanceType('g5.xlarge').accelerators.all(a, a.kind == 'gpu' && a.count == 1.0 && a.model == 'A10G')",
    "instanceType('m7g.large').architectures == ['arm64'] && instanceType('m7g.large').family == 'm7g'",
    "instanceType('m7i-flex.large').series == 'm' && instanceType('m7i-flex.large').generation == 7",
    "instanceType('m5.metal').isBareMetal && instanceType('t3.micro').isBurstable && !instanceType('m3.large').isCurrentGeneration",
    "instanceType('m7i.xlarge').hourly > money('0.1') && instanceType('m7i.xlarge').isOffered && instanceType('m7i.xlarge').size == 'xlarge'",
    "region('eu-central-1').partition == 'aws' && region(object.spec.region).name == 'us-east-1'",
    "arn(object.spec.roleArn).partition == 'aws' && arn(object.spec.roleArn).service == 'iam' && arn(object.spec.roleArn).region == ''",
    "arn(object.spec.roleArn).account == '123456789012' && arn(object.spec.roleArn).resource.startsWith('role/')",
    "!has(object.metadata.description) && object.metadata.?description.orValue('none') == 'none'",
    "!has(object.spec.externalId) && object.spec.externalIdFrom.env == 'LIGHTNING_EXTERNAL_ID'",
    "!has(instanceType('p3.2xlarge').accelerators)",
  ]

  @Test func `expressions see the request, its cost, the operation and the catalog`() throws {
    for expression in Self.values {
      let findings = try verdict(policy(expression)).findings.filter { $0.code == "p/v" }
      #expect(findings.map(\.message) == [], "\(expression)")
    }
  }

  static let failures: [(expression: String, message: String)] = [
    ("instanceType('m99.large').vcpus > 1", "knows no instance type `m99.large`"),
    ("instanceType('p3.2xlarge').vcpus > 1", "does not know its specification"),
    ("region('mars-1').name == ''", "knows no region `mars-1`"),
    ("arn('role').account == ''", "the text is not an ARN"),
    ("money('12 dollars') < money('1')", "`12 dollars` is not an amount"),
    ("money('100000000000000000000000000') * 9223372036854775807 > money('1')", "too large"),
    ("object.metadata.labels['team'] == 'a'", "there is no key"),
    ("1 / (object.metadata.name.size() - 12) == 0", "division by zero"),
    ("object.spec.externalId.size() > 3", "the request has no `externalId`"),
    (
      "object.spec.instanceTypes.all(a, lists.range(100000).all(b, lists.range(1000).all(c, c >= 0)))",
      "costs more than the limit of 1000000, most of it"
    ),
  ]

  @Test func `what has no value denies, unless the policy says otherwise`() throws {
    for (expression, message) in Self.failures {
      let denied = try verdict(policy(expression))
      let finding = try #require(denied.findings.first { $0.code == "p/v" }, "\(expression)")
      #expect(finding.message.contains(message), "\(expression): \(finding.message)")
      #expect(!denied.isApproved)
      #expect(try verdict(policy(expression, "failurePolicy: Ignore")).isApproved, "\(expression)")
    }
  }

  @Test func `a price that the catalog lacks cannot be read, and is named`() throws {
    let patch = "{spec: {region: cn-north-1, roleArn: 'arn:aws-cn:iam::123456789012:role/a'}}"
    for part in ["expected", "high"] {
      let finding = try #require(
        try verdict(policy("cost.selected.monthly.\(part) < money('1')"), patch).findings.first { $0.code == "p/v" })
      #expect(finding.message.contains("is not known, since the catalog lacks a price"))
    }
    let named = try verdict(policy("cost.unpriced.size() > 0 && cost.selected.monthly.low >= money('0')"), patch)
    #expect(!named.findings.contains { $0.code == "p/v" })
  }

  @Test(arguments: [
    ("[Deny]", Severity.error), ("[Warn]", .warning), ("[Audit]", .note), ("[Deny, Audit]", .error),
    ("[Warn, Audit]", .warning),
  ])
  func `the actions decide how grave a violation is`(actions: String, severity: Severity) throws {
    let verdict = try verdict(policy("object.spec.region == ''", "validationActions: \(actions)"))
    #expect(verdict.findings.first { $0.code == "p/v" }?.severity == severity)
    #expect(verdict.isApproved == (severity != .error))
  }

  @Test func `match conditions decide whether a policy applies, and fail closed`() throws {
    for (conditions, expected) in [
      ("object.spec.costSavings", ["p/v"]), ("!object.spec.costSavings", []),
      ("object.metadata.labels.team == 'a'", ["p/match-conditions"]),
    ] {
      let set = try policy("object.spec.region == ''", "matchConditions: [{name: c, expression: \"\(conditions)\"}]")
      #expect(
        try verdict(set).findings.map(\.code.description).filter { $0.hasPrefix("p/") } == expected, "\(conditions)")
    }
    // One that is false wins over one that has no value.
    let both = try policy(
      "object.spec.region == ''",
      "matchConditions: [{name: a, expression: object.metadata.labels.team == 'a'}, {name: b, expression: 1 > 2}]")
    #expect(try verdict(both).isApproved)
  }

  @Test func `messages can be expressions, and fall back where they have no value`() throws {
    func message(_ expression: String) throws -> String? {
      let set = try policies(
        """
        apiVersion: tollgate/v1
        kind: Policy
        metadata: {name: p}
        spec:
          validations:
            - {name: v, expression: object.spec.region == '', message: plain, messageExpression: "\(expression)"}
        """)
      return try verdict(set).findings.first { $0.code == "p/v" }?.message
    }
    #expect(try message("'in ' + object.spec.region") == "in us-east-1")
    #expect(try message("object.metadata.labels.team") == "plain")
    #expect(try message("'  '") == "plain")
    #expect(try message("'a\\\\nb'") == "plain")
    #expect(try message("'\\\\u202e' + object.spec.region") == "\\u{202E}us-east-1")
  }

  @Test func `a policy is evaluated once for each of its parameters, and denies or rests without any`() throws {
    func set(_ action: String, _ parameters: String) throws -> PolicySet {
      try policies(
        """
        apiVersion: tollgate/v1
        kind: Policy
        metadata: {name: p}
        spec:
          paramSchema:
            type: object
            required: [regions]
            properties: {regions: {type: array, items: {type: string}}, most: {type: object, properties: {nodes: {type: integer, default: 9}}, default: {}}}
          paramRef: {selector: {matchLabels: {policy: p}}, parameterNotFoundAction: \(action)}
          validations: [{name: v, expression: object.spec.region in params.regions && params.most.nodes == 9}]
        \(parameters)
        """)
    }
    let two = """
      ---
      {apiVersion: tollgate/v1, kind: PolicyParameters, metadata: {name: a, labels: {policy: p}}, spec: {regions: [us-east-1]}}
      ---
      {apiVersion: tollgate/v1, kind: PolicyParameters, metadata: {name: b, labels: {policy: p}}, spec: {regions: [eu-west-1]}}
      """
    let findings = try verdict(set("Deny", two)).findings.filter { $0.code == "p/v" }
    #expect(findings.count == 1 && findings[0].notes.contains { $0.contains("parameters `b`") })
    #expect(try verdict(set("Deny", "")).findings.map(\.code.description).contains("p/parameters"))
    #expect(try verdict(set("Allow", "")).isApproved)
    #expect(try set("Allow", "").inert == ["p"])
  }

  @Test func `exceptions excuse visibly, until their last day, and only what may be excused`() throws {
    func set(_ findings: String, _ requests: String, policy: String = "Allowed") throws -> PolicySet {
      try policies(
        """
        apiVersion: tollgate/v1
        kind: Policy
        metadata: {name: p}
        spec:
          exceptions: \(policy)
          validations: [{name: v, expression: object.spec.region == ''}]
        ---
        apiVersion: tollgate/v1
        kind: PolicyException
        metadata: {name: e}
        spec:
          findings: [\(findings)]
          requests: \(requests)
          reason: needed
          ticket: T-1
          approvedBy: ann
          expires: 2026-11-20
        """)
    }
    let excused = try verdict(set("p/v", "{expression: \"object.metadata.name == 'vision-train'\"}"))
    #expect(excused.isApproved && excused.findings.first { $0.code == "p/v" }?.exception?.ticket == "T-1")
    #expect(try verdict(set("p/*", "{matchExpressions: [{key: team, operator: DoesNotExist}]}")).isApproved)
    #expect(try !verdict(set("p/v", "{matchLabels: {team: a}}")).isApproved)
    let tomorrow = CalendarDate(daysSinceEpoch: Repository.day.daysSinceEpoch + 1)
    let set = try set("p/v", "{expression: \"true\"}")
    #expect(try !verdict(set, day: tomorrow).isApproved)
    #expect(set.expiries(asOf: tomorrow).map(\.code) == ["TG602"])
    #expect(set.expiries(asOf: Repository.day).map(\.code) == ["TG603"])
    #expect(set.unusedExceptions(among: []).map(\.code) == ["TG604"])
    // A rule that may be excused, and one that may not.
    #expect(Gate.refusedExceptions(try self.set(excusing: "TG303")) == [])
    #expect(Gate.refusedExceptions(try self.set(excusing: "TG101")).map(\.code) == ["TG601"])
  }

  private func set(excusing code: String) throws -> PolicySet {
    try policies(
      """
      apiVersion: tollgate/v1
      kind: PolicyException
      metadata: {name: e}
      spec:
        findings: [\(code)]
        requests: {matchLabels: {team: a}}
        reason: needed
        ticket: T-1
        approvedBy: ann
        expires: 2027-11-20
      """)
  }

  @Test func `a validation may say itself what to do, else the policy does`() throws {
    let set = try policies(
      """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        remediation: of the policy
        validations:
          - {name: a, expression: object.spec.region == '', remediation: of the validation}
          - {name: b, expression: object.metadata.name == ''}
      """)
    let findings = try verdict(set).findings.filter { $0.code == "p/a" || $0.code == "p/b" }
    #expect(
      findings.map { "\($0.code): \($0.help)" }.sorted() == [
        "p/a: [\"of the validation\"]", "p/b: [\"of the policy\"]",
      ])
  }

  @Test func `policies wait for a request whose values have the right types`() throws {
    let set = try policy("object.metadata.labels.?team.orValue('') != ''")
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: set,
      asOf: Repository.day)
    for (patch, codes) in [
      ("metadata: {labels: {team: 7}}", ["TG013"]), ("metadata: {labels: {team: \"7\"}}", []),
      ("metadata: {labels: {other: a}}", ["p/v"]), ("spec: {instanceTypes: [m7i.xlarge, 5]}", ["TG013"]),
    ] {
      let draft = try #require(RequestText.drafts(try RequestText.patched(patch)).first)
      let verdict = gate.evaluate(draft)
      #expect(verdict.findings.filter(\.denies).map(\.code.description) == codes, "\(patch)")
      #expect(verdict.isApproved == codes.isEmpty, "\(patch)")
      #expect(verdict.bills != nil, "\(patch)")
    }
  }

  @Test func `a parameter may be a quantity of Kubernetes`() throws {
    func findings(_ value: String) throws -> [String] {
      let text = """
        apiVersion: tollgate/v1
        kind: Policy
        metadata: {name: p}
        spec:
          paramSchema: {type: object, properties: {memory: {type: string, format: kubernetes-quantity}}, required: [memory]}
          paramRef: {name: p}
          validations: [{name: v, expression: "params.memory.isGreaterThan(quantity('1Gi')) || object.spec.costSavings"}]
        ---
        {apiVersion: tollgate/v1, kind: PolicyParameters, metadata: {name: p}, spec: {memory: \(value)}}
        """
      let documents = PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)])
      return PolicySet(documents, catalog: try Repository.catalog.get()).findings.map(\.message)
    }
    #expect(try findings("1.5Gi") == [])
    #expect(try findings("2") == [])
    #expect(try findings("much").count == 1)
  }

  @Test func `annotations are kept with the verdict`() throws {
    let verdict = try verdict(
      policy(
        "object.spec.region != ''",
        "auditAnnotations: [{key: where, valueExpression: object.spec.region}, {key: none, valueExpression: \"''\"}]"))
    #expect(verdict.annotations.map { "\($0.key)=\($0.value)" } == ["p/where=us-east-1"])
  }

  @Test func `the digest depends on what the documents say, not on their order`() throws {
    let one =
      "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: a}\nspec: {validations: [{name: v, expression: object.spec.costSavings}]}\n"
    let other = one.replacing("name: a}", with: "name: b}")
    #expect(try policies(one + "---\n" + other).digest == policies(other + "---\n# a comment\n" + one).digest)
    #expect(try policies(one).digest != policies(one.replacing("costSavings", with: "costSavings || true")).digest)
  }
}
