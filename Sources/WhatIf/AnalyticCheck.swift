public import Queueing
import Simulation

/// The wait that a formula predicts for one fleet, to compare with the simulation.
public struct AnalyticCheck: Sendable {
  /// The fleet: `normal`, `costSavings` or the name of a scenario.
  public let name: String
  /// The prediction of the formula.
  public let answer: Answer

  /// The prediction of the formula that fits.
  public enum Answer: Sendable, Equatable {
    /// The estimate of a formula that applies.
    case estimate(QueueEstimate)
    /// No formula applies, for this reason.
    case none(because: String)
  }

  /// Computes the prediction for a scenario of a study, given its workload and seed.
  init(_ result: ScenarioResult, _ workload: Workload, seed: UInt64) {
    name = result.name
    answer = result.saturation == nil ? Self.answer(result.fleet, workload, seed) : Self.saturated
  }

  private static let saturated = Answer.none(because: "the nodes cannot carry the load")

  static func answer(_ fleet: Fleet, _ workload: Workload, _ seed: UInt64) -> Answer {
    if fleet.initialNodes != fleet.maximum { return .none(because: "the number of nodes follows demand") }
    if fleet.interruptionsPerHour > 0 { return .none(because: "nodes are interrupted") }
    let estimate: QueueEstimate?
    switch workload {
    case .synthetic(let jobs):
      if jobs.profile != nil { return .none(because: "the rate of arrivals varies over the week") }
      estimate = QueueEstimate(jobs, on: fleet)
    case .trace(let trace):
      let jobs = trace.recorded(seed: seed)
      let fitting = jobs.indices { $0 <= fleet.maximum * fleet.processorsPerNode }
      let processors = Set(fitting.map { jobs.processors.isEmpty ? 1 : Int(jobs.processors[$0]) })
      let most = processors.max() ?? 1
      if most > fleet.processorsPerNode { return .none(because: "jobs need several nodes") }
      // Where at most one job fits on a node, it does not matter how much of it is left.
      let slots = fleet.jobsPerNode(processors: processors.min() ?? 1)
      if slots > 1, processors.count > 1 { return .none(because: "jobs share nodes unequally") }
      guard let statistics = JobStatistics(jobs, fitting),
        let service = try? ServiceDistribution(
          mean: statistics.meanService, squaredVariation: statistics.serviceVariation)
      else { return .none(because: "the trace has too few jobs that differ") }
      // The interarrival times are measured, so they are never exactly those of a Poisson process.
      estimate = QueueEstimate(
        .allenCunneen, arrivalRate: statistics.arrivalRate, service: service, servers: fleet.maximum * slots,
        arrivalVariation: statistics.arrivalVariation)
    }
    return estimate.map { .estimate($0) } ?? saturated
  }
}

extension JobList {
  /// The indices of the jobs whose number of processors satisfies `isWanted`.
  fileprivate func indices(where isWanted: (Int) -> Bool) -> [Int] {
    arrivals.indices.filter { isWanted(processors.isEmpty ? 1 : Int(processors[$0])) }
  }
}

extension JobStatistics {
  /// Computes the statistics of some of the jobs.
  fileprivate init?(_ jobs: JobList, _ places: [Int]) {
    guard
      let some = try? JobList(
        arrivals: places.map { jobs.arrivals[$0] }, services: places.map { jobs.services[$0] }, horizon: jobs.horizon)
    else { return nil }
    self.init(some)
  }
}
