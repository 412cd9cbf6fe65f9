import Catalog
public import Costs
import Documents
public import Findings
public import Gate
public import Money
public import Platform
public import Requests
public import WhatIf

/// Bills in the columns of FOCUS 1.2, the FinOps Open Cost and Usage Specification (https://focus.finops.org), one row a
/// line: every mandatory column, the conditional ones that an estimate can fill, and columns of our own after them.
///
/// The costs are the expected ones of a month of 730 hours; low and high are columns of our own. A line of unknown price
/// has no costs, since none would be true. `ListCost` is at list prices, `ContractedCost` with discounts and prices of
/// one's own, `EffectiveCost` and `BilledCost` with markups too.
public enum FocusCSV {
  /// A bill with the request that it is of.
  public struct Bill: Sendable {
    let request: ClusterRequest
    let estimate: Estimate
    /// The region, where it is not the request's.
    let region: String
    /// What is billed: a mode, or a scenario by its name.
    let mode: String
    /// Whether the request asks for this mode.
    let isSelected: Bool
    let exchangeRate: ExchangeRate?
    /// How compute nodes are bought.
    let purchase: ComputePurchase
    /// The on-demand price of an hour of a compute node; nil where it is not known.
    let onDemandPrice: Money?

    /// A bill; the rate is that by which it was converted, nil for US dollars.
    public init(
      _ request: ClusterRequest, _ estimate: Estimate, region: String? = nil, mode: String? = nil, isSelected: Bool,
      exchangeRate: ExchangeRate?, purchase: ComputePurchase = .onDemand, onDemandPrice: Money? = nil
    ) {
      self.purchase = purchase
      self.onDemandPrice = onDemandPrice
      self.request = request
      self.estimate = estimate
      self.region = region ?? request.region
      self.mode = mode ?? estimate.mode.rawValue
      self.isSelected = isSelected
      self.exchangeRate = exchangeRate
    }
  }

  /// What a report about several requests has in columns of ours besides those of every report.
  struct Further: Sendable {
    /// By what requests are grouped.
    var grouping: Grouping?
    /// Whether it says which mode is the better choice.
    var comparesModes = false

    fileprivate var columns: [String] {
      (grouping == nil ? [] : ["x_Group"]) + (comparesModes ? ["x_IsBetterMode"] : [])
    }

    /// The fields of a bill; none says whether a mode is better where no mode is.
    fileprivate func fields(_ request: ClusterRequest, _ bill: Estimate, better: PerformanceProfile?) -> [CSVText.Field]
    {
      let group = grouping.map { grouping in
        let values = zip(grouping.keys, grouping.values(request)).map { ($0.description, JSONValue($1)) }
        return CSVText.Field.text(JSONValue.object(values).canonical)
      }
      let isBetter = CSVText.Field(better.map { $0 == bill.mode ? "true" : "false" })
      return (group.map { [$0] } ?? []) + (comparesModes ? [isBetter] : [])
    }
  }

  /// Both bills of every request of a run that is priced, for the month of the day of the check.
  public static func render(_ run: CheckRun) -> PrintableText {
    header()
      + run.verdicts.map { verdict in
        rows(verdict, asOf: run.basis.asOf) { run.basis.catalog.regions[$0]?.description }
      }.joined()
  }

  /// The header.
  static func header(_ further: Further = Further()) -> PrintableText {
    PrintableText(alreadyPrintable: CSVText.record((columns + further.columns).map { .text($0) }))
  }

  /// The rows of both bills of a request, for the month of a day; none for a request that is not priced.
  static func rows(
    _ verdict: Verdict, asOf day: CalendarDate, _ further: Further = Further(), regionName: (String) -> String?
  ) -> PrintableText {
    guard let comparison = verdict.bills?.reported, let request = verdict.request else { return "" }
    let period = CalendarMonth(of: day)
    return comparison.estimates.map { estimate in
      let bill = Bill(
        request, estimate, isSelected: estimate.mode == comparison.selected, exchangeRate: comparison.exchangeRate)
      let fields = further.fields(request, estimate, better: comparison.betterMode)
      return rows(bill, period, fields, regionName: regionName)
    }.joined()
  }

  /// The bills of both modes and of every scenario of a comparison.
  public static func render(
    _ answer: WhatIf, of request: ClusterRequest, asOf day: CalendarDate, regionName: (String) -> String?
  ) -> PrintableText {
    let modes = [answer.normal, answer.costSavings].map { mode in
      let isSelected = request.costSavings == (mode.estimate.mode == .costSavings)
      return Bill(request, mode.estimate, isSelected: isSelected, exchangeRate: answer.point.comparison.exchangeRate)
    }
    let onDemand = answer.normal.estimate.lines.first {
      if case .requestedInstanceTypes = $0.component.price { true } else { false }
    }?.unitPrice?.list?.expected
    let others = answer.others.map { other in
      let isSame = other.supply.region == request.region && other.supply.instanceTypes == request.instanceTypes
      return Bill(
        request, other.outcome.estimate, region: other.supply.region, mode: other.scenario.name, isSelected: false,
        exchangeRate: answer.point.comparison.exchangeRate, purchase: other.supply.purchase,
        onDemandPrice: isSame ? onDemand : nil)
    }
    return render(modes + others, asOf: day, regionName: regionName)
  }

  /// The header and a row for each line of the bills, for the calendar month in which a day lies.
  public static func render(
    _ bills: [Bill], asOf day: CalendarDate, regionName: (String) -> String?
  ) -> PrintableText {
    let period = CalendarMonth(of: day)
    return header() + bills.map { rows($0, period, [], regionName: regionName) }.joined()
  }

