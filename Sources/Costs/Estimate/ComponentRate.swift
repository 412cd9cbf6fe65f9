import Money

/// What an amount of a component costs, as far as its price is known before the amount.
struct ComponentRate: Sendable {
  private enum Price: Sendable {
    case flat(Money)
    case tiered(TieredPrice)
  }

  /// The least and the greatest price, or the one that there is.
  private let prices: [Price]
  private let hours: Int

  /// Nil for a price that is unknown or too large.
  init?(_ answer: UnitPricing.Answer) {
    switch answer {
    case .known(let price, let unit):
      let amount = price.amount
      let prices = amount.low == amount.high ? [amount.low] : [amount.low, amount.high]
      self.init(prices.map(Price.flat), LineItem.hours(ofUnit: unit))
    case .tiered(let price): self.init([.tiered(price)], LineItem.hours(ofUnit: price.unit))
    case .unknown, .failed: return nil
    }
  }

  private init(_ prices: [Price], _ hours: Int) { (self.prices, self.hours) = (prices, hours) }

  /// One rate for each of its prices: the cheapest and the dearest type.
  var each: [ComponentRate] { prices.map { ComponentRate([$0], hours) } }

  /// The least and the greatest cost in normal mode minus that in cost-savings mode, over the prices and over the bounds of
  /// the amounts, each the same in both modes.
  ///
  /// The saving is linear in each of them, so that no value between the bounds gives less or more. Where the price has
  /// tiers, the amounts count at all three bounds.
  /// - Throws: `MoneyError.outOfRange`.
  func saving(_ more: Bounds<Quantity>, _ less: Bounds<Quantity>) throws(MoneyError) -> SavingRange {
    var range: SavingRange?
    for price in prices {
      let first = try saving(more.low, less.low, price)
      range = range?.spanning(first) ?? first
      guard more.low != more.high || less.low != less.high else { continue }
      range = range?.spanning(try saving(more.high, less.high, price))
      if case .tiered = price { range = range?.spanning(try saving(more.expected, less.expected, price)) }
    }
    return range ?? SavingRange()
  }

  private func saving(_ more: Quantity, _ less: Quantity, _ price: Price) throws(MoneyError) -> SavingRange {
    let saving = try cost(of: more, price).subtracting(cost(of: less, price))
    return SavingRange(low: saving, high: saving)
  }

  private func cost(of quantity: Quantity, _ price: Price) throws(MoneyError) -> Money {
    switch price {
    case .flat(let price): try price.multiplied(by: quantity).multiplied(by: hours)
    case .tiered(let price): try price.cost(of: quantity.multiplied(by: hours)) { $0.amount.expected }
    }
  }
}
