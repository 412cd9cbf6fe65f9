public import Money

/// What became of a bill, line by line.
public struct BillDifference: Sendable {
  /// The old bill; nil if there was none.
  public let old: Estimate?
  /// The new bill; nil if there is none any more.
  public let new: Estimate?
  /// The lines that are not the same, in the order of the new profile, those that are gone last.
  public let lines: [LineDifference]
  /// What it costs more in a month.
  public let total: TotalDifference

  /// The difference between two bills.
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

/// How much more something costs in a month. What has no price on a side is not in it, and named.
public struct TotalDifference: Sendable {
  /// New minus old, bound by bound; without the lines in `notIncluded`.
  public let monthly: Bounds<Money>
  /// The titles of the components whose price is not known on a side.
  public let notIncluded: [String]

  /// Whether it is the difference of everything.
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
    // The totals lack what is not known; a line that has a price on one side only would look like a saving.
    var sum = Bounds(Money.zero(currency))
    for line in lines {
      guard let monthly = line.monthly else { continue }
      sum = try sum.adding(monthly)
    }
    monthly = sum
  }

  /// The sum of both.
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
  /// All three bounds of a total that is complete.
  fileprivate var bounds: Bounds<Money>? { high.map { Bounds(low: low, expected: expected, high: $0) } }
}

extension Bounds<Money> {
  fileprivate func adding(_ other: Bounds<Money>) throws(MoneyError) -> Bounds<Money> {
    try combined(with: other) { one, other throws(MoneyError) in try one.adding(other) }
  }
}
