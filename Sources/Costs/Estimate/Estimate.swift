public import Money

/// What a cluster costs in one mode.
public struct Estimate: Sendable {
  /// Hours in a month, as AWS's own calculator counts.
  public static let hoursPerMonth = 730

  /// The mode.
  public let mode: PerformanceProfile
  /// Compute nodes at least, as expected and at most.
  public let computeNodes: Bounds<Quantity>
  /// The bill of materials, in the order of the profile. Components of which the mode has none are left out.
  public let lines: [LineItem]
  /// What does not depend on the work done.
  public let fixed: Total
  /// What does.
  public let usage: Total
  /// Both.
  public let total: Total

  /// The terms that its prices rest on, each once.
  public var terms: [AppliedTerm] {
    var terms: [AppliedTerm] = []
    for term in lines.flatMap({ $0.unitPrice?.terms ?? [] }) where !terms.contains(term) { terms.append(term) }
    return terms
  }

  /// The lines whose price is not known.
  public var unknown: [LineItem] { total.isIncomplete ? lines.filter { $0.monthly == nil } : [] }
}

/// A sum over lines, in a month.
public struct Total: Sendable, Equatable {
  /// What it costs at least: lines of unknown price count for nothing here, which is a true lower bound.
  public let low: Money
  /// What the lines of known price are expected to cost; nothing of the others is in it.
  public let expected: Money
  /// What it costs at most; nil if the price of a line is not known.
  public let high: Money?

  /// Whether a line of unknown price belongs to it, so that `low` and `expected` are those of the others alone.
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

  /// The difference, bound by bound: low minus low, expected minus expected, high minus high.
  /// - Throws: `MoneyError` for amounts out of range.
  func subtracting(_ other: Total) throws(MoneyError) -> Total {
    var difference: Money?
    if let high, let otherHigh = other.high { difference = try high.subtracting(otherHigh) }
    return Total(
      low: try low.subtracting(other.low), expected: try expected.subtracting(other.expected), high: difference)
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

/// A length of time for which a monthly amount can be told.
public enum Period: String, Sendable, CaseIterable {
  /// An hour.
  case hour
  /// Twenty-four hours.
  case day
  /// 730 hours.
  case month

  /// The share of a monthly amount that falls into the period, exact to twelve decimal places.
  public func amount(ofMonthly monthly: Money) -> Money {
    let hours: Int
    switch self {
    case .month: return monthly
    case .day: hours = 24
    case .hour: hours = 1
    }
    // INVARIANT: a share is smaller than the whole, and 24 times an amount in range is far from the limit of 128 bits
    // unless the amount itself was; then the whole is shown, never less.
    let product = (try? monthly.multiplied(by: Quantity(hours))) ?? monthly
    return (try? product.divided(by: Estimate.hoursPerMonth)) ?? monthly
  }
}

/// Both modes of one request beside each other.
public struct Comparison: Sendable {
  /// Normal mode.
  public let normal: Estimate
  /// Cost-savings mode.
  public let costSavings: Estimate
  /// Normal minus cost-savings, bound by bound.
  public let savings: Total
  /// The mode that the request asks for.
  public let selected: PerformanceProfile
  /// The rate by which the amounts were converted; nil where they are the US dollars that they were computed in.
  public let exchangeRate: ExchangeRate?
  /// The same in another currency, or nothing.
  private let conversion: [Comparison]  // an array, since a structure cannot hold itself

  init(
    normal: Estimate, costSavings: Estimate, savings: Total, selected: PerformanceProfile,
    exchangeRate: ExchangeRate? = nil
  ) {
    self.normal = normal
    self.costSavings = costSavings
    self.savings = savings
    self.selected = selected
    self.exchangeRate = exchangeRate
    conversion = []
  }

  init(_ comparison: Comparison, reported: Comparison) {
    normal = comparison.normal
    costSavings = comparison.costSavings
    savings = comparison.savings
    selected = comparison.selected
    exchangeRate = nil
    conversion = [reported]
  }

  /// The same as reports show it: in the currency of the cost profile.
  public var reported: Comparison { conversion.first ?? self }

  /// The currency of the amounts.
  public var currency: Currency { normal.total.low.currency }

  /// The estimate of the mode that the request asks for.
  public var selectedEstimate: Estimate { selected == .normal ? normal : costSavings }
}
