import Money

/// The least and the greatest of what cost-savings mode saves over scenarios, each the same in both modes.
struct SavingRange: Sendable {
  var low = Money.zero(.usd)
  var high = Money.zero(.usd)

  /// The sum, bound by bound.
  /// - Throws: `MoneyError.outOfRange`.
  func adding(_ other: SavingRange) throws(MoneyError) -> SavingRange {
    SavingRange(low: try low.adding(other.low), high: try high.adding(other.high))
  }

  /// The range that contains another too.
  func spanning(_ other: SavingRange) -> SavingRange {
    // INVARIANT: all are in US dollars, in which prices are.
    SavingRange(
      low: low.units < other.low.units ? low : other.low, high: high.units > other.high.units ? high : other.high)
  }
}
