import Catalog
import Findings
import Money
import Requests
import TestSupport
import Testing

@testable import Costs

@Suite struct EstimateTests {
  private func comparison(_ patch: String, profile: CostProfile? = nil) throws -> Comparison {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    let request = try #require(draft.complete)
    let estimator = Estimator(
      profile: try profile ?? Repository.costProfile.get(), catalog: try Repository.catalog.get())
    return try estimator.comparison(of: request)
  }

  private func line(_ name: String, _ estimate: Estimate) throws -> LineItem {
    try #require(estimate.lines.first { $0.component.name == name })
  }

  /// The one public figure: "about $10 a day in cost-saving mode against about $50 a day", the cost of management with
  /// no compute nodes, in us-east-1 before AWS charged for public IPv4 addresses (documentation of upstream's
  /// predecessor, 2021).
  @Test func `the shipped profile reproduces the public figure within a tenth`() throws {
    let comparison = try comparison("spec: {workload: {computeNodes: {min: 0, max: 0}, load: 0}}")
    let excluded: Set<String> = ["public-addresses", "compute-nodes", "compute-disks"]
    func perDay(_ estimate: Estimate) throws -> Money {
      var sum = Money.zero(.usd)
      for line in estimate.lines where !excluded.contains(line.component.name) {
        // What each compute node adds to other lines is left out with the nodes.
        let fixed = line.component.amount(in: estimate.mode).fixed.expected
        let price = try #require(line.unitPrice).amount.expected
        let hours = line.unit?.hasSuffix("hour") == true ? Quantity(730) : .one
        sum = try sum.adding(price.multiplied(by: fixed).multiplied(by: hours))
      }
      return Period.day.amount(ofMonthly: sum)
    }
    let normal = try perDay(comparison.normal)
    let costSavings = try perDay(comparison.costSavings)
    #expect(normal.rounded(places: 2) == "50.93")
    #expect(costSavings.rounded(places: 2) == "10.51")
    for (amount, low, high) in [(normal, "45", "55"), (costSavings, "9", "11")] {
      #expect(try Money(low, .usd).isLess(than: amount) && amount.isLess(than: Money(high, .usd)))
    }
  }

  /// EKS 73.00, NAT 32.85, NLB 16.43 each and KMS 1.00 a month: AWS's list prices times 730 hours.
  @Test func `fixed lines cost what AWS's price list says`() throws {
    let normal = try comparison("{}").normal
    for (name, monthly) in [
      ("control-plane", "73.00"), ("nat-gateway", "32.85"), ("load-balancers", "49.28"), ("encryption-key", "1.00"),
    ] {
      let found = try #require(try line(name, normal).monthly)
      #expect(found.expected.rounded(places: 2) == monthly)
    }
  }

  @Test func `compute nodes follow minimum, load and maximum`() throws {
    let patch =
      "spec: {instanceTypes: [m5.large, m5.xlarge], workload: {computeNodes: {min: 1, max: 8}, load: 2.45}}"
    let comparison = try comparison(patch)
    let nodes = comparison.normal.computeNodes
    #expect((nodes.low, nodes.high) == (.one, Quantity(8)))
    #expect("\(nodes.expected)" == "3.1995")
    let normal = try #require(try line("compute-nodes", comparison.normal).monthly)
    #expect(normal.low.exact == "70.08")  // 1 x 0.096 x 730
    #expect(normal.expected.exact == "336.33144")  // 3.1975 x 0.144 x 730
    #expect(normal.high.exact == "1121.28")  // 8 x 0.192 x 730
    #expect(comparison.costSavings.computeNodes == Bounds(.one))
    let saving = try #require(try line("compute-nodes", comparison.costSavings).monthly)
    #expect([saving.low, saving.expected, saving.high].map(\.exact) == ["70.08", "105.12", "140.16"])
  }

  @Test(arguments: [("true", "1", 1), ("false", "2.5", 1), ("false", "8", 2), ("true", "0.999", 0)])
  func `a mode that cannot carry the load has no saving`(costSavings: String, load: String, saturated: Int) throws {
    let comparison = try comparison(
      "spec: {costSavings: \(costSavings), workload: {computeNodes: {min: 1, max: 8}, load: \(load)}}")
    #expect(comparison.outlook.saturated.count == saturated)
    #expect((comparison.savings == nil) == (saturated > 0))
    #expect(comparison.savingParts.isEmpty == (saturated > 0))
  }

  @Test func `totals are the sum of their lines, and the saving the difference of what is expected`() throws {
    let comparison = try comparison("{}")
    let (normal, costSavings) = (comparison.normal.total, comparison.costSavings.total)
    let savings = try #require(comparison.savings)
    #expect(try savings.expected == normal.expected.subtracting(costSavings.expected))
    #expect(try savings.expected == comparison.savingParts.reduce(Money.zero(.usd)) { try $0.adding($1.saving) })
    for estimate in [comparison.normal, comparison.costSavings] {
      #expect(try estimate.total.expected == estimate.fixed.expected.adding(estimate.usage.expected))
      let subtotals = try Subtotals(estimate.lines)
      #expect((subtotals.fixed, subtotals.usage) == (estimate.fixed, estimate.usage))
      #expect(!estimate.total.isIncomplete)
    }
    #expect(comparison.selected == .costSavings)
    #expect(comparison.selectedEstimate.mode == .costSavings)
  }

