package import Money
package import Queueing
import Requests
import Synchronization

/// What formulas say of fleets, remembered, since many requests of a batch have the same.
final class NodeForecasts: Sendable {
  private struct Question: Hashable {
    let fleet: ElasticFleet
    let limit: Double
  }

  private let forecasts = Mutex([ElasticFleet: ElasticFleet.Forecast]())
  private let breakEvens = Mutex([Question: Double]())

  /// So that a batch of requests that all differ does not use ever more memory.
  private static let most = 4_096

  func forecast(_ fleet: ElasticFleet) -> ElasticFleet.Forecast {
    Self.remembered(fleet, in: forecasts) { fleet.forecast }
  }

  /// The load from which jobs wait longer on one node than on a fleet, by more than a limit in seconds.
  func breakEvenLoad(_ fleet: ElasticFleet, limit: Double) -> Double {
    // It is the same for every load.
    let fleet = fleet.with(load: 0)
    return Self.remembered(Question(fleet: fleet, limit: limit), in: breakEvens) { fleet.breakEvenLoad(limit: limit) }
  }

  private static func remembered<Key: Hashable & Sendable, Answer: Sendable>(
    _ key: Key, in known: borrowing Mutex<[Key: Answer]>, _ compute: () -> Answer
  ) -> Answer {
    if let answer = known.withLock({ $0[key] }) { return answer }
    let answer = compute()
    known.withLock { known in
      if known.count >= most { known.removeAll() }
      known[key] = answer
    }
    return answer
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
