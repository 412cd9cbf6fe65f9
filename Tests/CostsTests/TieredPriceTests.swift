import Catalog
import Findings
import Money
import Requests
import TestSupport
import Testing

@testable import Costs

@Suite struct TieredPriceTests {
  /// The shipped tiers of data to the internet in us-east-1: 10,240 GB at 0.09, the next 40,960 at 0.085, then 0.07.
  private func line(gigabytes: String, usage: String = "out to internet", terms: String = "") throws -> LineItem {
    let text = """
      apiVersion: tollgate/v1
      kind: CostProfile
      metadata: {name: egress}
      description: data to the internet
      components:
        - name: egress
          title: egress
          part: usage
          price: {service: Data transfer, usage: "\(usage)"}
          quantity: {normal: \(gigabytes), costSavings: 0}
          reason: assumed
      \(terms)
      """
    let profile = try CostProfile(SourceFile(name: "profile.yaml", text: text))
      .checked(against: try Repository.catalog.get())
    let draft = try #require(RequestText.drafts(try RequestText.patched("{}"), name: "a.json").first)
    let estimator = Estimator(profile: profile, catalog: try Repository.catalog.get())
    let comparison = try estimator.comparison(of: try #require(draft.complete))
    return try #require(comparison.normal.lines.first)
  }

  @Test(arguments: [
    ("1", "0.09", "0.09"), ("10240", "921.6", "0.09"), ("10241", "921.685", "0.089999511766"),
    ("51200", "4403.2", "0.086"), ("100000", "7819.2", "0.078192"), ("153600", "11571.2", "0.075333333333"),
  ])
  func `each unit costs what its tier says, and the unit price is the mean`(
    gigabytes: String, cost: String, mean: String
  ) throws {
    let line = try line(gigabytes: gigabytes)
    #expect(line.monthly?.expected.exact == cost)
    #expect(line.unitPrice?.amount.expected.exact == mean)
    #expect(line.unitPrice?.status == .list)
  }

  @Test func `beyond the last tier that is known its price goes on, and that is said`() throws {
    let line = try line(gigabytes: "153601")
    #expect(line.monthly?.expected.exact == "11571.27")
    #expect(line.unitPrice?.status == .inferred)
    #expect(line.unitPrice?.source.contains("beyond 153600 GB the catalog has no price") == true)
  }

  @Test func `bounds in different tiers each have their cost`() throws {
    let monthly = try #require(try line(gigabytes: "{low: 10, expected: 20480, high: 100000}").monthly)
    #expect([monthly.low, monthly.expected, monthly.high].map(\.exact) == ["0.9", "1792", "7819.2"])
  }

  @Test func `the words of the first tier name the usage`() throws {
    #expect(try line(gigabytes: "100000", usage: "out to internet, first 10 TB").monthly?.expected.exact == "7819.2")
  }

  @Test func `discounts and markups apply to every tier, a price of one's own to all units`() throws {
    let discount = "discounts: [{service: Data transfer, percent: 10, reason: agreed}]"
    let less = try line(gigabytes: "100000", terms: discount)
    #expect(less.monthly?.expected.exact == "7037.28")
    #expect(less.listMonthly?.expected.exact == "7819.2")
    let own =
      "priceBook: [{service: Data transfer, usage: out to internet, unit: GB, price: 0.05, date: 2026-01-01, reason: own}]"
    let book = try line(gigabytes: "100000", terms: own)
    #expect(book.monthly?.expected.exact == "5000")
  }
}
