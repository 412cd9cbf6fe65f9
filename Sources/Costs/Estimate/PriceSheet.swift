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
  /// What the components save whose lines do not depend on the request.
  private let saving: Result<SavingRange, MoneyError>
  /// The other components.
  private let changing: [Entry]
  private let region: String
  private let data: RegionalData?
  private let terms: PriceTerms

  /// A component, and what is known about it before any request.
  final class Entry: Sendable {  // a class, so that bills do not copy it
    let component: Component
    /// The price; nil if it depends on the request.
    let answer: UnitPricing.Answer?
    /// The one of the component's instance types that is priced; nil for any other component.
    let instanceType: String?
    /// What amounts cost; nil if it depends on the request or is unknown.
    let rate: ComponentRate?
    /// Whether its lines are the same for every request.
    var isFixed: Bool { answer != nil && component.normal.isFixed && component.costSavings.isFixed }
    private let normal: LineItem?
    private let costSavings: LineItem?
    /// Its amount in cost-savings mode, which has one compute node.
    private let oneNode: Result<Bounds<Quantity>, MoneyError>

    fileprivate init(_ component: Component, _ pricing: UnitPricing) {
      let (answer, instanceType) = (pricing.price(component.price), pricing.instanceType(component.price))
      self.component = component
      self.answer = answer
      self.instanceType = instanceType
      rate = answer.flatMap { ComponentRate($0) }
      normal = answer.flatMap { PriceSheet.line(component, component.normal, $0, instanceType) }
      costSavings = answer.flatMap { PriceSheet.line(component, component.costSavings, $0, instanceType) }
      oneNode = Result { () throws(MoneyError) in try component.costSavings.quantity(computeNodes: Bounds(.one)) }
    }

    /// The least and the greatest of what it saves against `nodes` compute nodes in normal mode.
    /// - Throws: `MoneyError.outOfRange`.
    fileprivate func saving(_ nodes: Quantity, _ rate: ComponentRate) throws(MoneyError) -> SavingRange {
      try rate.saving(component.normal.quantity(computeNodes: Bounds(nodes)), oneNode.get())
    }

    /// The line in a mode, if it is the same for every request.
    func line(in mode: PerformanceProfile) -> LineItem? { mode == .normal ? normal : costSavings }
  }

  init(_ profile: CostProfile, region: String, _ data: RegionalData?, isInDollars: Bool = true) {
    self.region = region
    self.data = data
    terms = profile.terms
    let pricing = UnitPricing(region: region, data: data, terms: terms, allowsFallbacks: isInDollars)
    let entries = profile.components.map { Entry($0, pricing) }
    self.entries = entries
    normal = Result { () throws(MoneyError) in try Subtotals(entries.compactMap { $0.line(in: .normal) }) }
    costSavings = Result { () throws(MoneyError) in try Subtotals(entries.compactMap { $0.line(in: .costSavings) }) }
    saving = Result { () throws(MoneyError) in
      var range = SavingRange()
      for entry in entries where entry.isFixed {
        if let rate = entry.rate { range = try range.adding(entry.saving(.zero, rate)) }
      }
      return range
    }
    changing = entries.filter { !$0.isFixed }
  }

  /// The sum of the lines that every request has.
  /// - Throws: `MoneyError` for amounts out of range.
  func subtotals(in mode: PerformanceProfile) throws(MoneyError) -> Subtotals {
    try (mode == .normal ? normal : costSavings).get()
  }

  /// The least and the greatest saving over the numbers of nodes of normal mode between two, and over the prices of the
  /// types that a request lists. It grows with the nodes, so that those between add nothing.
  /// - Throws: `MoneyError` for amounts out of range.
  func saving(from fewest: Quantity, to most: Quantity, _ types: UnitPricing.Answer) throws(MoneyError) -> SavingRange {
    let types = ComponentRate(types)?.each ?? []
    let range = try saving(fewest, types)
    return fewest == most ? range : range.spanning(try saving(most, types))
  }

  private func saving(_ nodes: Quantity, _ types: [ComponentRate]) throws(MoneyError) -> SavingRange {
    var known = try saving.get()
    for entry in changing {
      if let rate = entry.rate { known = try known.adding(entry.saving(nodes, rate)) }
    }
    var range: SavingRange?
    for rate in types {
      var one = known
      for entry in changing where entry.answer == nil { one = try one.adding(entry.saving(nodes, rate)) }
      range = range?.spanning(one) ?? one
    }
    return range ?? known
  }

  /// The line for an amount that does not depend on the compute nodes. Nil if it is out of range; pricing the request
  /// then reports that.
  fileprivate static func line(
    _ component: Component, _ amount: Amount, _ answer: UnitPricing.Answer, _ instanceType: String?
  ) -> LineItem? {
    guard amount.isFixed, amount.fixed.high > .zero else { return nil }
    return try? LineItem(component, amount.fixed, answer, instanceType: instanceType)
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
    case .spot:
      try pricing.price(ofTypes: supply.instanceTypes, given: supply.prices, as: "spot price") { $0.spotPrice(of: $1) }
    case .commitment: try pricing.price(ofTypes: supply.instanceTypes)
    }
  }

  /// The committed nodes of a supply; nil if there are none.
  func commitment(of supply: ComputeSupply) throws(MoneyError) -> Commitment? {
    guard case .commitment(let commitment, let nodes) = supply.purchase else { return nil }
    let price = try UnitPricing(region: region, data: data, terms: terms).price(
      ofTypes: supply.instanceTypes, given: supply.prices,
      as: "price with a commitment for \(commitment.inWords)"
    ) {
      $0.commitmentPrice(of: $1, commitment)
    }
    return Commitment(terms: commitment, nodes: Quantity(nodes), price: price)
  }
}
