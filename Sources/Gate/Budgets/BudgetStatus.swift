import Findings
public import Money
public import Policies

/// What a budget has left, and what the requests of a run ask of it.
public struct BudgetStatus: Sendable {
  /// The budget.
  public let budget: Budget
  /// What exists, and costs money already.
  public internal(set) var existing = Share()
  /// The requests of the run that nothing else denies.
  public internal(set) var asked = Share()

  /// Some requests that a budget is for.
  public struct Share: Sendable {
    /// How many there are.
    public internal(set) var count = 0
    /// How many of them have a cost that is not known.
    public internal(set) var unpriced = 0
    /// What they are expected to cost in a month in the modes asked for, as far as that is known; nil beyond the range of money.
    public internal(set) var cost: Money?
  }

  init(_ budget: Budget) {
    self.budget = budget
    existing.cost = .zero(budget.monthly.value.currency)
    asked.cost = existing.cost
  }

  /// The cap of a month.
  public var cap: Money { budget.monthly.value }

  /// What is left for the requests of the run, negative where what exists costs more; nil beyond the range of money.
  public var left: Money? { existing.cost.flatMap { try? cap.subtracting($0) } }

  /// What is left after the requests of the run, negative where they cost more; nil beyond the range of money.
  public var rest: Money? {
    guard let left, let cost = asked.cost else { return nil }
    return try? left.subtracting(cost)
  }

  /// What exists and what is asked for; nil beyond the range of money.
  public var used: Money? { rest.flatMap { try? cap.subtracting($0) } }

  /// Whether the requests of the run cost more than what is left.
  public var isExceeded: Bool { asked.count > 0 && rest?.isNegative ?? true }

  /// Whether they leave room, but come to the share of the cap from which on there is a warning.
  public var isNear: Bool {
    guard !isExceeded, asked.count > 0, let warnAt = budget.warnAt, let used,
      // INVARIANT: a percentage of at most a hundred is at most the cap.
      let limit = try? cap.divided(by: 100).multiplied(by: warnAt)
    else { return false }
    return (try? used.isLess(than: limit)) == false
  }

  /// Whether a cost is not known, so that nobody can tell whether there is room.
  public var isUnknown: Bool { existing.unpriced > 0 || asked.unpriced > 0 }
}
