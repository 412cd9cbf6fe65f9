public import Queueing

extension QueueEstimate {
  /// Creates the estimate with the formula that fits: exact for M/M/c and M/G/1, Tijms for M/G/c, Allen-Cunneen
  /// for everything else.
  ///
  /// Nil if the servers cannot carry the load.
  public init?(arrivalRate: Double, service: ServiceDistribution, servers: Int, arrivalVariation: Double = 1) {
    self.init(
      arrivalRate: arrivalRate, meanService: service.mean, serviceVariation: service.squaredVariation, servers: servers,
      arrivalVariation: arrivalVariation)
  }

  /// Creates the estimate with a given formula; nil if the servers cannot carry the load or the formula does not apply.
  public init?(
    _ formula: QueueFormula, arrivalRate: Double, service: ServiceDistribution, servers: Int,
    arrivalVariation: Double = 1
  ) {
    self.init(
      formula, arrivalRate: arrivalRate, meanService: service.mean, serviceVariation: service.squaredVariation,
      servers: servers, arrivalVariation: arrivalVariation)
  }

  /// Creates the estimate for a fleet. Nil if no formula applies: the number of nodes changes, jobs need several nodes,
  /// or the arrival rate varies.
  public init?(_ workload: SyntheticWorkload, on fleet: Fleet) {
    guard workload.profile == nil, fleet.initialNodes == fleet.maximum, fleet.interruptionsPerHour == 0,
      workload.processors <= fleet.processorsPerNode
    else { return nil }
    self.init(
      arrivalRate: workload.arrivalRate, service: workload.service,
      servers: fleet.maximum * fleet.jobsPerNode(processors: workload.processors))
  }
}
