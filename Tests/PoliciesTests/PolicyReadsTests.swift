import Documents
import Findings
import Requests
import TestSupport
import Testing

@testable import Policies

@Suite struct PolicyReadsTests {
  private func reads(_ expression: String, condition: String? = nil) throws -> PolicyReads {
    let conditions = condition.map { "  matchConditions: [{name: if, expression: \"\($0)\"}]\n" } ?? ""
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: one}
      spec:
        description: A test.
      \(conditions)  variables:
          - {name: team, expression: "object.metadata.labels.?team.orValue('')"}
          - {name: unused, expression: "object.spec.region + object.metadata.name"}
          - {name: cap, expression: "variables.team == 'vision' ? money('10.00') : money('20.00')"}
        validations:
          - {name: rule, expression: "\(expression)", message: it is so}
      """
    let documents = PolicyDocuments(sources: [SourceFile(name: "policy.yaml", text: text)])
    let policies = PolicySet(documents, catalog: try Repository.catalog.get())
    #expect(policies.findings.filter { $0.severity == .error } == [])
    return try #require(policies.reads["one/rule"])
  }

  private static let named: [(String, RequestDimensions)] = [
    ("object.spec.region == 'us-east-1'", RequestDimensions.region),
    ("object.spec.instanceTypes.all(t, t != 'm5.large')", .instanceTypes),
    ("object.spec.instanceTypes.all(t, instanceType(t).vcpus < 8)", .instanceTypes),
    ("object.spec.instanceTypes.all(t, instanceType(t).isOffered)", [.instanceTypes, .region]),
    ("object.spec.instanceTypes.all(t, has(instanceType(t).hourly))", [.instanceTypes, .region]),
    ("object.spec.instanceTypes.all(t, instanceType(t).zones.size() > 1)", [.instanceTypes, .region]),
    ("object.spec.instanceTypes.all(t, instanceType(t).quota != '')", .instanceTypes),
    ("quota('L-DB2E81BA').default >= 0", .region),
    ("object.spec.costSavings", .mode), ("object.spec.workload.computeNodes.max < 4", .computeNodes),
    ("object.spec.workload.load < 4.0", .computeNodes), ("has(object.spec.workload)", .computeNodes),
    ("object.metadata.name != 'a'", []), ("object.metadata.labels['team'] == 'a'", []),
    ("cost.load.expected < 1.0", .computeNodes), ("cost.saturated.size() == 0", .computeNodes),
    ("cost.unpriced.size() == 0", []),
    ("has(cost.savings)", .all), ("cost.normal.monthly.expected > money('1.00')", .all),
    ("region(object.spec.region).partition == 'aws'", .region), ("request.user != ''", []),
    ("arn(object.spec.roleArn).account == '123456789012'", []),
  ]

  @Test(arguments: named)
  func `an expression rests on the parts that it names`(expression: String, dimensions: RequestDimensions) throws {
    let reads = try reads(expression)
    #expect(reads.dimensions == dimensions)
    #expect(reads.cost == .none)
  }

  @Test(arguments: [
    ("cost.selected.monthly.expected <= money('10.00')", true),
    ("money('10.00') > cost.selected.hourly.expected", true),
    ("cost.unpriced.size() > 0 || cost.selected.monthly.expected <= variables.cap", true),
    ("object.spec.costSavings || cost.selected.daily.expected < money('10.00')", true),
    ("cost.selected.monthly.expected >= money('10.00')", false),
    ("!(cost.selected.monthly.expected <= money('10.00'))", false),
    ("cost.selected.monthly.high <= money('10.00')", false),
    ("cost.selected.monthly.expected <= cost.selected.monthly.low", false),
    ("cost.selected.monthly.expected <= money('10.00') ? true : false", false),
    ("cost.selected.monthly.expected <= money('10.00') && cost.selected.monthly.high > money('1.00')", false),
  ])
  func `a cap on the expected cost is a ceiling, and nothing else is`(expression: String, isCeiling: Bool) throws {
    let reads = try reads(expression)
    #expect(reads.cost == (isCeiling ? .ceiling : .other))
  }

  @Test func `variables count where they are named, and conditions always`() throws {
    #expect(try reads("variables.cap > money('1.00')").labels == ["team"])
    #expect(try reads("variables.cap > money('1.00')").dimensions == [])
    #expect(try !reads("variables.team != ''").isOfIdentity)
    #expect(try reads("variables.unused != ''").dimensions == .region)
    #expect(try reads("variables.unused != ''").isOfIdentity)
    #expect(try reads("object.spec == object.spec").cost == .other)
    #expect(try reads("has(variables.unused)").dimensions == .region)
    #expect(try reads("object.spec.externalIdFrom.env != ''").isConstant)
    #expect(try reads("true", condition: "object.spec.costSavings").dimensions == .mode)
    #expect(try reads("object.metadata.labels.all(k, k != '')").labels == nil)
    #expect(try reads("object.metadata.labels['cost-center'] != ''").labels == ["cost-center"])
  }
}
