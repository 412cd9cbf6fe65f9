import Findings
import Money
import Requests
import TestSupport
import Testing

@testable import Costs

@Suite struct PriceTermsTests {
  private func comparison(_ terms: String, _ patch: String = "{}") throws -> Comparison {
    try bills(terms, patch).computed
  }

  private func bills(_ terms: String, _ patch: String = "{}") throws -> Bills {
    let request = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first?.complete)
    let catalog = try Repository.catalog.get()
    let profile = try TermsProfile.profile(terms).checked(against: catalog)
    return try Estimator(profile: profile, catalog: catalog).bills(of: request)
  }

  private func line(_ name: String, _ terms: String, _ patch: String = "{}") throws -> LineItem {
    try #require(try comparison(terms, patch).normal.lines.first { $0.component.name == name })
  }

  /// EKS costs 0.1 an hour, an m6i.2xlarge 0.384, of which normal mode has three: AWS's list prices.
  @Test(arguments: [
    ("discounts: [{service: all, percent: 10, reason: a}]", "control-plane", "0.09", "0.09", "65.7"),
    ("discounts: [{service: all, percent: 100, reason: a}]", "control-plane", "0", "0", "0"),
    ("discounts: [{service: all, percent: 0, reason: a}]", "control-plane", "0.1", "0.1", "73"),
    ("discounts: [{service: EC2, percent: 10, reason: a}]", "control-plane", "0.1", "0.1", "73"),
    ("discounts: [{service: EC2, percent: 12.5, reason: a}]", "management-nodes", "0.336", "0.336", "735.84"),
    (
      "discounts: [{service: all, percent: 50, reason: a}, {service: EC2, percent: 12.5, reason: a}]",
      "management-nodes", "0.336", "0.336", "735.84"
    ),
    ("markups: [{service: all, percent: 5, reason: a}]", "control-plane", "0.1", "0.105", "76.65"),
    (
      "discounts: [{service: EC2, percent: 12.5, reason: a}]\nmarkups: [{service: EC2, percent: 5, reason: a}]",
      "management-nodes", "0.336", "0.3528", "772.632"
    ),
    (
      """
      discounts: [{service: all, percent: 50, reason: a}]
      markups: [{service: all, percent: 10, reason: a}]
      priceBook: [{instanceType: m6i.2xlarge, price: 0.3, date: 2026-07-01, reason: a}]
      """, "management-nodes", "0.3", "0.33", "722.7"
    ),
    (
      "priceBook: [{service: EKS, usage: 'cluster, standard support', unit: hour, price: 0.08, date: 2026-07-01, reason: a}]",
      "control-plane", "0.08", "0.08", "58.4"
    ),
  ])
  func `prices follow the terms exactly`(
    terms: String, component: String, contracted: String, paid: String, monthly: String
  ) throws {
    let line = try line(component, terms)
    let price = try #require(line.unitPrice)
    #expect(price.contracted.expected.exact == contracted)
    #expect(price.amount.expected.exact == paid)
    #expect(line.monthly?.expected.exact == monthly)
    #expect(price.list?.expected.exact == (component == "control-plane" ? "0.1" : "0.384"))
    #expect(line.listMonthly?.expected.exact == (component == "control-plane" ? "73" : "840.96"))
  }

  @Test func `a custom price for a region goes before one for all`() throws {
    let terms = """
      priceBook:
        - {instanceType: m6i.2xlarge, price: 0.3, date: 2026-07-01, reason: everywhere}
        - {instanceType: m6i.2xlarge, region: us-east-1, price: 0.2, date: 2026-07-01, reason: at home}
      """
    #expect(try line("management-nodes", terms).unitPrice?.amount.expected.exact == "0.2")
    let elsewhere = try line("management-nodes", terms, "spec: {region: eu-west-1}")
    #expect(elsewhere.unitPrice?.amount.expected.exact == "0.3")
    #expect(elsewhere.unitPrice?.status == .priceBook)
    #expect(elsewhere.unitPrice?.source == "everywhere")
  }

  @Test func `a custom price stands where the list has none, and no list price is made up`() throws {
    let terms = "priceBook: [{instanceType: cg1.4xlarge, price: 2, date: 2026-07-01, reason: a}]"
    let line = try line("compute-nodes", terms, "spec: {instanceTypes: [cg1.4xlarge, m5.large]}")
    let price = try #require(line.unitPrice)
    #expect([price.amount.low, price.amount.expected, price.amount.high].map(\.exact) == ["0.096", "1.048", "2"])
    #expect(price.list == nil && line.listMonthly == nil)
    #expect(line.contractedMonthly?.high == line.monthly?.high)
  }

  @Test func `totals are the sums of the lines at the prices paid`() throws {
    let comparison = try comparison(
      """
      discounts: [{service: all, percent: 9, reason: a}, {service: EBS, percent: 33.3333333, reason: a}]
      markups: [{service: EC2, percent: 1.7, reason: a}]
      """)
    for estimate in [comparison.normal, comparison.costSavings] {
      let sum = try estimate.lines.reduce(Money.zero(.usd)) { try $0.adding(try #require($1.monthly).expected) }
      #expect(sum == estimate.total.expected)
    }
  }

  @Test func `a price that terms make too great is an error`() throws {
    let text = """
      components: [{name: a, title: a, part: fixed, price: {instanceType: none, fallback: {unit: hour, low: 1, expected: 1,
          high: 99999999999999999999, reason: a}}, quantity: {normal: 1, costSavings: 1}, reason: a}]
      markups: [{service: all, percent: 1000000, reason: a}]
      """
    let profile = try CostProfile(
      SourceFile(
        name: "p.yaml",
        text: "apiVersion: tollgate/v1\nkind: CostProfile\nmetadata: {name: a}\ndescription: a\n" + text))
    let request = try #require(RequestText.drafts(RequestText.approved).first?.complete)
    let estimator = Estimator(profile: profile, catalog: try Repository.catalog.get())
    #expect(throws: MoneyError.outOfRange) { try estimator.comparison(of: request) }
  }

  // MARK: Currency

  @Test func `reports are in the profile's currency, and policies see US dollars`() throws {
    let bills = try bills("currency: {code: EUR, rate: 0.92, date: 2026-11-01}")
    let (comparison, reported) = (bills.computed, bills.reported)
    #expect(comparison.currency == .usd && comparison.exchangeRate == nil)
    #expect(reported.currency.description == "EUR")
    #expect(reported.exchangeRate?.description == "1 USD = 0.92 EUR of 2026-11-01")
    let rate = try #require(Quantity("0.92"))
    #expect(
      try reported.normal.total.expected
        == comparison.normal.total.expected.converted(to: reported.currency, rate: rate))
    #expect(reported.normal.lines.first?.monthly?.expected.exact == "67.16")  // EKS: 73 x 0.92
    #expect(reported.normal.lines.first?.unitPrice?.amount.expected.description == "0.092 EUR")
  }

  @Test func `without a currency reports are in US dollars`() throws {
    #expect(try bills("").reported.currency == .usd)
  }

  // MARK: Mistakes

  @Test(arguments: [
    (
      "discounts: [{service: EC3, percent: 5, reason: a}]", "no component of the profile is priced by the service `EC3`"
    ),
    ("discounts: [{service: EC2, percent: 101, reason: a}]", "a discount is a percentage from 0 to 100"),
    ("discounts: [{service: EC2, percent: -1, reason: a}]", "a discount is a percentage from 0 to 100"),
    ("discounts: [{service: EC2, percent: 1e1, reason: a}]", "a discount is a percentage from 0 to 100"),
    ("discounts: [{service: EC2, percent: .nan, reason: a}]", "a discount is a percentage from 0 to 100"),
    ("discounts: [{service: EC2, percent: ten, reason: a}]", "`percent` should be a number, not a string"),
    ("discounts: [{service: EC2, percent: 0.12345678, reason: a}]", "a percentage has at most seven decimal places"),
    ("discounts: [{service: EC2, percent: 5}]", "an element of `discounts` lacks the field `reason`"),
    ("discounts: {service: EC2}", "`discounts` should be a list, not a mapping"),
    (
      "discounts: [{service: all, percent: 5, reason: a}, {service: all, percent: 6, reason: a}]",
      "`all` is listed twice in `discounts`"
    ),
    ("markups: [{service: EC2, percent: -0.1, reason: a}]", "a markup is a percentage from 0 to 1000000"),
    ("markups: [{service: EC2, percent: 1000001, reason: a}]", "a markup is a percentage from 0 to 1000000"),
    (
      "priceBook: [{service: EBS, usage: gp4 storage, unit: GB-month, price: 1, date: 2026-07-01, reason: a}]",
      "no component of the profile is priced by the usage `gp4 storage` of EBS"
    ),
    (
      "priceBook: [{service: EBS, usage: gp3 storage, price: 1, date: 2026-07-01, reason: a}]",
      "an element of `priceBook` lacks the field `unit`"
    ),
    (
      "priceBook: [{service: EBS, usage: gp3 storage, unit: GB, price: 1, date: 2026-07-01, reason: a}]",
      "EBS, gp3 storage is priced by `GB-month`, not by `GB`"
    ),
    (
      "priceBook: [{instanceType: m5.lrge, price: 1, date: 2026-07-01, reason: a}]",
      "the instance type `m5.lrge` does not exist"
    ),
    (
      "priceBook: [{instanceType: m5.large, region: us-est-1, price: 1, date: 2026-07-01, reason: a}]",
      "the region `us-est-1` does not exist"
    ),
    (
      "priceBook: [{instanceType: m5.large, unit: second, price: 1, date: 2026-07-01, reason: a}]",
      "instance types are priced by the `hour`"
    ),
    (
      "priceBook: [{instanceType: m5.large, price: -1, date: 2026-07-01, reason: a}]",
      "`price` should be an amount such as `0.045`"
    ),
    (
      "priceBook: [{instanceType: m5.large, price: 1, date: 2026-02-30, reason: a}]",
      "`date` should be a day such as `2026-11-01`"
    ),
    (
      "priceBook: [{instanceType: m5.large, service: EBS, price: 1, date: 2026-02-03, reason: a}]",
      "`instanceType` and `service` exclude each other"
    ),
    (
      """
      priceBook: [{instanceType: m5.large, price: 1, date: 2026-02-03, reason: a},
          {instanceType: m5.large, price: 2, date: 2026-02-03, reason: a}]
      """, "the price book has this price twice"
    ),
    ("currency: {code: EURO, rate: 1, date: 2026-11-01}", "a currency is three capital letters, such as `EUR`"),
    ("currency: {code: USD, rate: 1, date: 2026-11-01}", "amounts are in USD already"),
    (
      "currency: {code: EUR, rate: 0, date: 2026-11-01}",
      "`rate` is how many EUR one US dollar is worth, more than zero, with at most nine decimal places"
    ),
    ("currency: {code: EUR, rate: 0.92}", "`currency` lacks the field `date`"),
    ("currency: EUR", "`currency` should be a mapping, not a string"),
  ])
  func `a mistake is a finding with its place`(terms: String, message: String) throws {
    let error = #expect(throws: CostProfileError.self) {
      try TermsProfile.profile(terms).checked(against: Repository.catalog.get())
    }
    #expect(error?.findings.contains { $0.message == message } == true, "\(error?.findings.map(\.message) ?? [])")
    let last = try #require(error?.source.lineCount)
    #expect(error?.findings.allSatisfy { $0.place.range.start.line > last - 3 } == true)
  }

  @Test(arguments: [
    ("discounts: [{service: NAT gatway, percent: 5, reason: a}]", "did you mean `NAT gateway`?"),
    ("currency: {code: EUX, rate: 0.92, date: 2026-11-01}", "did you mean `EUR`?"),
    ("markups: [{service: al, percent: 5, reason: a}]", "did you mean `all`?"),
    ("priceBook: [{instanceType: m5.lrge, price: 1, date: 2026-07-01, reason: a}]", "did you mean `m5.large`?"),
  ])
  func `a misspelt name gets the one that was probably meant`(terms: String, help: String) throws {
    let error = #expect(throws: CostProfileError.self) {
      try TermsProfile.profile(terms).checked(against: Repository.catalog.get())
    }
    #expect(error?.findings.map(\.help) == [[help]])
  }
}