  private static func rows(
    _ bill: Bill, _ period: CalendarMonth, _ further: [CSVText.Field], regionName: (String) -> String?
  ) -> PrintableText {
    let region = regionName(bill.region)
    let records = bill.estimate.lines.map {
      CSVText.record(record($0, bill, period, regionName: region) + further)
    }
    return PrintableText(alreadyPrintable: records.joined())
  }

  /// FOCUS's columns in alphabetical order, then ours.
  static let columns = [
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
    "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart",
    "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "InvoiceId",
    "InvoiceIssuerName",
    "ListCost", "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
    "RegionId", "RegionName", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SubAccountId", "Tags",
    "x_Request", "x_Mode", "x_IsSelected", "x_Component", "x_LowCost", "x_HighCost", "x_PriceStatus", "x_PriceAsOf",
    "x_PriceSource", "x_PriceTerms", "x_Assumption", "x_UnknownBecause", "x_ExchangeRate", "x_ExchangeRateDate",
  ]

  private static func record(
    _ line: LineItem, _ bill: Bill, _ period: CalendarMonth, regionName: String?
  ) -> [CSVText.Field] {
    let service = FocusService(line.component.service)
    let unit = line.unit.map(FocusService.unit)
    // INVARIANT: the line was priced with the same product.
    let quantity =
      line.unit.flatMap { try? line.quantity.expected.multiplied(by: LineItem.hours(ofUnit: $0)) }
      ?? line.quantity.expected
    // A column of whole numbers only would be read as one of integers, which FOCUS's decimals are not.
    let digits = quantity.description
    let amount = unit == nil ? CSVText.Field.null : .number(digits.contains(".") ? digits : digits + ".0")
    let paid = number(line.monthly?.expected)
    // FOCUS: without a list price, the list cost is what is billed.
    let list = line.listMonthly == nil ? paid : number(line.listMonthly?.expected)
    let (price, rate) = (line.unitPrice, bill.exchangeRate)
    let labels = bill.request.labels.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return [
      paid, CSVText.Field(bill.request.account), .null, .text("\(bill.estimate.total.low.currency)"),
      .text(period.end), .text(period.start), .text("Usage"), .null, .text(line.component.title),
      .text("Usage-Based"), .text(period.end), .text(period.start), amount, CSVText.Field(unit),
      number(line.contractedMonthly?.expected), number(price?.contracted.expected), paid,
      .null, .text("AWS"), list, number(listUnitPrice(line, bill)), .text(category(line, bill.purchase)), amount,
      CSVText.Field(unit), .text("AWS"), .text("AWS"), .text(bill.region), CSVText.Field(regionName),
      .text(service.category), .text(service.name), .text(service.subcategory),
      CSVText.Field(bill.request.account),
      .text(JSONValue.object(labels).canonical),
      .text(bill.request.name), .text(bill.mode), .text(bill.isSelected ? "true" : "false"),
      .text(line.component.name), number(line.monthly?.low), number(line.monthly?.high),
      .text(price?.status.rawValue ?? "unknown"), CSVText.Field(price?.asOf), CSVText.Field(price?.source),
      CSVText.Field(terms(price)), .text(line.component.reason), CSVText.Field(line.unknownBecause),
      rate.map { .number($0.rate.description) } ?? .null, CSVText.Field(rate?.date.description),
    ]
  }

  /// How the price of a line was agreed on (FOCUS 1.2, PricingCategory): that of spot capacity moves, that of a commitment is
  /// fixed for years.
  private static func category(_ line: LineItem, _ purchase: ComputePurchase) -> String {
    guard case .requestedInstanceTypes = line.component.price else { return "Standard" }
    switch purchase {
    case .onDemand: return "Standard"
    case .spot: return "Dynamic"
    case .commitment: return line.component.part == .fixed ? "Committed" : "Standard"
    }
  }

  /// The on-demand price of a unit; null where it is not known.
  private static func listUnitPrice(_ line: LineItem, _ bill: Bill) -> Money? {
    guard category(line, bill.purchase) != "Standard" else { return line.unitPrice?.list?.expected }
    return bill.onDemandPrice
  }

  private static func number(_ money: Money?) -> CSVText.Field { money.map { .number($0.exact) } ?? .null }

  private static func terms(_ price: UnitPrice?) -> String? {
    guard let price, !price.terms.isEmpty else { return nil }
    return price.terms.map { "\($0)" }.joined(separator: "; ")
  }

  /// A calendar month: its first moment, and that of the next.
  private struct CalendarMonth {
    let start: String
    let end: String

    init(of day: CalendarDate) {
      let (first, next) = (day.firstOfMonth, day.firstOfNextMonth)
      (start, end) = ("\(first)T00:00:00Z", "\(next)T00:00:00Z")
    }
  }
}

extension CalendarDate {
  fileprivate var firstOfMonth: CalendarDate {
    var day = self
    while !"\(day)".hasSuffix("-01") { day = CalendarDate(daysSinceEpoch: day.daysSinceEpoch - 1) }
    return day
  }

  fileprivate var firstOfNextMonth: CalendarDate {
    CalendarDate(daysSinceEpoch: firstOfMonth.daysSinceEpoch + 31).firstOfMonth
  }
}

extension Component {
  /// The service to which it belongs.
  fileprivate var service: String {
    switch price {
    case .service(let key, _, _): key.service
    case .instanceType, .requestedInstanceTypes: PriceTerms.instanceService
    }
  }
}
