import Money

/// What an amount of a component costs, as far as its price is known before the amount.
struct ComponentRate: Sendable {
  private let prices: [Money]
  private let tiered: TieredPrice?
  private let hours: Quantity

  /// Nil for a price that is unknown or too large.
  init?(_ answer: UnitPricing.Answer) {
    switch answer {
    case .known(let price, let unit):
      (prices, tiered, hours) = (price.amount.distinct, nil, LineItem.hours(ofUnit: unit))
    case .tiered(let price): (prices, tiered, hours) = ([], price, LineItem.hours(ofUnit: price.unit))
    case .unknown, .failed: return nil
    }
  }

  private init(_ price: Money, _ hours: Quantity) { (prices, tiered, self.hours) = ([price], nil, hours) }

  /// One rate for each of its prices: the cheapest, the mean and the dearest type.
  var each: [ComponentRate] { tiered == nil ? prices.map { ComponentRate($0, hours) } : [self] }

  /// The costs in normal mode minus those in cost-savings mode, at each price.
  /// - Throws: `MoneyError.outOfRange`.
  func savings(_ more: Quantity, _ less: Quantity, _ body: (Money) throws(MoneyError) -> Void) throws(MoneyError) {
    if let tiered {
      let cost = { (quantity: Quantity) throws(MoneyError) in
        try tiered.cost(of: quantity.multiplied(by: hours)) { $0.amount.expected }
      }
      return try body(cost(more).subtracting(cost(less)))
    }
    for price in prices {
      try body(
        price.multiplied(by: more).multiplied(by: hours).subtracting(price.multiplied(by: less).multiplied(by: hours)))
    }
  }
}

/// The least and the greatest of what cost-savings mode saves over scenarios, each the same in both modes.
struct SavingRange: Sendable {
  var low = Money.zero(.usd)
  var high = Money.zero(.usd)

  /// Adds what one component saves: the least and the greatest over the bounds of its quantity and of its price.
  ///
  /// The saving is linear in each of them, or, where the price has tiers, monotone in the nodes, so that no value between
  /// the bounds gives less or more.
  /// - Throws: `MoneyError.outOfRange`.
  mutating func add(_ component: Component, nodes: Quantity, _ rate: ComponentRate) throws(MoneyError) {
    let (normal, cheap) = (component.normal, component.costSavings)
    var range: (low: Money, high: Money)?
    for bound in normal.isExact && cheap.isExact ? [\Bounds<Quantity>.expected] : [\.low, \.expected, \.high] {
      let more = try normal.quantity(bound, computeNodes: nodes)
      let less = try cheap.quantity(bound, computeNodes: .one)
      try rate.savings(more, less) { saving throws(MoneyError) in
        guard let known = range else {
          range = (saving, saving)
          return
        }
        if try saving.isLess(than: known.low) { range = (saving, known.high) }
        if try known.high.isLess(than: saving) { range = (known.low, saving) }
      }
    }
    guard let range else { return }
    low = try low.adding(range.low)
    high = try high.adding(range.high)
  }
}

extension Bounds<Money> {
  /// The bounds, each once.
  var distinct: [Money] { low == high ? [expected] : [low, expected, high] }
}

extension Amount {
  /// Whether all its bounds are the same.
  fileprivate var isExact: Bool { fixed.low == fixed.high && perComputeNode.low == perComputeNode.high }

  /// The amount at one bound for a number of compute nodes.
  /// - Throws: `MoneyError.outOfRange`.
  fileprivate func quantity(
    _ bound: KeyPath<Bounds<Quantity>, Quantity>, computeNodes: Quantity
  ) throws(MoneyError) -> Quantity {
    try fixed[keyPath: bound].adding(perComputeNode[keyPath: bound].multiplied(by: computeNodes))
  }
}
