public import Money

/// The changes of a bill, line by line.
public struct BillDifference: Sendable {
  /// The old bill; nil if there was none.
  public let old: Estimate?
  /// The new bill; nil if there is none.
  public let new: Estimate?
  /// The lines that changed, in the order of the new profile; removed lines come last.
  public let lines: [LineDifference]
  /// The increase in monthly cost.
  public let total: TotalDifference

  /// Computes the difference between two bills.
  /// - Throws: `MoneyError` for amounts out of range or of two currencies.
  public init(old: Estimate?, new: Estimate?) throws(MoneyError) {
    self.old = old
    self.new = new
    let (before, after) = (old?.lines ?? [], new?.lines ?? [])
    var lines: [LineDifference] = []
    for line in after {
      let match = before.first { $0.component.name == line.component.name }
      if let difference = try LineDifference(old: match, new: line) { lines.append(difference) }
    }
    for line in before where !after.contains(where: { $0.component.name == line.component.name }) {
      if let difference = try LineDifference(old: line, new: nil) { lines.append(difference) }
    }
    self.lines = lines
    total = try TotalDifference(old: old, new: new, lines)
  }

  /// Whether nothing changed.
  public var isEmpty: Bool { lines.isEmpty }
}

/// The increase in monthly cost. It excludes components that lack a price on either side, and names them.
public struct TotalDifference: Sendable {
  /// New minus old, bound by bound; without the lines in `notIncluded`.
  public let monthly: Bounds<Money>
  /// The titles of components without a known price on either side.
  public let notIncluded: [String]

  /// Whether the difference covers all components.
  public var isComplete: Bool { notIncluded.isEmpty }

  private init(monthly: Bounds<Money>, notIncluded: [String]) {
    self.monthly = monthly
    self.notIncluded = notIncluded
  }

  /// - Throws: `MoneyError` for amounts out of range or of two currencies.
  fileprivate init(old: Estimate?, new: Estimate?, _ lines: [LineDifference]) throws(MoneyError) {
    var titles: [String] = []
    for line in (new?.unknown ?? []) + (old?.unknown ?? []) where !titles.contains(line.component.title) {
      titles.append(line.component.title)
    }
    notIncluded = titles
    let currency = (new ?? old)?.total.low.currency ?? .usd
    if titles.isEmpty {
      let (before, after) = (old?.total.bounds, new?.total.bounds)
      let nothing = Bounds(Money.zero(currency))
      monthly = try (after ?? nothing).combined(with: before ?? nothing) { one, other throws(MoneyError) in
        try one.subtracting(other)
      }
      return
    }
    // The totals lack lines without a price. A line with a price on one side only would look like a saving.
    var sum = Bounds(Money.zero(currency))
    for line in lines {
      guard let monthly = line.monthly else { continue }
      sum = try sum.adding(monthly)
    }
    monthly = sum
  }

  /// The sum of both differences.
  /// - Throws: `MoneyError` for amounts out of range or of two currencies.
  func adding(_ other: TotalDifference) throws(MoneyError) -> TotalDifference {
    TotalDifference(
      monthly: try monthly.adding(other.monthly),
      notIncluded: notIncluded + other.notIncluded.filter { !notIncluded.contains($0) })
  }

  static func nothing(_ currency: Currency) -> TotalDifference {
    TotalDifference(monthly: Bounds(.zero(currency)), notIncluded: [])
  }
}

extension Total {
  /// All three bounds of a complete total; nil if it is incomplete.
  fileprivate var bounds: Bounds<Money>? { high.map { Bounds(low: low, expected: expected, high: $0) } }
}

extension Bounds<Money> {
  fileprivate func adding(_ other: Bounds<Money>) throws(MoneyError) -> Bounds<Money> {
    try combined(with: other) { one, other throws(MoneyError) in try one.adding(other) }
  }
}
