package import Money
package import Queueing
import Requests
import Synchronization

/// The nodes of fleets, remembered, since many requests of a batch have the same.
final class NodeForecasts: Sendable {
  private let known = Mutex([ElasticFleet: ElasticFleet.Forecast]())

  /// So that a batch of requests that all differ does not use ever more memory.
  private static let most = 4_096

  func forecast(_ fleet: ElasticFleet) -> ElasticFleet.Forecast {
    if let known = known.withLock({ $0[fleet] }) { return known }
    let forecast = fleet.forecast
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[fleet] = forecast
    }
    return forecast
  }
}

extension ElasticFleet.Forecast {
  /// The mean number of nodes, rounded half-up to four decimals before it is priced, so that everybody who computes it gets
  /// the same amount.
  package var quantity: Quantity {
    // INVARIANT: no fleet has more than 100,000 nodes.
    Quantity(nearest: (nodes * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000) ?? .zero
  }
}

extension Workload {
  /// The fleet of normal mode at a load.
  func fleet(_ load: Quantity, _ timing: ElasticFleet.Timing) -> ElasticFleet {
    ElasticFleet(load: load.double, minimum: minimumNodes, maximum: maximumNodes, timing: timing)
  }
}
