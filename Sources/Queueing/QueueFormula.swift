import Glibc

/// A formula for the mean wait of jobs that arrive at random and are served first come, first served by servers that
/// are always on.
public enum QueueFormula: String, Sendable, CaseIterable {
  /// M/M/c: random arrivals, exponential service times, any number of servers. Exact.
  case erlangC
  /// M/G/1: random arrivals, any service times, one server. Exact.
  case pollaczekKhinchine
  /// M/G/c: an approximation for random arrivals and any service times; exact for M/M/c and M/G/1.
  case tijms
  /// GI/G/c: an approximation, good for loads above one half and variations up to about 2; exact for M/M/c and M/G/1.
  case allenCunneen

  /// Whether the formula is exact where it applies.
  public var isExact: Bool { self != .allenCunneen && self != .tijms }

  /// The publication that the formula comes from.
  public var source: String {
    switch self {
    case .erlangC: "Erlang 1917; Gross and Harris, Fundamentals of Queueing Theory, section 2.3"
    case .pollaczekKhinchine: "Pollaczek 1930, Khinchine 1932; Gross and Harris, section 5.1"
    case .tijms: "Tijms, A First Course in Stochastic Models, 2003, section 9.6"
    case .allenCunneen: "Allen, Probability, Statistics and Queueing Theory, 1990, section 5.5"
    }
  }

  /// The conditions under which the formula applies.
  public var conditions: String {
    switch self {
    case .erlangC: "Poisson arrivals, exponential service times, servers always on"
    case .pollaczekKhinchine: "Poisson arrivals, one server always on"
    case .tijms: "Poisson arrivals, servers always on; approximate"
    case .allenCunneen: "independent arrivals and service times, servers always on; approximate"
    }
  }
}

/// What a formula predicts for a queue in its steady state.
public struct QueueEstimate: Sendable, Equatable {
  /// The formula used.
  public let formula: QueueFormula
  /// The mean wait Wq in seconds.
  public let meanWait: Double
  /// The mean number of waiting jobs Lq, by Little's law.
  public let meanWaiting: Double
  /// The probability that a job waits; nil if the formula does not give it.
  public let waitProbability: Double?
  /// The share of time that a server is busy.
  public let utilization: Double
  /// For M/M/c: the rate, per second, at which the probability of a longer wait decays.
  private let decay: Double?

  /// The wait that a share of the jobs does not exceed, for M/M/c only: P(W > t) = C exp(-(c mu - lambda) t).
  public func waitQuantile(_ share: Double) -> Double? {
    guard let decay, let waitProbability, share >= 0, share < 1 else { return nil }
    return waitProbability > 1 - share ? log(waitProbability / (1 - share)) / decay : 0
  }

  /// Creates the estimate with the formula that fits: exact for M/M/c and M/G/1, Tijms for M/G/c, Allen-Cunneen for everything
  /// else.
  ///
  /// Nil if the servers cannot carry the load, because the queue then has no steady state.
  /// - Parameters:
  ///   - arrivalRate: the number of arrivals per second.
  ///   - meanService: the mean service time in seconds.
  ///   - serviceVariation: the squared coefficient of variation of the service times; 1 for exponential times.
  ///   - servers: the number of jobs that run at the same time.
  ///   - arrivalVariation: the squared coefficient of variation of the interarrival times; 1 for Poisson arrivals.
  public init?(
    arrivalRate: Double, meanService: Double, serviceVariation: Double, servers: Int, arrivalVariation: Double = 1
  ) {
    let isExponential = serviceVariation == 1
    let formula: QueueFormula =
      arrivalVariation != 1
      ? .allenCunneen : isExponential ? .erlangC : servers == 1 ? .pollaczekKhinchine : .tijms
    self.init(
      formula, arrivalRate: arrivalRate, meanService: meanService, serviceVariation: serviceVariation, servers: servers,
      arrivalVariation: arrivalVariation)
  }

  /// Creates the estimate with a given formula; nil if the servers cannot carry the load or the formula does not apply.
  public init?(
    _ formula: QueueFormula, arrivalRate: Double, meanService: Double, serviceVariation: Double, servers: Int,
    arrivalVariation: Double = 1
  ) {
    let load = arrivalRate * meanService
    guard arrivalRate > 0, arrivalVariation >= 0, servers >= 1, load < Double(servers),
      let waitProbability = Erlang.c(servers: servers, load: load)
    else { return nil }
    let isExponential = arrivalVariation == 1 && serviceVariation == 1
    switch formula {
    case .erlangC where !isExponential: return nil
    case .pollaczekKhinchine where servers != 1 || arrivalVariation != 1: return nil
    case .tijms where arrivalVariation != 1: return nil
    default: break
    }
    let decay = Double(servers) / meanService - arrivalRate
    // With one server and Poisson arrivals this equals lambda E(S^2) / (2 (1 - rho)), so it is exact.
    let ratio =
      formula == .tijms
      ? ServerVariability.waitRatio(
        servers: servers, variation: serviceVariation, utilization: load / Double(servers))
      : (arrivalVariation + serviceVariation) / 2
    meanWait = waitProbability / decay * ratio
    meanWaiting = arrivalRate * meanWait
    self.waitProbability = arrivalVariation == 1 && (isExponential || servers == 1) ? waitProbability : nil
    utilization = load / Double(servers)
    self.formula = formula
    self.decay = isExponential ? decay : nil
  }
}
