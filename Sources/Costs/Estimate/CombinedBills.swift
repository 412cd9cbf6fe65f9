public import Money
import Queueing
import Requests

/// What several requests cost together, in a month.
public struct CombinedBills: Sendable {
  /// The mode that each asks for.
  public private(set) var selected: Total
  /// The mode that is the better choice for each, or the one that it asks for where neither is.
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

extension Comparison {
  /// The mode to choose: the one that carries the load, and of both the cheaper one unless its jobs wait longer by more than
  /// the limit. Nil if neither carries the load. Lines without a known price do not count.
  public var betterMode: PerformanceProfile? {
    guard let savings, let extraWait = outlook.extraWait else {
      return PerformanceProfile.allCases.first { !outlook.saturated.contains($0) }
    }
    return savings.expected.isNegative || extraWait > outlook.scaling.waitLimitSeconds ? .normal : .costSavings
  }

  /// The expected saving for each hour that jobs wait longer, all jobs of a month together. Nil if nothing is saved, or no job
  /// waits longer.
  public var savingPerHourOfWaiting: Money? {
    guard let savings, !savings.expected.isNegative, let extraWait = outlook.extraWait, extraWait > 0 else {
      return nil
    }
    let month = Double(Estimate.hoursPerMonth) * 3_600
    let jobs = outlook.load.expected.double / outlook.scaling.timing.runSeconds * month
    guard let hours = Quantity(nearest: jobs * extraWait / 3_600), hours > .zero else { return nil }
    return try? savings.expected.divided(by: hours)
  }

  /// The estimate in a mode.
  func estimate(in mode: PerformanceProfile) -> Estimate { mode == .normal ? normal : costSavings }
}
