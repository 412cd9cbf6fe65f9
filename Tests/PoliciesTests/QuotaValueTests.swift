import CEL
import Costs
import Documents
import Findings
import Gate
import Requests
import Rules
import TestSupport
import Testing

@testable import Policies

/// Quotas, vCPUs and zones in expressions.
@Suite struct QuotaValueTests {
  private func finding(
    _ expression: String, _ patch: String = "{}", accounts: AccountQuotas = .none
  ) throws -> Finding? {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        validations: [{name: v, expression: \(JSONValue.string(expression).canonical)}]
      """
    let documents = PolicyDocuments(sources: [SourceFile(name: "policies.yaml", text: text)])
    let policies = PolicySet(documents, catalog: try Repository.catalog.get(), accounts: accounts)
    #expect(policies.findings.map(\.message) == [])
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get().serving(.kubernetes),
      rules: .standard, policies: policies, accounts: accounts, asOf: Repository.day)
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return gate.evaluate(draft).findings.first { $0.code == "p/v" }
  }

  private static var accounts: AccountQuotas {
    var accounts = AccountQuotas(isEmpty: true)
    accounts.add(
      RegionQuotas(applied: ["L-1216C47A": 64, "L-DB2E81BA": 16], inUse: ["L-1216C47A": 40]), of: "123456789012",
      in: "us-east-1")
    return accounts
  }

  @Test(arguments: [
    "quota('L-1216C47A').code == 'L-1216C47A' && quota('L-1216C47A').vcpus == 64 && quota('L-1216C47A').default == 5",
    "quota('L-1216C47A').inUse == 40 && quota('L-1216C47A').available == 24",
    "quota('L-1216C47A').name.startsWith('Running On-Demand Standard') && quota('L-34B43A08').purchase == 'spot'",
    "quota('L-DB2E81BA').vcpus == 16 && !has(quota('L-DB2E81BA').inUse) && !has(quota('L-DB2E81BA').available)",
    "!has(quota('L-417A185B').vcpus) && quota('L-417A185B').default == 0",
    "quota('L-417A185B').?available.orValue(0) == 0",
    "cost.selected.vcpus['L-1216C47A'].low == 8 && cost.costSavings.vcpus['L-1216C47A'].high == 8",
    "cost.normal.vcpus['L-1216C47A'].low == 48 && cost.normal.vcpus['L-1216C47A'].high == 72",
    "cost.normal.vcpus['L-1216C47A'].expected >= cost.normal.vcpus['L-1216C47A'].low",
    "cost.selected.vcpus.size() == 1 && !('L-DB2E81BA' in cost.selected.vcpus)",
    "cost.selected.vcpus.all(code, cost.selected.vcpus[code].high <= quota(code).available)",
    "cost.selected.vcpus.all(code, need, need.high <= quota(code).available)",
    "instanceType('g6.xlarge').zones == ['use1-az1', 'use1-az2', 'use1-az4', 'use1-az5', 'use1-az6']",
    "instanceType('g6.xlarge').quota == 'L-DB2E81BA' && instanceType('g6.xlarge').spotQuota == 'L-3819A6DF'",
    "object.spec.instanceTypes.all(t, quota(instanceType(t).quota).vcpus > 0)",
    "!has(instanceType('mac2.metal').quota) && !has(instanceType('hpc7g.4xlarge').spotQuota)",
    "!object.spec.capacityReservation",
  ])
  func `expressions see quotas, needs and zones`(expression: String) throws {
    #expect(try finding(expression, accounts: Self.accounts)?.message == nil)
  }

  @Test(arguments: [
    ("quota('L-00000000').vcpus > 0", "{}", "knows no quota of vCPUs `L-00000000`"),
    (
      "quota('L-417A185B').vcpus > 0", "{}",
      "the configuration does not say of L-417A185B how many vCPUs it allows, for the account 123456789012 in us-east-1"
    ),
    ("quota('L-DB2E81BA').inUse >= 0", "{}", "how many of its vCPUs are in use"),
    ("quota('L-DB2E81BA').available >= 0", "{}", "how many of its vCPUs are left"),
    ("quota('L-1216C47A').vcpus > 0", "{spec: {region: us-west-2}}", "for the account 123456789012 in us-west-2"),
    (
      "quota('L-1216C47A').vcpus > 0", "{spec: {roleArn: \"arn:aws:iam::210987654321:role/x\"}}",
      "for the account 210987654321 in us-east-1"
    ),
    (
      "cost.selected.vcpus.size() >= 0", "{spec: {instanceTypes: [mac2.metal, m7i.xlarge]}}",
      "the vCPUs of the selected mode are not known: the catalog lacks the quota or the vCPUs of `mac2.metal`"
    ),
    ("instanceType('mac2.metal').quota == ''", "{}", "the catalog does not know its quota: `mac2.metal`"),
    ("instanceType('hpc7g.4xlarge').spotQuota == ''", "{}", "does not know its quota as spot capacity"),
    (
      "instanceType('m7i.xlarge').zones.size() > 0", "{spec: {region: cn-north-1}}",
      "which zones of cn-north-1 offer it"
    ),
  ])
  func `what is unknown has no value, so that a policy must say what it means`(
    expression: String, patch: String, message: String
  ) throws {
    let found = try #require(try finding(expression, patch, accounts: Self.accounts))
    let words = ([found.message] + found.notes).joined(separator: "\n")
    #expect(words.contains(message), "\(words)")
    #expect(found.severity == .error)
  }

  @Test func `where no quotas are configured, none is known and every default is`() throws {
    #expect(try finding("quota('L-1216C47A').default == 5 && !has(quota('L-1216C47A').vcpus)") == nil)
    #expect(try finding("quota('L-1216C47A').vcpus > 0")?.severity == .error)
  }

  @Test func `a type that a region does not offer is in none of its zones`() throws {
    #expect(try finding("instanceType('p4d.24xlarge').zones == []", "{spec: {region: us-west-1}}") == nil)
  }

  @Test func `a saving needs no vCPUs`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec: {validations: [{name: v, expression: cost.savings.vcpus.size() > 0}]}
      """
    let policies = PolicySet(
      PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)]), catalog: try Repository.catalog.get())
    #expect(policies.findings.map(\.code) == ["TG701"])
  }

  @Test func `an expression on any document knows defaults`() throws {
    let catalog = try Repository.catalog.get()
    let trial = try ExpressionTrial("quota('L-DB2E81BA').default", input: nil, catalog: catalog)
    #expect(try trial.evaluation.result.get().description == "0")
  }

  @Test func `the cost of going through the needs is bounded beforehand`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: p}
      spec:
        validations:
          - {name: v, expression: "cost.selected.vcpus.all(c, cost.selected.vcpus[c].high <= quota(c).?available.orValue(0))"}
      """
    let policies = PolicySet(
      PolicyDocuments(sources: [SourceFile(name: "p.yaml", text: text)]), catalog: try Repository.catalog.get())
    let program = try #require(policies.compiled.first?.validations.first?.program)
    #expect(program.estimatedCost().units.most < 1_000)
    #expect(policies.findings == [])
  }
}
