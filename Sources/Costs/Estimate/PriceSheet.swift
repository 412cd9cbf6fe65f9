import Catalog
import Money

/// What is the same for every request of a region: the prices of services, and the lines that depend on nothing else.
/// Finding them again for each request took most of the time of an estimate.
struct PriceSheet: Sendable {
  /// The components, in the order of the profile.
  let entries: [Entry]
  private let region: String
  private let data: RegionalData?

  /// A component, and what is known of it before any request.
  struct Entry: Sendable {
    let component: Component
    /// Its price; nil where the request decides.
    let answer: UnitPricing.Answer?
    fileprivate var normal: LineItem?
    fileprivate var costSavings: LineItem?

    /// The line of a mode, if every request has the same.
    func line(in mode: PerformanceProfile) -> LineItem? { mode == .normal ? normal : costSavings }
  }

  init(_ profile: CostProfile, region: String, _ data: RegionalData?) {
    self.region = region
    self.data = data
    let pricing = UnitPricing(region: region, data: data)
    entries = profile.components.map { component in
      var entry = Entry(component: component, answer: pricing.price(component.price))
      if let answer = entry.answer {
        entry.normal = Self.line(component, component.normal, answer)
        entry.costSavings = Self.line(component, component.costSavings, answer)
      }
      return entry
    }
  }

  /// The line of an amount that does not depend on the compute nodes. What is beyond the range is left to the request,
  /// which reports it.
  private static func line(_ component: Component, _ amount: Amount, _ answer: UnitPricing.Answer) -> LineItem? {
    guard amount.perComputeNode == Bounds(.zero), amount.fixed.high > .zero else { return nil }
    return try? LineItem(component, amount.fixed, answer)
  }

  /// The price of an hour of the types that a request lists.
  func price(ofTypes types: [String]) throws(MoneyError) -> UnitPricing.Answer {
    try UnitPricing(region: region, data: data).price(ofTypes: types)
  }
}
