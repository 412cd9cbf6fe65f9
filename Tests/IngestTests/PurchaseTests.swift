import Catalog
import Foundation
import Money
import TestSupport
import Testing

@testable import Ingest

/// Spot capacity and commitments: what is read, and which prices follow.
@Suite struct PurchaseTests {
  private static func history(_ prices: [(type: String, price: String, zone: String, day: String)]) -> String {
    let items = prices.map {
      "<item><instanceType>\($0.type)</instanceType><productDescription>Linux/UNIX</productDescription>"
        + "<spotPrice>\($0.price)</spotPrice><timestamp>\($0.day)T01:02:03.000Z</timestamp>"
        + "<availabilityZone>\($0.zone)</availabilityZone></item>"
    }
    return "<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>\(items.joined())</spotPriceHistorySet>"
      + "</DescribeSpotPriceHistoryResponse>"
  }

  /// A catalog as a check reads it.
  private func catalog(_ contents: CatalogContents) throws -> Catalog {
    try Catalog(index: IndexSource(IndexWriter.bytes(of: contents)), madeFrom: nil, regions: .all)
  }

  @Test func `of a history the median, the bounds and the newest day of each zone are kept`() throws {
    let days = ["2026-11-01", "2026-11-03", "2026-11-02"]
    let prices =
      zip(["0.5", "0.4", "0.600000"], days).map { ("g6.xlarge", $0, "us-east-1a", $1) } + [
        ("g6.xlarge", "0.45", "us-east-1b", "2026-11-01"), ("g6.xlarge", "0.0", "us-east-1c", "2026-11-01"),
      ]
    let result = try Imports.run([Imports.regions, Self.history(prices)])
    #expect(result.files[1].kept == ["spot prices": 4])
    #expect(result.files[1].skipped == ["without a price": 1])
    let market = try #require(result.contents.regionalData["us-east-1"]?.spot["g6.xlarge"])
    #expect(
      market.zones.map {
        "\($0.name) \($0.median.exact) \($0.least.exact) \($0.greatest.exact) \($0.samples) \($0.newest)"
      }
        == ["us-east-1a 0.5 0.4 0.6 3 2026-11-03", "us-east-1b 0.45 0.45 0.45 1 2026-11-01"])
    let price = try #require(try catalog(result.contents).data(for: "us-east-1")?.spotPrice(of: "g6.xlarge"))
    #expect(price.amount.exact == "0.45" && price.status == .list)
    #expect(price.source == "EC2's spot prices in us-east-1b, median of 1 until 2026-11-01")
  }

  @Test func `the median of many prices is right to one percent, in any order and any number of files`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20 {
      let count = Int.random(in: 65...3_000, using: &random)
      let scale = Double.random(in: 0.001...50, using: &random)
      let values = (0..<count).map { _ in Double.random(in: 0.1...2, using: &random) * scale }
      let prices = values.map { ("m5.large", "\(Quantity(nearest: $0) ?? .one)", "us-east-1a", "2026-11-01") }
      let whole = try Imports.run([Imports.regions, Self.history(prices)])
      let half = prices.count / 3
      let parts = try Imports.run([
        Self.history(Array(prices[half...].shuffled(using: &random))), Imports.regions,
        Self.history(Array(prices[..<half])),
      ])
      #expect(whole.region() == parts.region())
      let median = try #require(whole.contents.regionalData["us-east-1"]?.spot["m5.large"]?.zones.first?.median)
      let exact = values.sorted()[(count - 1) / 2]
      let found = try #require(Double(median.exact))
      #expect(abs(found / exact - 1) < 0.01, "\(found) for \(exact)")
    }
  }

  @Test func `what the spot advisor says makes a price that is inferred`() throws {
    let advisor = """
      {"ranges": [{"index": 0, "label": "<5%", "max": 5}, {"index": 4, "label": ">20%", "max": 100}],
       "spot_advisor": {"us-east-1": {"Linux": {"m5.large": {"s": 70, "r": 4}}, "Windows": {"m5.large": {"s": 1, "r": 0}}}}}
      """
    let result = try Imports.run([Imports.regions, advisor, Imports.offer([Imports.row()])])
    let market = try #require(result.contents.regionalData["us-east-1"]?.spot["m5.large"]?.advice)
    #expect(market.leastPercent == 20 && market.greatestPercent == 100 && market.savingsPercent == 70)
    let price = try #require(try catalog(result.contents).data(for: "us-east-1")?.spotPrice(of: "m5.large"))
    #expect(price.amount.exact == "0.0288" && price.status == .inferred)
    #expect(price.source == "70 % below on demand by AWS's spot advisor of 2026-11-20")
  }

  @Test(arguments: [false, true])
  func `reserved prices keep their term and payment, if they are asked for`(isJSON: Bool) throws {
    let header = Imports.offer([]).replacing(
      "\"Region Code\"\n", with: "\"Region Code\",\"LeaseContractLength\",\"PurchaseOption\",\"OfferingClass\"\n")
    func row(_ changes: [String: String], _ terms: String) -> String {
      Imports.row(["TermType": "Reserved"].merging(changes) { $1 }) + "," + terms + "\n"
    }
    let csv =
      header + Imports.row() + ",,,\n"
      + row(["PricePerUnit": "0.05"], "\"1yr\",\"Partial Upfront\",\"standard\"")
      + row(["PricePerUnit": "219", "Unit": "Quantity"], "\"1yr\",\"Partial Upfront\",\"standard\"")
      + row(["PricePerUnit": "0.08"], "\"1yr\",\"No Upfront\",\"convertible\"")
    func term(_ payment: String, _ kind: String, _ dimensions: String) -> String {
      """
      {"termAttributes": {"LeaseContractLength": "1yr", "PurchaseOption": "\(payment)", "OfferingClass": "\(kind)"},
       "priceDimensions": {\(dimensions)}}
      """
    }
    let hours = "\"a\": {\"unit\": \"Hrs\", \"pricePerUnit\": {\"USD\": \"0.05\"}}"
    let fee = "\"b\": {\"unit\": \"Quantity\", \"pricePerUnit\": {\"USD\": \"219\"}}"
    let json = Imports.offerJSON().replacing(
      "\"terms\": {",
      with:
        "\"terms\": {\"Reserved\": {\"SKU5\": {\"SKU5.A\": \(term("Partial Upfront", "standard", hours + "," + fee)), "
        + "\"SKU5.B\": \(term("No Upfront", "convertible", hours.replacing("0.05", with: "0.08")))}}, ")
    let text = isJSON ? json : csv
    let plain = try Imports.run([Imports.regions, text])
    #expect(plain.contents.regionalData["us-east-1"]?.commitments.isEmpty == true)
    let result = try Imports.run([Imports.regions, text], keepingReserved: true)
    let prices = try #require(result.contents.regionalData["us-east-1"]?.commitments["m5.large"])
    #expect(
      prices.map { "\($0.plan.rawValue) \($0.years) \($0.payment.rawValue) \($0.hourly.exact) \($0.upfront.exact)" }
        == [
          "reserved-convertible 1 no-upfront 0.08 0", "reserved-standard 1 partial-upfront 0.05 219",
        ])
    let data = try #require(try catalog(result.contents).data(for: "us-east-1"))
    for (terms, price) in [
      (CommitmentTerms(years: 1), "0.075"), (CommitmentTerms(years: 1, plan: .reservedConvertible), "0.08"),
      (CommitmentTerms(years: 1, payment: .noUpfront), "0.08"),
      (CommitmentTerms(years: 1, plan: .reservedStandard, payment: .partialUpfront), "0.075"),
      (CommitmentTerms(years: 1, plan: .reservedStandard, payment: .noUpfront), nil),
      (CommitmentTerms(years: 1, plan: .computeSavingsPlan), nil), (CommitmentTerms(years: 3), nil),
    ] {
      #expect(data.commitmentPrice(of: "m5.large", terms)?.amount.exact == price)
    }
    #expect(
      CatalogText(try Imports.run([], base: result.contents).contents).files == CatalogText(result.contents).files)
  }

  private static let commitments = "region,instance_type,plan,years,payment,usd_per_hour,usd_upfront\n"

  @Test func `a table of commitments has upfront prices, which are spread over the years`() throws {
    let table = """
      us-east-1,m5.large,compute-savings-plan,3,no-upfront,0.05,
      us-east-1,m5.large,reserved-standard,1,all-upfront,,438
      us-east-1,m5.large,reserved-standard,3,partial-upfront,0.01,262.8\n
      """
    let result = try Imports.run([Imports.regions, Self.commitments + table])
    #expect(result.files[1].kept == ["prices of commitments": 3])
    let data = try #require(try catalog(result.contents).data(for: "us-east-1"))
    #expect(data.commitmentPrice(of: "m5.large", CommitmentTerms(years: 1))?.amount.exact == "0.05")
    let cheapest = try #require(data.commitmentPrice(of: "m5.large", CommitmentTerms(years: 3)))
    #expect(cheapest.amount.exact == "0.02")
    #expect(cheapest.source == "reserved-standard, partial-upfront: a table of 2026-11-20")
    #expect(
      CatalogText(try Imports.run([], base: result.contents).contents).files == CatalogText(result.contents).files)
  }

  @Test(arguments: [
    ("reserved,1,no-upfront,1,", "the column `plan` is `reserved`, not one of `reserved-standard`, `reserved-conv"),
    ("reserved-standard,2,no-upfront,1,", "the column `years` is `2`, not 1 or 3"),
    ("reserved-standard,1,monthly,1,", "the column `payment` is `monthly`, not one of `no-upfront`"),
    ("reserved-standard,1,no-upfront,,", "the commitment costs nothing"),
    ("reserved-standard,1,no-upfront,0,0.00", "the commitment costs nothing"),
    ("reserved-standard,1,no-upfront,-1,", "the column `usd_per_hour` is `-1`, not a plausible amount"),
    ("reserved-standard,1,no-upfront,1000000,", "the column `usd_per_hour` is `1000000`"),
    ("reserved-standard,1,all-upfront,,1e9", "the column `usd_upfront` is `1e9`"),
  ])
  func `an impossible commitment is an error at its line`(row: String, message: String) throws {
    let error = #expect(throws: ImportError.self) {
      try Imports.run([Imports.regions, Self.commitments + "us-east-1,m5.large,\(row)\n"])
    }
    #expect(error.map { "\($0)".contains(message) && "\($0)".contains(":2") } == true, "\(error as Any)")
  }

  @Test(arguments: [false, true])
  func `rates of savings plans are those of Linux without licenses, whatever comes last`(isJSON: Bool) throws {
    func rate(_ operation: String, _ price: String, _ sku: String, usage: String = "USE2-BoxUsage:m5.large") -> String {
      """
      {"discountedSku": "\(sku)", "discountedUsageType": "\(usage)", "discountedOperation": "\(operation)",
       "discountedServiceCode": "AmazonEC2", "rateCode": "PLAN1.\(sku)", "unit": "Hrs", "discountedRegionCode": "us-east-1",
       "discountedRate": {"price": "\(price)", "currency": "USD"}}
      """
    }
    let list = """
      {"publicationDate": "2026-11-18T00:00:00Z", "products": [
        {"sku": "PLAN1", "productFamily": "ComputeSavingsPlans",
         "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "3yr"}}],
       "terms": {"savingsPlan": [{"sku": "PLAN1", "rates": [
        \(rate("RunInstances", "0.05", "B")), \(rate("RunInstances:0002", "0.01", "A")),
        \(rate("RunInstances", "0.06", "C")), \(rate("RunInstances", "0.02", "D", usage: "DedicatedUsage:m5.large"))]}]}}
      """
    func row(_ operation: String, _ price: String, _ sku: String, usage: String = "USE2-BoxUsage:m5.large") -> String {
      "PLAN1,PLAN1.\(sku),Hrs,2026-11-01,\(price),USD,\(sku),AmazonEC2,\(usage),\(operation),No Upfront,3,year,"
        + "ComputeSavingsPlans,us-east-1\n"
    }
    let csv = [
      """
      FormatVersion,v1.0
      Disclaimer,None
      Publication Date,2026-11-18T00:00:00Z
      Version,20261118000000
      OfferCode,AWSComputeSavingsPlan
      SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,DiscountedUsageType,\
      DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,Product Family,DiscountedRegionCode

      """, row("RunInstances", "0.05", "B"), row("RunInstances:0002", "0.01", "A"), row("RunInstances", "0.06", "C"),
      row("RunInstances", "0.02", "D", usage: "DedicatedUsage:m5.large"),
    ].joined()
    let result = try Imports.run([Imports.regions, isJSON ? list : csv])
    let prices = try #require(result.contents.regionalData["us-east-1"]?.commitments["m5.large"])
    #expect(prices.map(\.source) == ["AWS price list of savings plans of 2026-11-18, SKU B"])
    #expect(prices.map { "\($0.plan.rawValue) \($0.years) \($0.hourly.exact)" } == ["compute-savings-plan 3 0.05"])
    #expect(result.conflicts.count == 1)
  }

  @Test(arguments: [("", "the SKU ``"), ("A B", "`A B`"), ("\u{1B}[31mA", "the SKU"), ("É", "`É`")])
  func `a SKU that is not one is an error of the list that has it`(sku: String, message: String) throws {
    let rate = """
      {"discountedSku": "\(sku.replacing("\u{1B}", with: "\\u001b"))", "discountedUsageType": "BoxUsage:m5.large",
       "discountedOperation": "RunInstances", "discountedServiceCode": "AmazonEC2", "rateCode": "PLAN1.A", "unit": "Hrs",
       "discountedRegionCode": "us-east-1", "discountedRate": {"price": "0.05", "currency": "USD"}}
      """
    let plans = """
      {"publicationDate": "2026-11-18T00:00:00Z", "products": [
        {"sku": "PLAN1", "productFamily": "ComputeSavingsPlans",
         "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "3yr"}}],
       "terms": {"savingsPlan": [{"sku": "PLAN1", "rates": [\(rate)]}]}}
      """
    let offer = Imports.offer([]) + Imports.row(["SKU": sku]) + "\n"
    for text in [plans, offer] {
      let error = #expect(throws: ImportError.self) { try Imports.run([Imports.regions, text]) }
      #expect(error?.message.contains(message) == true, "\(error.map { $0.message } ?? "")")
    }
    let long = String(repeating: "A", count: 65)
    let longer = plans.replacing("\"discountedSku\": \"", with: "\"discountedSku\": \"\(long)")
    #expect(throws: ImportError.self) { try Imports.run([Imports.regions, longer]) }
  }

  @Test(arguments: [false, true])
  func `plans of other services are passed over`(isJSON: Bool) throws {
    let json = """
      {"publicationDate": "2026-11-18T00:00:00Z", "products": [
        {"sku": "PLAN1", "productFamily": "DatabaseSavingsPlans",
         "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "1yr"}}],
       "terms": {"savingsPlan": [{"sku": "PLAN1", "rates": [
        {"discountedSku": "A", "discountedUsageType": "BoxUsage:m5.large", "discountedOperation": "RunInstances",
         "discountedServiceCode": "AmazonEC2", "rateCode": "PLAN1.A", "unit": "Hrs",
         "discountedRegionCode": "us-east-1", "discountedRate": {"price": "0.05", "currency": "USD"}}]}]}}
      """
    let csv = """
      FormatVersion,v1.0
      Publication Date,2026-11-18
      OfferCode,AWSDatabaseSavingsPlans
      DiscountedSKU,Unit,DiscountedRate,Currency,DiscountedServiceCode,DiscountedUsageType,DiscountedOperation,\
      PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,Product Family,DiscountedRegionCode
      A,Hrs,0.05,USD,AmazonEC2,BoxUsage:m5.large,RunInstances,No Upfront,1,year,DatabaseSavingsPlans,us-east-1

      """
    let result = try Imports.run([Imports.regions, isJSON ? json : csv])
    #expect(result.contents.regionalData["us-east-1"]?.commitments.isEmpty ?? true)
  }

  @Test(arguments: [
    ("USD", "CNY", "is in `CNY`; the catalog holds US dollars only"),
    ("0.05,USD", "-0.05,USD", "the rate of SKU `B` is `-0.05`, not a plausible amount"),
    ("0.05,USD", "x,USD", "the rate of SKU `B` is `x`, not a plausible amount"),
    ("DiscountedSKU,", "Sku,", "the column `DiscountedSKU` is missing"),
    ("Publication Date,2026-11-18", "Publication Date,soon", "the publication date `soon` is not a date"),
    ("Publication Date,2026-11-18\n", "", "the price list says no publication date"),
    (",us-east-1\n", "\n", "the row has 11 values, and the header 12; is the file cut off?"),
    (",us-east-1\n", ",us-east-1", "the last row has no line break; is the file cut off?"),
  ])
  func `a list of savings plans that is damaged says where`(old: String, new: String, message: String) throws {
    let header = [
      "DiscountedSKU", "Unit", "DiscountedRate", "Currency", "DiscountedServiceCode", "DiscountedUsageType",
      "DiscountedOperation", "PurchaseOption", "LeaseContractLength", "LeaseContractLengthUnit", "Product Family",
      "DiscountedRegionCode",
    ]
    let csv =
      "FormatVersion,v1.0\nPublication Date,2026-11-18\nOfferCode,AWSComputeSavingsPlan\n"
      + "\(header.joined(separator: ","))\n"
      + "B,Hrs,0.05,USD,AmazonEC2,BoxUsage:m5.large,RunInstances,No Upfront,3,year,ComputeSavingsPlans,us-east-1\n"
    #expect(try Imports.run([Imports.regions, csv]).contents.regionalData["us-east-1"]?.commitments.count == 1)
    let error = #expect(throws: ImportError.self) {
      _ = try Imports.run([Imports.regions, csv.replacing(old, with: new)])
    }
    #expect(error.map { "\($0)".contains(message) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `reserved offerings of EC2 count unless somebody else sells them`() throws {
    func offering(_ price: String, marketplace: Bool) -> String {
      """
      <item><instanceType>m5.large</instanceType><availabilityZone>us-east-1a</availabilityZone><duration>31536000</duration>
      <usagePrice>0.0</usagePrice><fixedPrice>0.0</fixedPrice><productDescription>Linux/UNIX</productDescription>
      <instanceTenancy>default</instanceTenancy><currencyCode>USD</currencyCode><offeringClass>standard</offeringClass>
      <offeringType>No Upfront</offeringType><marketplace>\(marketplace)</marketplace>
      <recurringCharges><item><frequency>Hourly</frequency><amount>\(price)</amount></item></recurringCharges></item>
      """
    }
    let answer =
      "<DescribeReservedInstancesOfferingsResponse><reservedInstancesOfferingsSet>"
      + offering("0.07", marketplace: false) + offering("0.01", marketplace: true)
      + "</reservedInstancesOfferingsSet></DescribeReservedInstancesOfferingsResponse>"
    let result = try Imports.run([Imports.regions, answer])
    #expect(result.contents.regionalData["us-east-1"]?.commitments["m5.large"]?.map(\.hourly.exact) == ["0.07"])
    #expect(result.files[1].skipped == ["offered by somebody else than AWS": 1])
  }

  @Test(arguments: [("0.096", 96_000_000), ("12", 12_000_000_000), ("0.0000000010", 1)])
  func `prices are read as digits`(text: String, units: UInt64) {
    #expect(text.utf8.withContiguousStorageIfAvailable { PriceDigits.units(UnsafeRawBufferPointer($0)) } == units)
  }

  @Test(arguments: ["", ".", "1.", ".5", "-1", "1e3", "1,5", "0.0000000001", "9999999999", "1000000", "1.2.3"])
  func `what is no price is refused`(text: String) {
    let units = Array(text.utf8).withUnsafeBytes { PriceDigits.units($0) }
    #expect(units == nil || text == "1.")
  }

  @Test(arguments: [("<5%", 0...5), ("5-10%", 5...10), (">20%", 20...100)])
  func `bands are percentages`(label: String, percents: ClosedRange<Int>) {
    #expect(SpotAdvisor.percents(label) == percents)
    for wrong in ["", "5", "<x%", "10-5%", "5-10", ">200%"] { #expect(SpotAdvisor.percents(wrong) == nil) }
  }
}
