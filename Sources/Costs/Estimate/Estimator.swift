import Queueing
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
  let forecasts = NodeForecasts()
  /// The generation of the control plane's contract.
  public let generation: Generation

  /// Creates an estimator with the given assumptions and prices.
  /// - Parameter generation: The generation of the control plane's contract. Clusters of the direct one have one mode, so that
  ///   nothing is compared, and no EKS.
  public init(profile: CostProfile, catalog: Catalog, generation: Generation) {
    let profile = profile.serving(generation)
    self.profile = profile
    self.generation = generation
    self.catalog = catalog
    sheets = Dictionary(
      uniqueKeysWithValues: catalog.loadedRegions.map {
        ($0, PriceSheet(profile, region: $0, catalog.data(for: $0), isInDollars: catalog.isInDollars($0)))
      })
  }

  /// The prices in a region.
  func sheet(of region: String) -> PriceSheet {
    sheets[region] ?? PriceSheet(profile, region: region, nil, isInDollars: catalog.isInDollars(region))
  }

  /// The bills of the request, in US dollars and in the currency of the profile.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func bills(of request: ClusterRequest) throws(MoneyError) -> Bills {
    let computed = try comparison(of: request)
    return Bills(computed: computed, reported: try profile.exchangeRate?.converted(computed) ?? computed)
  }

  /// The cost of the request in each mode, in US dollars.
  /// - Parameters:
  ///   - request: the request.
  ///   - scaling: how jobs run and nodes scale, if not as the cost profile says.
  ///   - measured: nodes and waits where no formula applies.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func comparison(
    of request: ClusterRequest, scaling: Scaling? = nil, measured: MeasuredModes? = nil
  ) throws(MoneyError) -> Comparison {
    let sheet = sheet(of: request.region)
    let types = try sheet.price(ofTypes: request.instanceTypes)
    let (workload, scaling) = (request.workload, scaling ?? profile.scaling)
    let fleet = workload.fleet(workload.load.expected, scaling.timing)
    let modes =
      measured
      ?? MeasuredModes(
        forecasts.forecast(fleet), costSavingsWait: forecasts.forecast(fleet.oneNode).meanWait)
    let outlook = Outlook(workload, scaling, normal: fleet, waits: modes, forecasts)
    let nodes = Bounds(
      low: Quantity(workload.minimumNodes), expected: modes.nodes, high: Quantity(workload.maximumNodes))
    let normal = try estimate(nodes, .normal, sheet, types, listed: request.instanceTypes)
    let costSavings = try estimate(Bounds(.one), .costSavings, sheet, types, listed: request.instanceTypes)
    return Comparison(
      normal: normal, costSavings: costSavings,
      savings: outlook.saturated.isEmpty && generation.modes.count > 1
        ? try saving(normal, costSavings, measured == nil ? workload : nil, scaling, sheet, types) : nil,
      outlook: outlook,
      selected: request.costSavings && generation.modes.contains(.costSavings) ? .costSavings : .normal,
      modes: generation.modes)
  }

  /// The expected saving, and its range over the loads that both modes can carry and over the prices of the types.
  private func saving(
    _ normal: Estimate, _ costSavings: Estimate, _ workload: Workload?, _ scaling: Scaling, _ sheet: PriceSheet,
    _ types: UnitPricing.Answer
  ) throws(MoneyError) -> Total {
    let loads = workload.map { [$0.load.low, $0.load.expected, $0.load.high] } ?? []
    let carried = loads.compactMap { workload?.fleet($0, scaling.timing) }.filter { !$0.isSaturated && $0.load < 1 }
    var (fewest, most) = (normal.computeNodes.expected, normal.computeNodes.expected)
    for fleet in carried {
      let nodes = forecasts.forecast(fleet).quantity
      (fewest, most) = (min(fewest, nodes), max(most, nodes))
    }
    let expected = try normal.total.expected.subtracting(costSavings.total.expected)
    let range = try sheet.saving(from: fewest, to: most, types).spanning(SavingRange(low: expected, high: expected))
    let isComplete = !normal.total.isIncomplete && !costSavings.total.isIncomplete
    return Total(low: range.low, expected: expected, high: isComplete ? range.high : nil)
  }

  /// The cost of a cluster in a mode, with so many compute nodes of a supply up: at least, on average, and at most.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func estimate(
    of supply: ComputeSupply, in mode: PerformanceProfile, computeNodes: Bounds<Quantity>
  ) throws(MoneyError) -> Estimate {
    let sheet = sheet(of: supply.region)
    return try estimate(
      computeNodes, mode, sheet, try sheet.price(of: supply), listed: supply.instanceTypes,
      commitment: try sheet.commitment(of: supply))
  }

  func estimate(
    _ nodes: Bounds<Quantity>, _ mode: PerformanceProfile, _ sheet: PriceSheet, _ types: UnitPricing.Answer,
    listed instanceTypes: [String], commitment: Commitment? = nil
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
      let line = try LineItem(
        entry.component, quantity, entry.answer ?? types, instanceType: entry.instanceType)
      try subtotals.add(line)
      lines.append(line)
    }
    return Estimate(
      mode: mode, computeNodes: nodes, lines: lines, fixed: subtotals.fixed, usage: subtotals.usage,
      total: try subtotals.fixed.adding(subtotals.usage), instanceTypes: instanceTypes, catalog: catalog)
  }
}

extension Catalog {
  /// Whether AWS charges US dollars in a region. In China it charges yuan, and in a region that does not exist nothing.
  fileprivate func isInDollars(_ region: String) -> Bool { regions[region].map { $0.partition != "aws-cn" } ?? false }
}

extension LineItem {
  /// Creates a line from a quantity and a price.
  /// - Parameter instanceType: The one of the component's instance types that is priced; nil for any other component.
  /// - Throws: `MoneyError.outOfRange` for quantities and prices out of range.
  convenience init(
    _ component: Component, _ quantity: Bounds<Quantity>, _ answer: UnitPricing.Answer, instanceType: String? = nil
  ) throws(MoneyError) {
    switch answer {
    case .unknown(let reason):
      self.init(
        component: component, quantity: quantity, unit: nil, unitPrice: nil, monthly: nil, listMonthly: nil,
        contractedMonthly: nil, unknownBecause: reason, instanceType: instanceType)
    case .failed(let error): throw error
    case .tiered(let tiered):
      let hours = Self.hours(ofUnit: tiered.unit)
      let amount = try quantity.map { one throws(MoneyError) in try one.multiplied(by: hours) }
      let price = try tiered.mean(over: amount)
      func monthly(_ price: (UnitPrice) -> Money) throws(MoneyError) -> Bounds<Money> {
        try amount.map { amount throws(MoneyError) in try tiered.cost(of: amount, at: price) }
      }
      let paid = try monthly { $0.amount.expected }
      self.init(
        component: component, quantity: quantity, unit: tiered.unit, unitPrice: price, monthly: paid,
        listMonthly: price.list == nil ? nil : try monthly { $0.list?.expected ?? $0.amount.expected },
        contractedMonthly: try monthly { $0.contracted.expected }, unknownBecause: nil,
        instanceType: instanceType)
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
        contractedMonthly: contracted, unknownBecause: nil,
        instanceType: instanceType)
    }
  }
}
