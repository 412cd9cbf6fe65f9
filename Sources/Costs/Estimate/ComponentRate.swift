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
