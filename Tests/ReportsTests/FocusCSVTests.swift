import Findings
import Requests
import Costs
import Foundation
import Gate
import Money
import TestSupport
import Testing

@testable import Reports

@Suite struct FocusCSVTests {
  /// The records of a text by RFC 4180.
  private func records(_ text: String) -> [[String]] {
    var (records, record, field, isQuoted) = ([[String]](), [String](), "", false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()  // a doubled quote toggles twice; no test has one
      case "," where !isQuoted:
        record.append(field)
        field = ""
      case "\r" where !isQuoted: continue
      case "\n" where !isQuoted:
        records.append(record + [field])
        (record, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    return records
  }

  private func rows(_ profile: CostProfile, _ patch: String = "{}") throws -> ([[String: String]], Comparison) {
    let request = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first?.complete)
    let comparison = try Estimator(profile: profile, catalog: try Repository.catalog.get()).bills(of: request)
      .reported
    let bills = [comparison.normal, comparison.costSavings].map {
      FocusCSV.Bill(
        request, $0, isSelected: comparison.selected == $0.mode, exchangeRate: comparison.exchangeRate)
    }
    let report = FocusCSV.render(bills, asOf: Repository.day) { _ in "US East (N. Virginia)" }
    let records = records(report.text)
    let header = try #require(records.first)
    return (records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }, comparison)
  }

  /// FOCUS 1.2, the columns of feature level "Mandatory".
  private static let mandatory = """
    BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory \
    ChargeClass ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost InvoiceIssuerName \
    ListCost PricingQuantity PricingUnit ProviderName PublisherName ServiceCategory ServiceName
    """.split(separator: " ").map(String.init)

  @Test func `every mandatory column is there, and our own come last`() {
    #expect(Set(Self.mandatory).isSubset(of: FocusCSV.columns))
    #expect(Set(FocusCSV.columns).count == FocusCSV.columns.count)
    let (own, theirs) = (
      FocusCSV.columns.filter { $0.hasPrefix("x_") }, FocusCSV.columns.filter { !$0.hasPrefix("x_") }
    )
    #expect(FocusCSV.columns == theirs + own)
    #expect(theirs == theirs.sorted())
  }

  @Test func `columns that must not be null are not, where prices are known`() throws {
    let (rows, _) = try rows(try TermsProfile.profile(""))
    let nullable: Set = ["BillingAccountName", "ChargeClass"]
    for row in rows {
      for column in Self.mandatory where !nullable.contains(column) {
        #expect(row[column]?.isEmpty == false, "\(column)")
      }
      #expect(row["ChargeClass"] == "" && row["BillingAccountId"] == "123456789012")
      #expect(row["BillingPeriodStart"] == "2026-11-01T00:00:00Z" && row["BillingPeriodEnd"] == "2026-12-01T00:00:00Z")
      #expect(row["ServiceCategory"] != "Other")
    }
  }

  @Test(arguments: [
    "", "discounts: [{service: all, percent: 9, reason: a}]\nmarkups: [{service: EC2, percent: 3, reason: a}]",
  ])
  func `costs add up to the bill, and are prices times quantities`(terms: String) throws {
    let (rows, comparison) = try rows(try TermsProfile.profile(terms))
    for estimate in [comparison.normal, comparison.costSavings] {
      let own = rows.filter { $0["x_Mode"] == estimate.mode.rawValue }
      #expect(own.count == estimate.lines.count)
      func sum(_ column: String) throws -> Money {
        try own.reduce(.zero(.usd)) { try $0.adding(Money($1[column] ?? "", .usd)) }
      }
      #expect(try sum("BilledCost") == estimate.total.expected)
      #expect(try sum("EffectiveCost") == estimate.total.expected)
      #expect(try sum("x_LowCost") == estimate.total.low)
      #expect(try sum("x_HighCost") == estimate.total.high)
      for row in own {
        let quantity = try #require(Quantity(row["PricingQuantity"] ?? ""))
        for (price, cost) in [("ListUnitPrice", "ListCost"), ("ContractedUnitPrice", "ContractedCost")] {
          let product = try Money(row[price] ?? "", .usd).multiplied(by: quantity)
          #expect(product.exact == row[cost], "\(row["x_Component"] ?? "") \(cost)")
        }
      }
    }
  }

  @Test func `a line of unknown price has no costs, which is not zero`() throws {
    let (rows, _) = try rows(try TermsProfile.profile(""), "spec: {instanceTypes: [cg1.4xlarge]}")
    let row = try #require(rows.first { $0["x_Component"] == "compute-nodes" })
    for column in ["BilledCost", "ListCost", "ContractedCost", "EffectiveCost", "x_LowCost", "PricingQuantity"] {
      #expect(row[column] == "")
    }
    #expect(row["x_PriceStatus"] == "unknown")
    #expect(row["x_UnknownBecause"] == "the catalog has no price of cg1.4xlarge in us-east-1")
  }

  @Test func `a price without a list price is its own list cost`() throws {
    let profile = try TermsProfile.profile(
      "priceBook: [{instanceType: cg1.4xlarge, price: 2, date: 2026-07-01, reason: a}]")
    let (rows, _) = try rows(profile, "spec: {instanceTypes: [cg1.4xlarge]}")
    let row = try #require(rows.first { $0["x_Component"] == "compute-nodes" })
    #expect(row["ListUnitPrice"] == "" && row["ListCost"] == row["BilledCost"] && row["BilledCost"] != "")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("a,b", "\"a,b\""),
    ("a \"b\"", "\"a \"\"b\"\"\""), ("=a,b", "\"'=a,b\""), ("a\r\nb", "a\\u{D}\\u{A}b"), ("\t=1", "\\u{9}=1"),
    ("a=1", "a=1"),
    ("", ""),
  ])
  func `fields are quoted, and no text becomes a formula`(text: String, field: String) {
    #expect(CSVText.record([.text(text)]) == field + "\r\n")
  }

  @Test func `numbers are as they are`() {
    #expect(CSVText.record([.number("-1.5"), .null, .text("a")]) == "-1.5,,a\r\n")
  }

  @Test(arguments: [
    ("hour", "Hours"), ("GB-month", "GB-Months"), ("LCU-hour", "LCU-Hours"), ("key-month", "Key-Months"), ("GB", "GB"),
    ("1000 requests", "1000 Requests"),
  ])
  func `units have the form of FOCUS`(unit: String, focus: String) {
    #expect(FocusService.unit(unit) == focus)
  }
}
