public import Catalog
public import Money
public import Requests

/// Estimates the cost of requests from a cost profile and a catalog.
public struct Estimator: Sendable {
  /// The components of a cluster and their prices.
  public let profile: CostProfile
  /// The instance types and their prices.
  public let catalog: Catalog
  /// The data shared by all requests of a region, by region.
  private let sheets: [String: PriceSheet]

  /// Creates an estimator with the given assumptions and prices.
  public init(profile: CostProfile, catalog: Catalog) {
    self.profile = profile
    self.catalog = catalog
    sheets = Dictionary(
      uniqueKeysWithValues: catalog.loadedRegions.map {
        ($0, PriceSheet(profile, region: $0, catalog.data(for: $0)))
      })
  }

  /// The bills of the request, in US dollars and in the currency of the profile.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func bills(of request: ClusterRequest) throws(MoneyError) -> Bills {
    let computed = try comparison(of: request)
    return Bills(computed: computed, reported: try profile.exchangeRate?.converted(computed) ?? computed)
  }

  /// The cost of the request in each mode, in US dollars.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func comparison(of request: ClusterRequest) throws(MoneyError) -> Comparison {
    let sheet = sheets[request.region] ?? PriceSheet(profile, region: request.region, nil)
    let types = try sheet.price(ofTypes: request.instanceTypes)
    let normal = try estimate(request, .normal, sheet, types)
    let costSavings = try estimate(request, .costSavings, sheet, types)
    return Comparison(
      normal: normal, costSavings: costSavings, savings: try normal.total.subtracting(costSavings.total),
      selected: request.costSavings ? .costSavings : .normal)
  }

  /// The cost of the request in a mode, with `computeNodes` compute nodes up on average.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func estimate(
    of request: ClusterRequest, in mode: PerformanceProfile, computeNodes: Quantity
  ) throws(MoneyError) -> Estimate {
    try estimate(of: ComputeSupply(request), in: mode, computeNodes: computeNodes)
  }

  /// The cost of a cluster in a mode, with `computeNodes` compute nodes of a supply up on average.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func estimate(
    of supply: ComputeSupply, in mode: PerformanceProfile, computeNodes: Quantity
  ) throws(MoneyError) -> Estimate {
    let sheet = sheets[supply.region] ?? PriceSheet(profile, region: supply.region, nil)
    return try estimate(
      Bounds(computeNodes), mode, sheet, try sheet.price(of: supply), commitment: try sheet.commitment(of: supply))
  }

  private func estimate(
    _ request: ClusterRequest, _ mode: PerformanceProfile, _ sheet: PriceSheet, _ types: UnitPricing.Answer
  ) throws(MoneyError) -> Estimate {
    try estimate(mode == .normal ? try request.workload.computeNodes() : Bounds(Quantity.one), mode, sheet, types)
  }

  private func estimate(
    _ nodes: Bounds<Quantity>, _ mode: PerformanceProfile, _ sheet: PriceSheet, _ types: UnitPricing.Answer,
    commitment: Commitment? = nil
  ) throws(MoneyError) -> Estimate {
    var subtotals = try sheet.subtotals(in: mode)
    var lines: [LineItem] = []
    lines.reserveCapacity(profile.components.count)
    for entry in sheet.entries {
      if let line = entry.line(in: mode) {
        lines.append(line)
        continue
      }
      let quantity = try entry.component.amount(in: mode).quantity(computeNodes: nodes)
      guard quantity.high > .zero else { continue }
      if let commitment, entry.answer == nil {
        let parts = try commitment.lines(entry.component, in: mode, quantity: quantity, onDemand: types)
        for line in parts { try subtotals.add(line) }
        lines += parts
        continue
      }
      let line = try LineItem(entry.component, quantity, entry.answer ?? types)
      try subtotals.add(line)
      lines.append(line)
    }
    return Estimate(
      mode: mode, computeNodes: nodes, lines: lines, fixed: subtotals.fixed, usage: subtotals.usage,
      total: try subtotals.fixed.adding(subtotals.usage))
  }
}

extension LineItem {
  /// Creates a line from a quantity and a price.
  /// - Throws: `MoneyError.outOfRange` for quantities and prices out of range.
  convenience init(
    _ component: Component, _ quantity: Bounds<Quantity>, _ answer: UnitPricing.Answer
  ) throws(MoneyError) {
    switch answer {
    case .unknown(let reason):
      self.init(
        component: component, quantity: quantity, unit: nil, unitPrice: nil, monthly: nil, listMonthly: nil,
        contractedMonthly: nil, unknownBecause: reason)
    case .failed(let error): throw error
    case .known(let price, let unit):
      let hours = Self.hours(ofUnit: unit)
      func monthly(_ price: Bounds<Money>) throws(MoneyError) -> Bounds<Money> {
        try quantity.combined(with: price) { quantity, amount throws(MoneyError) in
          try amount.multiplied(by: quantity).multiplied(by: hours)
        }
      }
      let paid = try monthly(price.amount)
      var (list, contracted): (Bounds<Money>?, Bounds<Money>) = (paid, paid)
      if let before = price.beforeTerms {
        list = try before.list.map(monthly)
        contracted = try monthly(before.contracted)
      }
      self.init(
        component: component, quantity: quantity, unit: unit, unitPrice: price, monthly: paid, listMonthly: list,
        contractedMonthly: contracted, unknownBecause: nil)
    }
  }
}

extension Workload {
  /// The number of compute nodes in normal mode: the minimum; the minimum plus the used share of the rest; the maximum.
  fileprivate func computeNodes() throws(MoneyError) -> Bounds<Quantity> {
    let least = Quantity(minimumNodes)
    let most = Quantity(maximumNodes)
    let used = try most.subtracting(least).multiplied(by: utilization)
    return Bounds(low: least, expected: try least.adding(used), high: most)
  }
}
