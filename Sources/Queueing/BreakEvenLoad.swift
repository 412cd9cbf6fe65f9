extension ElasticFleet {
  /// The same fleet with another load.
  public func with(load: Double) -> ElasticFleet {
    ElasticFleet(load: load, minimum: minimum, maximum: maximum, timing: timing)
  }

  /// One node that is always up, with the same jobs: that of cost-savings mode.
  public var oneNode: ElasticFleet { ElasticFleet(load: load, minimum: 1, maximum: 1, timing: timing) }

  /// The load from which jobs wait longer on one node that is always up than on this fleet, by more than a limit in seconds:
  /// by bisection between 0 and 1 to 0.00005 nodes, rounded to four decimals. Zero if they do at any load; 1 if they do only
  /// where one node cannot carry the load. It does not depend on this fleet's load.
  public func breakEvenLoad(limit: Double) -> Double {
    func isTooLong(_ load: Double) -> Bool {
      let fleet = with(load: load)
      guard let one = fleet.oneNode.forecast.meanWait else { return true }
      guard let wait = fleet.forecast.meanWait else { return false }
      return one - wait > limit
    }
    var (low, high) = (0.0, 1.0)
    while high - low > 0.000_05 {
      let middle = (low + high) / 2
      if isTooLong(middle) { high = middle } else { low = middle }
    }
    return high < 0.000_1 ? 0 : high > 0.999_9 ? 1 : (high * 10_000).rounded() / 10_000
  }
}
