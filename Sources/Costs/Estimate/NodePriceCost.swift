import Catalog
import Queueing
public import Money
public import Requests

/// The expected monthly cost of a cluster as a function of the hourly price of its compute nodes, in US dollars: exactly what
/// its bill comes to.
public struct NodePriceCost: Sendable {
  /// The cost without what is priced by the node.
  let rest: Money
  /// The expected numbers of nodes that are priced by the requested types.
  let nodes: [Quantity]
  /// Whether the mode carries the expected load.
  public let carriesLoad: Bool

  /// The cost at the hourly price of a node.
  /// - Throws: `MoneyError.outOfRange`.
  public func cost(atHourly price: Money) throws(MoneyError) -> Money {
    var sum = rest
    for count in nodes {
      sum = try sum.adding(price.multiplied(by: count).multiplied(by: Estimate.hoursPerMonth))
    }
    return sum
  }
}

extension Estimator {
  /// The cost in a mode and a region of a cluster with a workload; nil if a price is not known besides that of the nodes.
  /// - Throws: `MoneyError.outOfRange` for quantities out of range.
  public func costByNodePrice(
    of workload: Workload, in mode: PerformanceProfile, region: String
  ) throws(MoneyError) -> NodePriceCost? {
    let fleet = workload.fleet(workload.load.expected, profile.scaling.timing)
    let forecast = forecasts.forecast(mode == .normal ? fleet : fleet.oneNode)
    let nodes =
      mode == .normal
      ? Bounds(
        low: Quantity(workload.minimumNodes), expected: forecast.quantity, high: Quantity(workload.maximumNodes))
      : Bounds(.one)
    let estimate = try estimate(nodes, mode, sheet(of: region), .unknown("the price of nodes varies"), listed: [])
    var counts: [Quantity] = []
    for line in estimate.lines where line.monthly == nil {
      guard case .requestedInstanceTypes = line.component.price else { return nil }
      counts.append(line.quantity.expected)
    }
    return NodePriceCost(rest: estimate.total.expected, nodes: counts, carriesLoad: forecast.meanWait != nil)
  }

  /// The hourly price that a bill takes for a node of some types: their mean, by the cost profile's terms. Nil if one has no
  /// known price.
  /// - Throws: `MoneyError.outOfRange` for prices out of range.
  public func hourlyPrice(ofTypes types: [String], in region: String) throws(MoneyError) -> Money? {
    guard case .known(let price, _) = try sheet(of: region).price(ofTypes: types) else { return nil }
    return price.amount.expected
  }

  /// The mean of prices, as `hourlyPrice` takes it of types without repetition.
  /// - Throws: `MoneyError.outOfRange`.
  public static func meanHourlyPrice(of prices: [Money]) throws(MoneyError) -> Money? {
    prices.isEmpty ? nil : try UnitPricing.range(prices).expected
  }
}
