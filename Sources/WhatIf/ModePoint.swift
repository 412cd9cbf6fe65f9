public import Costs
public import Money

/// Both modes at one load: their bills, and how long jobs wait.
public struct ModePoint: Sendable {
  /// The mean number of busy nodes.
  public let load: Double
  /// The bills of both modes in the currency of the cost profile, the saving, and the mean waits.
  public let comparison: Comparison

  init(load: Double, _ comparison: Comparison) {
    self.load = load
    self.comparison = comparison
  }

  /// The expected saving; nil if a mode cannot carry the load or a price is unknown.
  public var saving: Money? { comparison.savings.flatMap { $0.isIncomplete ? nil : $0.expected } }

  /// The mean additional wait in cost-savings mode, in seconds; nil if a mode cannot carry the load.
  public var extraWait: Double? { comparison.outlook.extraWait }

  /// Loads that one node can carry, dense where waits grow, some that need several nodes, and the assumed one.
  static func loads(_ assumptions: Assumptions) -> [Double] {
    let one = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    let (most, load) = (0.9 * Double(assumptions.maximumNodes), assumptions.load)
    var loads = (one + [1.2, 1.6, 2.4, 3.2, 4.8, 6.4]).filter { $0 < most }
    while let last = loads.last, last >= 6.4, last < load, 2 * last < most { loads.append(2 * last) }
    if load < Double(assumptions.maximumNodes), !loads.contains(load) { loads.append(load) }
    return loads.sorted()
  }
}
