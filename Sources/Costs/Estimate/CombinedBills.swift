public import Money

/// What several requests cost together, in a month.
public struct CombinedBills: Sendable {
  /// How many requests there are.
  public private(set) var count = 0
  /// The mode that each asks for.
  public private(set) var selected: Total
  /// The mode that is the better choice for each, or the one that it asks for where none can be named.
  public private(set) var better: Total
  /// What cost-savings mode saves where both modes carry the load; elsewhere nothing.
  public private(set) var savings: Total
  /// How many requests have no saving, since a mode cannot carry their load.
  public private(set) var withoutSaving = 0
  /// How many requests should ask for another mode.
  public private(set) var changing = 0

  /// Sums over no request.
  public init(_ currency: Currency) {
    let zero = Money.zero(currency)
    selected = Total(low: zero, expected: zero, high: zero)
    (better, savings) = (selected, selected)
  }

  /// Adds bills up; without any the sums are zero.
  /// - Throws: `MoneyError` for amounts out of range, or in different currencies.
  public init(_ bills: [BillTotals]) throws(MoneyError) {
    self.init(bills.first?.currency ?? .usd)
    for bill in bills { try add(bill) }
  }

  /// Adds the bills of one more request.
  /// - Throws: `MoneyError` for amounts out of range, or in another currency. The sums are of no use then.
  public mutating func add(_ bill: BillTotals) throws(MoneyError) {
    count += 1
    selected = try selected.adding(bill.asked)
    better = try better.adding(bill.better)
    if let saving = bill.savings { savings = try savings.adding(saving) } else { withoutSaving += 1 }
    if bill.shouldChange { changing += 1 }
  }
}
