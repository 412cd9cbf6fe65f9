public import Money

/// What several requests cost together, in a month.
public struct CombinedBills: Sendable {
  /// The mode that each asks for.
  public private(set) var selected: Total
  /// The mode that is the better choice for each, or the one that it asks for where none can be named.
  public private(set) var better: Total
  /// What cost-savings mode saves where both modes carry the load; elsewhere nothing.
  public private(set) var savings: Total
  /// How many requests have no saving, since a mode cannot carry their load.
  public private(set) var withoutSaving = 0

  /// Adds bills up; without any the sums are zero.
  /// - Throws: `MoneyError` for amounts out of range, or in different currencies.
  public init(_ bills: [Comparison]) throws(MoneyError) {
    let zero = Money.zero(bills.first?.currency ?? .usd)
    selected = Total(low: zero, expected: zero, high: zero)
    (better, savings) = (selected, selected)
    for bill in bills {
      selected = try selected.adding(bill.selectedEstimate.total)
      better = try better.adding(bill.estimate(in: bill.betterMode ?? bill.selected).total)
      if let saving = bill.savings { savings = try savings.adding(saving) } else { withoutSaving += 1 }
    }
  }
}
