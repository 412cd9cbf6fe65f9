import Money

/// The least and the greatest of what cost-savings mode saves over scenarios, each the same in both modes.
struct SavingRange: Sendable {
  var low = Money.zero(.usd)
  var high = Money.zero(.usd)

  /// Adds what one component saves: the least and the greatest over the bounds of its quantity and of its price.
  ///
  /// The saving is linear in each of them, so that no value between the bounds gives less or more. Where the price has
  /// tiers it is monotone in the nodes; the quantity counts at its three bounds.
  /// - Throws: `MoneyError.outOfRange`.
  mutating func add(_ component: Component, nodes: Quantity, _ rate: ComponentRate) throws(MoneyError) {
    let more = try component.normal.quantity(computeNodes: Bounds(nodes))
    let less = try component.costSavings.quantity(computeNodes: Bounds(.one))
    var range = try rate.saving(more.expected, less.expected)
    if more.low != more.high || less.low != less.high {
      range = range.spanning(try rate.saving(more.low, less.low)).spanning(try rate.saving(more.high, less.high))
    }
    low = try low.adding(range.low)
    high = try high.adding(range.high)
  }

  /// The range that contains both.
  func spanning(_ other: SavingRange) -> SavingRange {
    // INVARIANT: all are in US dollars, in which prices are.
    SavingRange(
      low: low.units < other.low.units ? low : other.low, high: high.units > other.high.units ? high : other.high)
  }
}

extension Bounds<Money> {
  /// The bounds, each once.
  var distinct: [Money] { low == high ? [expected] : [low, expected, high] }
}
