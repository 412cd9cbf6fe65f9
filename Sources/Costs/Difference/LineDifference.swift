public import Money

/// The change of one line of a bill. A bill has at most one line per component.
public struct LineDifference: Sendable {
  /// How the two lines of a component differ.
  public enum Change: String, Sendable, CaseIterable {
    /// Only the new bill has it.
    case added
    /// Only the old bill has it.
    case removed
    /// Both bills have it, with a different quantity, price or unit.
    case changed
  }

  /// The component.
  public let component: Component
  /// How the lines differ.
  public let change: Change
  /// The line of the old bill; nil if it was added.
  public let old: LineItem?
  /// The line of the new bill; nil if it was removed.
  public let new: LineItem?
  /// The increase in monthly cost, bound by bound; nil if a price is unknown on either side, which is not a saving.
  public let monthly: Bounds<Money>?

  /// Why the difference is unknown; nil if it is known.
  public var unknownBecause: String? {
    guard monthly == nil else { return nil }
    let reasons = [("before", old), ("now", new)].compactMap { side, line in
      line?.unknownBecause.map { "\(side), \($0)" }
    }
    return reasons.joined(separator: "; ")
  }

  /// Computes the difference; nil if the lines cost the same.
  /// - Throws: `MoneyError` for amounts out of range or of two currencies.
  init?(old: LineItem?, new: LineItem?) throws(MoneyError) {
    guard let component = (new ?? old)?.component else { return nil }
    self.component = component
    switch (old, new) {
    case (nil, nil): return nil
    case (nil, let new?):
      change = .added
      monthly = new.monthly
    case (let old?, nil):
      change = .removed
      monthly = try old.monthly?.map { amount throws(MoneyError) in try Money.zero(amount.currency).subtracting(amount)
      }
    case (let old?, let new?):
      guard !old.costsTheSame(as: new) else { return nil }
      change = .changed
      if let before = old.monthly, let after = new.monthly {
        monthly = try after.combined(with: before) { one, other throws(MoneyError) in try one.subtracting(other) }
      } else {
        monthly = nil
      }
    }
    self.old = old
    self.new = new
  }
}

extension LineItem {
  fileprivate func costsTheSame(as other: LineItem) -> Bool {
    quantity == other.quantity && unit == other.unit && unitPrice?.amount == other.unitPrice?.amount
      && monthly == other.monthly
  }
}
