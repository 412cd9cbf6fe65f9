public import Money
public import Requests

/// How a changed request, cost profile or catalog changes the bills of one request.
public struct CostDifference: Sendable {
  /// A request with its cost.
  public struct Side: Sendable {
    /// The request.
    public let request: ClusterRequest
    /// Its bills in US dollars.
    public let comparison: Comparison

    /// Creates a side from a request and its bills.
    public init(_ request: ClusterRequest, _ comparison: Comparison) {
      self.request = request
      self.comparison = comparison
    }
  }

  /// The request before the change; nil if there was none.
  public let old: Side?
  /// The request after the change; nil if it was removed.
  public let new: Side?
  /// The change of its bill in normal mode.
  public let normal: BillDifference
  /// The change of its bill in cost-savings mode.
  public let costSavings: BillDifference
  /// The change of its bill in the mode that each side requests, which is what is actually paid.
  public let selected: BillDifference
  /// The rate for converting the amounts; nil if they are in US dollars.
  public let exchangeRate: ExchangeRate?

  /// Computes the difference between two sides, at least one of which must be given, in the currency of the new cost
  /// profile. Both sides are converted at the same rate, so a new rate does not change the bill.
  /// - Throws: `MoneyError` for amounts out of range.
  public init(old: Side?, new: Side?, in rate: ExchangeRate?) throws(MoneyError) {
    self.old = old
    self.new = new
    exchangeRate = rate
    let before = try Self.converted(old?.comparison, rate)
    let after = try Self.converted(new?.comparison, rate)
    normal = try BillDifference(old: before?.normal, new: after?.normal)
    costSavings = try BillDifference(old: before?.costSavings, new: after?.costSavings)
    selected = try BillDifference(old: before?.selectedEstimate, new: after?.selectedEstimate)
  }

  private static func converted(_ comparison: Comparison?, _ rate: ExchangeRate?) throws(MoneyError) -> Comparison? {
    guard let comparison, let rate else { return comparison }
    return try rate.converted(comparison)
  }

  /// The name of the request; the new name if it changed.
  public var name: String { (new ?? old)?.request.name ?? "" }

  /// Whether nothing changed: neither bill, nor the requested mode.
  public var isEmpty: Bool {
    normal.isEmpty && costSavings.isEmpty && old?.comparison.selected == new?.comparison.selected
  }

  /// Whether the requested mode changed.
  public var changesMode: Bool {
    guard let old, let new else { return false }
    return old.comparison.selected != new.comparison.selected
  }

  /// The total increase in monthly cost of several requests, in their requested modes.
  /// - Throws: `MoneyError` for amounts out of range.
  public static func total(
    _ differences: [CostDifference], in rate: ExchangeRate?
  ) throws(MoneyError) -> TotalDifference {
    var sum = TotalDifference.nothing(rate?.currency ?? .usd)
    for difference in differences { sum = try sum.adding(difference.selected.total) }
    return sum
  }
}
