import Catalog
import Money
import Requests
import TestSupport
import Testing

@testable import Costs

@Suite struct CostDifferenceTests {
  private func side(_ patch: String, terms: String = "") throws -> CostDifference.Side {
    let request = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first?.complete)
    let profile = try terms.isEmpty ? Repository.costProfile.get() : TermsProfile.profile(terms)
    let estimator = Estimator(profile: profile, catalog: try Repository.catalog.get())
    return CostDifference.Side(request, try estimator.comparison(of: request))
  }

  private func difference(_ old: String, _ new: String, oldTerms: String = "", newTerms: String = "") throws
    -> CostDifference
  {
    try CostDifference(old: side(old, terms: oldTerms), new: side(new, terms: newTerms), in: nil)
  }

  @Test func `a price that is gone is no saving`() throws {
    let difference = try difference("{}", "spec: {instanceTypes: [cg1.4xlarge]}")
    let line = try #require(difference.normal.lines.first { $0.component.name == "compute-nodes" })
    #expect(line.change == .changed && line.monthly == nil)
    #expect(line.unknownBecause == "now, the catalog has no price of cg1.4xlarge in us-east-1")
    #expect(difference.normal.lines.count == 1)
    #expect(difference.normal.total.monthly == Bounds(.zero(.usd)))
    #expect(difference.normal.total.notIncluded == ["compute nodes"])
  }

  @Test func `a price that was not known before adds nothing, and is said`() throws {
    let difference = try difference("spec: {instanceTypes: [cg1.4xlarge]}", "{}")
    let line = try #require(difference.normal.lines.first)
    #expect(line.monthly == nil)
    #expect(line.unknownBecause == "before, the catalog has no price of cg1.4xlarge in us-east-1")
    #expect(!difference.normal.total.isComplete)
  }

  @Test func `a price unknown on both sides is not in the difference either`() throws {
    let patch = "spec: {instanceTypes: [cg1.4xlarge]}"
    let same = try difference(patch, patch)
    #expect(same.isEmpty && same.normal.total.notIncluded == ["compute nodes"])
  }

  @Test func `a new request is all added, one that is gone all removed`() throws {
    let one = try side("{}")
    let added = try CostDifference(old: nil, new: one, in: nil)
    #expect(added.normal.lines.allSatisfy { $0.change == .added })
    #expect(added.normal.lines.count == one.comparison.normal.lines.count)
    #expect(added.normal.total.monthly.expected == one.comparison.normal.total.expected)
    let removed = try CostDifference(old: one, new: nil, in: nil)
    #expect(removed.costSavings.lines.allSatisfy { $0.change == .removed })
    let nothing = try removed.costSavings.total.monthly.high.adding(try #require(one.comparison.costSavings.total.high))
    #expect(nothing == .zero(.usd))
  }

  @Test func `another mode is a change of what is paid`() throws {
    let difference = try difference("spec: {costSavings: false}", "spec: {costSavings: true}")
    #expect(!difference.isEmpty && difference.changesMode)
    #expect(difference.normal.isEmpty && difference.costSavings.isEmpty)
    #expect(difference.selected.lines.contains { $0.component.name == "management-nodes" && $0.change == .removed })
    #expect(difference.selected.total.monthly.expected.isNegative)
  }

  @Test func `a discount shows on the same request`() throws {
    let difference = try difference(
      "{}", "{}", newTerms: "discounts: [{service: EKS, percent: 10, reason: agreed}]")
    #expect(difference.normal.lines.map(\.component.name) == ["control-plane"])
    #expect(difference.normal.total.monthly.expected.exact == "-7.3")
  }

  @Test func `another exchange rate is no change of the bill`() throws {
    let rate = try #require(try TermsProfile.profile("currency: {code: EUR, rate: 0.9, date: 2026-11-01}").exchangeRate)
    let old = try side("{}", terms: "currency: {code: EUR, rate: 0.8, date: 2026-10-01}")
    let new = try side("{}", terms: "currency: {code: EUR, rate: 0.9, date: 2026-11-01}")
    let difference = try CostDifference(old: old, new: new, in: rate)
    #expect(difference.isEmpty)
    #expect(difference.normal.new?.total.low.currency.description == "EUR")
  }

  /// Requests and terms at random: a difference of a thing with itself is empty, the old total and the difference are the
  /// new total exactly, lines add up to the total, and the way back is the same with the other sign.
  @Test func `differences are exact`() throws {
    let catalog = try Repository.catalog.get()
    let types = try #require(catalog.data(for: "us-east-1")).onDemand.keys.sorted()
    var random = Steps()
    func patch() -> String {
      let chosen = (0...random.next(3)).map { _ in types[random.next(types.count)] }.joined(separator: ", ")
      let least = random.next(5)
      let region = ["us-east-1", "eu-west-1", "ap-southeast-2"][random.next(3)]
      return "spec: {region: \(region), instanceTypes: [\(chosen)], costSavings: \(random.next(2) == 0), "
        + "workload: {computeNodes: {min: \(least), max: \(least + random.next(9))}, load: \(least > 0 ? "0.\(random.next(1_000))" : "0")}}"
    }
    func terms() -> String {
      switch random.next(3) {
      case 0: ""
      case 1: "discounts: [{service: all, percent: \(random.next(100)).\(random.next(1_000)), reason: a}]"
      default:
        "markups: [{service: EC2, percent: \(random.next(40)).\(random.next(1_000)), reason: a}]\n"
          + "currency: {code: EUR, rate: 0.\(random.next(1_000) + 1), date: 2026-11-01}"
      }
    }
    let rate = try TermsProfile.profile("currency: {code: EUR, rate: 0.917, date: 2026-11-01}").exchangeRate
    for _ in 0..<60 {
      let (one, other) = (try side(patch(), terms: terms()), try side(patch(), terms: terms()))
      for rate in [nil, rate] {
        #expect(try CostDifference(old: one, new: one, in: rate).isEmpty)
        let there = try CostDifference(old: one, new: other, in: rate)
        let back = try CostDifference(old: other, new: one, in: rate)
        for (bill, reverse) in [
          (there.normal, back.normal), (there.costSavings, back.costSavings), (there.selected, back.selected),
        ] {
          try expectExact(bill, isConverted: rate != nil)
          #expect(bill.lines.count == reverse.lines.count)
          #expect(try bill.total.monthly.expected.adding(reverse.total.monthly.expected).exact == "0")
        }
      }
    }
  }

  private func expectExact(_ bill: BillDifference, isConverted: Bool) throws {
    let (old, new) = (try #require(bill.old).total, try #require(bill.new).total)
    let zero = Money.zero(new.low.currency)
    if bill.total.isComplete {
      #expect(try old.low.adding(bill.total.monthly.low) == new.low)
      #expect(try old.expected.adding(bill.total.monthly.expected) == new.expected)
      #expect(try old.high?.adding(bill.total.monthly.high) == new.high)
    }
    let sum = try bill.lines.compactMap(\.monthly).reduce(zero) { try $0.adding($1.expected) }
    if isConverted {  // each line is rounded at the twelfth decimal place
      #expect(sum.rounded(places: 9) == bill.total.monthly.expected.rounded(places: 9))
    } else {
      #expect(sum == bill.total.monthly.expected)
    }
  }
}

/// A linear congruential generator (Knuth's MMIX), so that each run sees the same cases.
private struct Steps {
  private var state: UInt64 = 7

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
