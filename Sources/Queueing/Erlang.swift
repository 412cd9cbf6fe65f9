/// Erlang's formulas ("Solution of some problems in the theory of probabilities of significance in automatic telephone
/// exchanges", 1917).
public enum Erlang {
  /// The maximum number of servers. The run time is linear in this number.
  public static let mostServers = 10_000_000

  /// The probability that a job finds all servers busy and is lost: M/G/c/c, any distribution of service times.
  ///
  /// Computed by the recursion B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)), which is numerically stable (Cooper,
  /// "Introduction to Queueing Theory", 1981, chapter 3). Nil for a negative load, and for servers below 0 or above
  /// `mostServers`.
  /// - Parameters:
  ///   - servers: the number of servers.
  ///   - load: the number of arrivals per mean service time.
  public static func b(servers: Int, load: Double) -> Double? {
    guard load >= 0, load.isFinite, (0...mostServers).contains(servers) else { return nil }
    var blocking = 1.0
    for count in stride(from: 1, through: servers, by: 1) {
      blocking = load * blocking / (Double(count) + load * blocking)
    }
    return blocking
  }

  /// The probability that a job has to wait: M/M/c, C = B / (1 - rho (1 - B)).
  ///
  /// Nil where `b` is nil, and 1 for a load that the servers cannot carry.
  public static func c(servers: Int, load: Double) -> Double? {
    guard let blocking = b(servers: servers, load: load) else { return nil }
    guard load < Double(servers) else { return 1 }
    return blocking / (1 - load / Double(servers) * (1 - blocking))
  }
}
