public import Money
public import Requests

/// What a changed request, cost profile or catalog does to the bills of one request.
public struct CostDifference: Sendable {
  /// A request and what it costs.
  public struct Side: Sendable {
    /// The request.
    public let request: ClusterRequest
    /// Its bills in US dollars.
    public let comparison: Comparison

    /// A request with its bills.
    public init(_ request: ClusterRequest, _ comparison: Comparison) {
      self.request = request
      self.comparison = comparison
    }
  }

  /// The request as it was; nil if there was none.
  public let old: Side?
  /// The request as it is to be; nil if it is gone.
  public let new: Side?
  /// Its bills in normal mode.
  public let normal: BillDifference
  /// Its bills in cost-savings mode.
  public let costSavings: BillDifference
  /// Its bills in the mode that each asks for: what is really paid.
  public let selected: BillDifference
  /// The rate by which the amounts were converted; nil where they are US dollars.
  public let exchangeRate: ExchangeRate?

  /// The difference between two sides, of which at least one must be given, in the currency of the new cost profile: both
  /// sides are converted by one rate, so that a new rate is no change of the bill.
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

  /// The request's name, the new one if it was changed.
  public var name: String { (new ?? old)?.request.name ?? "" }

  /// Whether nothing changed: both bills and the mode that is asked for.
  public var isEmpty: Bool {
    normal.isEmpty && costSavings.isEmpty && old?.comparison.selected == new?.comparison.selected
  }

  /// Whether another mode is asked for.
  public var changesMode: Bool {
    guard let old, let new else { return false }
    return old.comparison.selected != new.comparison.selected
  }

  /// What all of some requests cost more in the modes that they ask for.
  /// - Throws: `MoneyError` for amounts out of range.
  public static func total(
    _ differences: [CostDifference], in rate: ExchangeRate?
  ) throws(MoneyError) -> TotalDifference {
    var sum = TotalDifference.nothing(rate?.currency ?? .usd)
    for difference in differences { sum = try sum.adding(difference.selected.total) }
    return sum
  }
}
