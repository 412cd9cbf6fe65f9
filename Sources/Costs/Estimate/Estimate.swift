import Catalog
public import Money

/// The cost of a cluster in one mode.
public struct Estimate: Sendable {
  /// Hours per month, as in AWS's own calculator.
  public static let hoursPerMonth = BillingHours.perMonth

  /// The mode.
  public let mode: PerformanceProfile
  /// The minimum, expected and maximum number of compute nodes.
  public let computeNodes: Bounds<Quantity>
  /// The bill of materials, in the order of the profile. Components that the mode does not use are left out.
  public let lines: [LineItem]
  /// The cost that does not depend on the work done.
  public let fixed: Total
  /// The cost that depends on the work done.
  public let usage: Total
  /// The sum of both.
  public let total: Total
  /// The instance types that the request lists.
  let instanceTypes: [String]
  /// The catalog, for what depends on the types besides their prices.
  let catalog: Catalog

  /// The terms that the prices depend on, each once.
  public var terms: [AppliedTerm] { lines.flatMap { $0.unitPrice?.terms ?? [] }.eachOnce }

  /// The lines whose price is unknown.
  public var unknown: [LineItem] { total.isIncomplete ? lines.filter { $0.monthly == nil } : [] }
}

/// A sum over lines, per month.
public struct Total: Sendable, Equatable {
  /// The minimum. Lines without a known price count as zero, so this is a true lower bound.
  public let low: Money
  /// The expected cost of the lines with a known price; the others are excluded.
  public let expected: Money
  /// The maximum; nil if the price of a line is unknown.
  public let high: Money?

  /// Whether it includes a line without a known price. If so, `low` and `expected` cover only the other lines.
  public var isIncomplete: Bool { high == nil }

  static let nothing = Total(low: .zero(.usd), expected: .zero(.usd), high: .zero(.usd))

  fileprivate func adding(_ line: LineItem) throws(MoneyError) -> Total {
    guard let monthly = line.monthly else { return Total(low: low, expected: expected, high: nil) }
    return try adding(Total(low: monthly.low, expected: monthly.expected, high: monthly.high))
  }

  /// The sum, bound by bound.
  /// - Throws: `MoneyError` for amounts out of range.
  func adding(_ other: Total) throws(MoneyError) -> Total {
    var sum: Money?
    if let high, let otherHigh = other.high { sum = try high.adding(otherHigh) }
    return Total(low: try low.adding(other.low), expected: try expected.adding(other.expected), high: sum)
  }
}

/// The totals of the lines that do not depend on the work done, and of those that do.
struct Subtotals: Sendable {
  private(set) var fixed = Total.nothing
  private(set) var usage = Total.nothing

  /// - Throws: `MoneyError` for amounts out of range.
  init(_ lines: [LineItem]) throws(MoneyError) {
    for line in lines { try add(line) }
  }

  /// - Throws: `MoneyError` for amounts out of range.
  mutating func add(_ line: LineItem) throws(MoneyError) {
    switch line.component.part {
    case .fixed: fixed = try fixed.adding(line)
    case .usage: usage = try usage.adding(line)
    }
  }
}

/// A period for which a cost can be reported.
public enum Period: String, Sendable, CaseIterable {
  /// An hour.
  case hour
  /// Twenty-four hours.
  case day
  /// 730 hours.
  case month

  /// The share of a monthly amount for the period, exact to twelve decimal places.
  public func amount(ofMonthly monthly: Money) -> Money {
    let hours: Int
    switch self {
    case .month: return monthly
    case .day: hours = 24
    case .hour: hours = 1
    }
    // INVARIANT: a share is smaller than the whole. 24 times an amount may be out of range although the share is not; then the
    // division comes first, and the twelfth decimal place of so large an amount may be off.
    if let product = try? monthly.multiplied(by: Quantity(hours)),
      let share = try? product.divided(by: Estimate.hoursPerMonth)
    {
      return share
    }
    return (try? monthly.divided(by: Estimate.hoursPerMonth).multiplied(by: Quantity(hours))) ?? monthly
  }
}
