import Catalog
import Money

/// The data shared by all requests of a region: the prices of services, and the lines that depend on nothing else.
/// Computing them for each request took most of the time of an estimate.
struct PriceSheet: Sendable {
  /// The components, in the order of the profile.
  let entries: [Entry]
  /// The sum in each mode of the lines that every request has, or the error if it is out of range.
  private let normal: Result<Subtotals, MoneyError>
  private let costSavings: Result<Subtotals, MoneyError>
  /// What the components save whose amounts do not depend on the request.
  private let saving: Result<SavingRange, MoneyError>
  private let region: String
  private let data: RegionalData?
  private let terms: PriceTerms

  /// A component, and what is known about it before any request.
  final class Entry: Sendable {  // a class, so that bills do not copy it
    let component: Component
    /// The price; nil if it depends on the request.
    let answer: UnitPricing.Answer?
    /// What amounts cost; nil if it depends on the request or is unknown.
    let rate: ComponentRate?
    /// Whether its lines are the same for every request.
    var isFixed: Bool { answer != nil && component.normal.isFixed && component.costSavings.isFixed }
    private let normal: LineItem?
    private let costSavings: LineItem?

    fileprivate init(_ component: Component, _ answer: UnitPricing.Answer?) {
      self.component = component
      self.answer = answer
      rate = answer.flatMap { ComponentRate($0) }
      normal = answer.flatMap { PriceSheet.line(component, component.normal, $0) }
      costSavings = answer.flatMap { PriceSheet.line(component, component.costSavings, $0) }
    }

    /// The line in a mode, if it is the same for every request.
    func line(in mode: PerformanceProfile) -> LineItem? { mode == .normal ? normal : costSavings }
  }

  init(_ profile: CostProfile, region: String, _ data: RegionalData?, isInDollars: Bool = true) {
    self.region = region
    self.data = data
    terms = profile.terms
    let pricing = UnitPricing(region: region, data: data, terms: terms, allowsFallbacks: isInDollars)
    let entries = profile.components.map { Entry($0, pricing.price($0.price)) }
    self.entries = entries
    normal = Result { () throws(MoneyError) in try Subtotals(entries.compactMap { $0.line(in: .normal) }) }
    costSavings = Result { () throws(MoneyError) in try Subtotals(entries.compactMap { $0.line(in: .costSavings) }) }
    saving = Result { () throws(MoneyError) in
      var range = SavingRange()
      for entry in entries where entry.isFixed {
        guard let rate = entry.rate else { continue }
        try range.add(entry.component, nodes: .zero, rate)
      }
      return range
    }
  }

  /// The sum of the lines that every request has.
  /// - Throws: `MoneyError` for amounts out of range.
  func subtotals(in mode: PerformanceProfile) throws(MoneyError) -> Subtotals {
    try (mode == .normal ? normal : costSavings).get()
  }

  /// The least and the greatest saving over some numbers of nodes in normal mode and over the prices of the types that a
  /// request lists.
  /// - Throws: `MoneyError` for amounts out of range.
  func saving(over nodes: [Quantity], _ types: UnitPricing.Answer) throws(MoneyError) -> SavingRange {
    let fixed = try saving.get()
    let types = ComponentRate(types)?.each ?? []
    var ranges: [SavingRange] = []
    for nodes in nodes {
      var range = fixed
      for case let entry in entries where !entry.isFixed {
        guard let rate = entry.rate else { continue }
        try range.add(entry.component, nodes: nodes, rate)
      }
      if types.isEmpty { ranges.append(range) }
      for rate in types {
        var range = range
        for entry in entries where entry.answer == nil { try range.add(entry.component, nodes: nodes, rate) }
        ranges.append(range)
      }
    }
    return ranges.dropFirst().reduce(ranges[0]) { $0.spanning($1) }
  }

  /// The line for an amount that does not depend on the compute nodes. Nil if it is out of range; pricing the request
  /// then reports that.
  fileprivate static func line(_ component: Component, _ amount: Amount, _ answer: UnitPricing.Answer) -> LineItem? {
    guard amount.isFixed, amount.fixed.high > .zero else { return nil }
    return try? LineItem(component, amount.fixed, answer)
  }

  /// The hourly price of the types that a request lists.
  func price(ofTypes types: [String]) throws(MoneyError) -> UnitPricing.Answer {
    try UnitPricing(region: region, data: data, terms: terms).price(ofTypes: types)
  }

  /// The hourly price of a node that is paid for while it is up.
  func price(of supply: ComputeSupply) throws(MoneyError) -> UnitPricing.Answer {
    let pricing = UnitPricing(region: region, data: data, terms: terms)
    return switch supply.purchase {
    case .onDemand: try pricing.price(ofTypes: supply.instanceTypes, orGiven: supply.prices)
    case .spot: try pricing.price(ofTypes: supply.instanceTypes, given: supply.prices, as: "spot price")
    case .commitment: try pricing.price(ofTypes: supply.instanceTypes)
    }
  }

  /// The committed nodes of a supply; nil if there are none.
  func commitment(of supply: ComputeSupply) throws(MoneyError) -> Commitment? {
    guard case .commitment(let years, let nodes) = supply.purchase else { return nil }
    let price = try UnitPricing(region: region, data: data, terms: terms).price(
      ofTypes: supply.instanceTypes, given: supply.prices, as: "price with a commitment")
    return Commitment(years: years, nodes: Quantity(nodes), price: price)
  }
}