  @Test(arguments: [
    ("spec: {instanceTypes: []}", "the request lists no instance types"),
    ("spec: {instanceTypes: [m5.large, cg1.4xlarge]}", "the catalog has no price of cg1.4xlarge in us-east-1"),
  ])
  func `what is not known leaves no upper bound and is never zero`(patch: String, reason: String) throws {
    let comparison = try comparison(patch)
    for estimate in [comparison.normal, comparison.costSavings] {
      let compute = try line("compute-nodes", estimate)
      #expect(compute.monthly == nil)
      #expect(compute.unknownBecause == reason)
      #expect(estimate.total.high == nil)
      #expect(estimate.usage.isIncomplete)
      #expect(!estimate.fixed.isIncomplete)
      #expect(estimate.unknown.map(\.component.name) == ["compute-nodes"])
    }
    #expect(comparison.savings?.high == nil && comparison.savings != nil)
  }

  @Test(arguments: ["cn-north-1", "cn-northwest-1"])
  func `in China nothing is priced in US dollars, not even by a fallback`(region: String) throws {
    let patch = "spec: {region: \(region), roleArn: \"arn:aws-cn:iam::123456789012:role/x\"}"
    let normal = try comparison(patch).normal
    #expect(normal.lines.allSatisfy { $0.monthly == nil } && !normal.lines.isEmpty)
  }

  /// Of instance types that a component names, the first that the region has.
  @Test(arguments: ["eu-south-2", "ap-southeast-3", "ap-southeast-4", "eu-central-2", "me-central-1", "us-east-1"])
  func `management nodes have a price in every commercial region`(region: String) throws {
    let comparison = try comparison("spec: {region: \(region), instanceTypes: [m7i.large]}")
    for name in ["management-nodes", "builder-nodes"] {
      #expect(try line(name, comparison.normal).monthly != nil, "\(name) in \(region)")
    }
    #expect(try line("shared-management-node", comparison.costSavings).monthly != nil)
  }

  /// The NAT gateway costs the same in us-west-2 as in us-east-1, and 1.07 times that in eu-west-1 (the catalog).
  @Test(arguments: [("us-west-2", "0.5", "0.023"), ("eu-west-1", "0.5333333335", "0.024533333341")])
  func `a fallback follows the prices of its region`(region: String, logs: String, storage: String) throws {
    let normal = try comparison("spec: {region: \(region)}").normal
    for (name, expected) in [("log-ingestion", logs), ("data-store", storage)] {
      let price = try #require(try line(name, normal).unitPrice)
      #expect(price.amount.expected.exact == expected && price.status == .inferred)
      #expect(price.source.hasPrefix("that of us-east-1, "))
    }
  }

  /// 500 random requests and workloads, with a seed.
  @Test func `low is at most expected, and expected at most high, for every total and every saving`() throws {
    var random = SeededGenerator(seed: 19)
    let estimator = Estimator(profile: try Repository.costProfile.get(), catalog: try Repository.catalog.get())
    let types = ["m5.large", "m7i.xlarge", "g5.xlarge", "p5.48xlarge", "c7g.2xlarge", "cg1.4xlarge"]
    for _ in 0..<500 {
      let least = Int.random(in: 0...5, using: &random)
      let most = least + Int.random(in: 0...20, using: &random)
      let load = Int.random(in: 0...(most * 100), using: &random)
      let given = Bool.random(using: &random) ? ", load: \(Double(load) / 100)" : ""
      let listed = types.filter { _ in Bool.random(using: &random) }.joined(separator: ", ")
      let patch =
        "spec: {region: \(["us-east-1", "eu-west-1", "sa-east-1"].randomElement(using: &random) ?? ""), "
        + "instanceTypes: [\(listed)], workload: {computeNodes: {min: \(least), max: \(most)}\(given)}}"
      let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
      let comparison = try estimator.comparison(of: try #require(draft.complete))
      let totals = [comparison.normal.total, comparison.costSavings.total] + [comparison.savings].compactMap(\.self)
      for total in totals {
        #expect(try !total.expected.isLess(than: total.low), "\(patch)")
        #expect(try total.high.map { try !$0.isLess(than: total.expected) } ?? true, "\(patch)")
      }
      let expected = comparison.outlook.load.expected
      let saturated = expected > .zero && expected >= min(.one, Quantity(most))
      #expect((comparison.savings == nil) == saturated, "\(patch)")
    }
  }

  @Test func `a fallback is inferred, with its reason`() throws {
    let price = try #require(try line("log-ingestion", comparison("spec: {region: eu-west-1}").normal).unitPrice)
    #expect(price.status == .inferred)
    #expect(price.asOf == nil)
    #expect(price.source.contains("known for us-east-1 only"))
    #expect(price.amount.low.exact == "0.5")
    let known = try #require(try line("log-ingestion", comparison("{}").normal).unitPrice)
    #expect(known.status == .list)
  }

  @Test func `an hour and a day are shares of the month`() throws {
    let monthly = try Money("730", .usd)
    #expect(Period.hour.amount(ofMonthly: monthly).exact == "1")
    #expect(Period.day.amount(ofMonthly: monthly).exact == "24")
    #expect(Period.month.amount(ofMonthly: monthly) == monthly)
  }

  @Test func `quantities beyond reason are an error`() throws {
    let text = CostProfileTests.profile.replacing("normal: 1", with: "normal: 99999999999999999999")
      .replacing(
        "price: {instanceType: m5.large}",
        with: "price: {instanceType: none, fallback: {unit: hour, low: 1, expected: 1, high: 999999999999, reason: x}}")
    let profile = try CostProfile(SourceFile(name: "p.yaml", text: text))
    #expect(throws: MoneyError.outOfRange) { try comparison("{}", profile: profile) }
  }
}
