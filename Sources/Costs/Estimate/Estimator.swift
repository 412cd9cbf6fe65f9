import Catalog
import Money
import Requests

/// Prices requests by a cost profile and a catalog.
public struct Estimator: Sendable {
  private let profile: CostProfile
  private let catalog: Catalog

  /// An estimator with the given assumptions and prices.
  public init(profile: CostProfile, catalog: Catalog) {
    self.profile = profile
    self.catalog = catalog
  }

  /// What the request costs in each mode.
  /// - Throws: `MoneyError.outOfRange` for quantities beyond reason.
  public func comparison(of request: ClusterRequest) throws(MoneyError) -> Comparison {
    let normal = try estimate(request, .normal)
    let costSavings = try estimate(request, .costSavings)
    return Comparison(
      normal: normal, costSavings: costSavings, savings: try normal.total.subtracting(costSavings.total),
      selected: request.costSavings ? .costSavings : .normal)
  }

  private func estimate(_ request: ClusterRequest, _ mode: PerformanceProfile) throws(MoneyError) -> Estimate {
    let nodes = mode == .normal ? try request.workload.computeNodes() : Bounds(Quantity.one)
    let pricing = UnitPricing(request: request, data: catalog.data(for: request.region))
    var lines: [LineItem] = []
    for component in profile.components {
      let quantity = try component.amount(in: mode).quantity(computeNodes: nodes)
      if quantity.high > .zero { lines.append(try line(component, quantity, pricing)) }
    }
    return Estimate(
      mode: mode, computeNodes: nodes, lines: lines,
      fixed: try Total.of(lines.filter { $0.component.part == .fixed }),
      usage: try Total.of(lines.filter { $0.component.part == .usage }), total: try Total.of(lines))
  }

  private func line(
    _ component: Component, _ quantity: Bounds<Quantity>, _ pricing: UnitPricing
  ) throws(MoneyError) -> LineItem {
    switch try pricing.price(component.price) {
    case .unknown(let reason):
      return LineItem(
        component: component, quantity: quantity, unit: nil, unitPrice: nil, monthly: nil, unknownBecause: reason)
    case .known(let price, let unit):
      // "hour", "LCU-hour": things that run all the time.
      let hours = unit.hasSuffix("hour") ? Quantity(Estimate.hoursPerMonth) : .one
      let monthly = try quantity.combined(with: price.amount) { quantity, amount throws(MoneyError) in
        try amount.multiplied(by: quantity).multiplied(by: hours)
      }
      return LineItem(
        component: component, quantity: quantity, unit: unit, unitPrice: price, monthly: monthly, unknownBecause: nil)
    }
  }
}

extension Workload {
  /// Compute nodes in normal mode: the minimum, the minimum and the used share of the rest, the maximum.
  fileprivate func computeNodes() throws(MoneyError) -> Bounds<Quantity> {
    let least = Quantity(minimumNodes)
    let most = Quantity(maximumNodes)
    let used = try most.subtracting(least).multiplied(by: utilization)
    return Bounds(low: least, expected: try least.adding(used), high: most)
  }
}
