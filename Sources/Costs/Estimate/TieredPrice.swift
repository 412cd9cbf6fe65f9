import Money

/// The price of a service that goes by the amount in a month.
struct TieredPrice: Sendable {
  /// The price of the units between two amounts.
  struct Tier: Sendable {
    let from: Quantity
    let to: Quantity?
    let price: UnitPrice
  }

  /// In ascending order, from zero, without gaps; at least one.
  let tiers: [Tier]
  let unit: String

  /// What an amount costs, each unit at the price of its tier. The last tier's price also applies beyond its end.
  /// - Throws: `MoneyError.outOfRange`.
  func cost(of amount: Quantity, at price: (UnitPrice) -> Money) throws(MoneyError) -> Money {
    var cost = Money.zero(price(tiers[0].price).currency)
    for (index, tier) in tiers.enumerated() where amount > tier.from {
      let end = index + 1 < tiers.count ? min(amount, tier.to ?? amount) : amount
      cost = try cost.adding(price(tier.price).multiplied(by: end.subtracting(tier.from)))
    }
    return cost
  }

  /// The price of one unit on average, at each bound of an amount: where tiers get cheaper, that of the low bound is the
  /// greatest.
  /// - Throws: `MoneyError.outOfRange`.
  func mean(over amount: Bounds<Quantity>) throws(MoneyError) -> UnitPrice {
    let used = tiers.filter { $0.from == .zero || $0.from < amount.high }
    let end = tiers.last?.to
    let isBeyond = end.map { $0 < amount.high } ?? false
    if used.count == 1, !isBeyond { return tiers[0].price }
    func perUnit(_ price: (UnitPrice) -> Money) throws(MoneyError) -> Bounds<Money> {
      try amount.map { amount throws(MoneyError) in
        amount > .zero ? try cost(of: amount, at: price).divided(by: amount) : price(tiers[0].price)
      }
    }
    let first = tiers[0].price
    var before: UnitPrice.BeforeTerms?
    if let terms = first.beforeTerms {
      before = UnitPrice.BeforeTerms(
        list: terms.list == nil ? nil : try perUnit { $0.list?.expected ?? $0.amount.expected },
        contracted: try perUnit { $0.contracted.expected }, terms: terms.terms)
    }
    let prices = used.map { tier in
      let price = (tier.price.list ?? tier.price.amount).expected
      let each = "\(price.exact) \(price.currency)"
      return tier.to.map { "\(each) up to \($0) \(unit)" } ?? "\(each) beyond"
    }
    var source = "mean of the tiers: \(prices.joined(separator: ", ")); \(first.source)"
    if isBeyond, let end {
      source += "; beyond \(end) \(unit) the catalog has no price, and that of the last tier is taken"
    }
    let statuses = used.map(\.price.status)
    let status =
      isBeyond ? .inferred : [UnitPrice.Status.inferred, .unverified].first(where: statuses.contains) ?? .list
    return UnitPrice(
      amount: try perUnit { $0.amount.expected }, status: status, asOf: used.compactMap(\.price.asOf).min(),
      source: source,
      beforeTerms: before)
  }
}
