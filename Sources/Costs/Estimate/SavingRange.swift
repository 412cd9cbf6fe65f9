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
