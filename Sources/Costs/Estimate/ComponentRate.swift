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

  /// The costs in normal mode minus those in cost-savings mode, over the prices.
  /// - Throws: `MoneyError.outOfRange`.
  func saving(_ more: Quantity, _ less: Quantity) throws(MoneyError) -> SavingRange {
    if let tiered {
      let before = try tiered.cost(of: more.multiplied(by: hours)) { $0.amount.expected }
      let after = try tiered.cost(of: less.multiplied(by: hours)) { $0.amount.expected }
      let saving = try before.subtracting(after)
      return SavingRange(low: saving, high: saving)
    }
    var range: SavingRange?
    for price in prices {
      let before = try price.multiplied(by: more).multiplied(by: hours)
      let saving = try before.subtracting(price.multiplied(by: less).multiplied(by: hours))
      let one = SavingRange(low: saving, high: saving)
      range = range?.spanning(one) ?? one
    }
    return range ?? SavingRange()
  }
}
