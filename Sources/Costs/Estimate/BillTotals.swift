public import Money
import Requests

/// The totals of a request's bills, without their lines: all that sums and comparisons over many requests need.
public struct BillTotals: Sendable {
  /// The mode that the request asks for.
  public let selected: PerformanceProfile
  /// The monthly cost in normal mode.
  public let normal: Total
  /// The monthly cost in cost-savings mode.
  public let costSavings: Total
  /// What cost-savings mode saves in a month; nil if a mode cannot carry the load.
  public let savings: Total?
  /// The better choice; nil where none can be named.
  public let betterMode: PerformanceProfile?
  /// How much longer a job waits on average in cost-savings mode, in seconds; nil if a mode cannot carry the load.
  public let extraWait: Double?
  /// The saving for each hour that jobs wait longer; nil where there is none.
  public let savingPerHourOfWaiting: Money?
  /// Whether the load is assumed, since the request does not say it.
  public let isLoadAssumed: Bool

  /// The totals of a request's bill in each mode.
  public init(_ bills: Comparison) {
    selected = bills.selected
    normal = bills.normal.total
    costSavings = bills.costSavings.total
    savings = bills.savings
    betterMode = bills.betterMode
    extraWait = bills.outlook.extraWait
    savingPerHourOfWaiting = bills.savingPerHourOfWaiting
    isLoadAssumed = bills.outlook.workload.assumed.contains(.load)
  }

  /// The currency of the amounts.
  public var currency: Currency { normal.low.currency }

  /// The monthly cost in a mode.
  public func total(in mode: PerformanceProfile) -> Total { mode == .normal ? normal : costSavings }

  /// The monthly cost in the mode that the request asks for.
  public var asked: Total { total(in: selected) }

  /// The monthly cost in the better mode, or in the one that the request asks for where none can be named.
  public var better: Total { total(in: betterMode ?? selected) }

  /// Whether the better mode is another than the one that the request asks for.
  public var shouldChange: Bool { betterMode.map { $0 != selected } ?? false }
}
