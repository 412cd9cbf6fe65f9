/// The characteristics of a list of jobs, for readers and for the formulas.
public struct JobStatistics: Sendable, Equatable {
  /// The number of arrivals per second.
  public let arrivalRate: Double
  /// The squared coefficient of variation of the interarrival times; 1 for Poisson arrivals.
  public let arrivalVariation: Double
  /// The mean run time in seconds.
  public let meanService: Double
  /// The squared coefficient of variation of run times.
  public let serviceVariation: Double

  /// Computes the statistics of the measured jobs. Nil if there are fewer than three, if all arrive at once, or if none
  /// takes time.
  public init?(_ jobs: JobList) {
    let measured = jobs.firstMeasured..<jobs.count
    let gaps = Sample(zip(jobs.arrivals[measured].dropFirst(), jobs.arrivals[measured]).map { $0 - $1 })
    let services = Sample(Array(jobs.services[measured]))
    guard measured.count >= 3, gaps.mean > 0, services.mean > 0 else { return nil }
    arrivalRate = 1 / gaps.mean
    arrivalVariation = gaps.squaredVariation
    meanService = services.mean
    serviceVariation = services.squaredVariation
  }
}

extension Sample {
  fileprivate var squaredVariation: Double { standardDeviation * standardDeviation / (mean * mean) }
}
