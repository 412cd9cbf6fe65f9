import Money
import Costs
public import Requests
import Simulation

/// What a comparison of the modes rests on besides prices: how busy the cluster is, and how its nodes come and go.
public struct Assumptions: Sendable, Equatable {
  /// Nodes that the jobs keep busy on average, if none waits; with a trace it is the trace's own.
  public var load: Double
  /// Mean run time of a job, in seconds.
  public var jobSeconds = 1_800.0
  /// Squared coefficient of variation of run times: real ones have 12 (NASA's iPSC), 39 and 242 (GPU clusters).
  public var variation = 12.0
  /// Compute nodes of normal mode that are always up.
  public var minimumNodes: Int
  /// Compute nodes of normal mode at most.
  public var maximumNodes: Int
  /// Seconds until a node takes jobs: those with GPUs take three to five minutes.
  public var bootSeconds = 180.0
  /// Seconds without a job after which a node is removed: ten minutes is the default of the cluster autoscaler.
  public var idleSeconds = 600.0
  /// Nodes that normal mode keeps ready above demand.
  public var warmNodes = 0
  /// Whether jobs of few nodes may start before one that waits for many, where they do not delay it.
  public var backfilling = false
  /// How the arrivals of jobs at random vary over the week; nil if they do not.
  public var pattern: LoadPattern?
  /// The longest mean wait, in seconds, that cost-savings mode may add before it counts as the wrong choice.
  public var waitLimit = 1_800.0

  /// The assumptions that a request makes, the rest by default.
  ///
  /// Its utilization is the share of the nodes above the minimum that is in use: the load is that many nodes, or, where
  /// there are none above, that share of the minimum.
  public init(_ workload: Requests.Workload) {
    minimumNodes = workload.minimumNodes
    maximumNodes = workload.maximumNodes
    let span = workload.maximumNodes - workload.minimumNodes
    load = workload.utilization.double * Double(span > 0 ? span : workload.minimumNodes)
  }

  /// The fleet of normal mode.
  /// - Throws: `InvalidParameter`.
  func normalFleet(processorsPerNode: Int) throws(InvalidParameter) -> Fleet {
    try Fleet(
      minimum: minimumNodes, maximum: maximumNodes, bootSeconds: bootSeconds, idleTimeout: idleSeconds,
      warm: warmNodes, processorsPerNode: processorsPerNode, backfilling: backfilling)
  }

  /// Jobs at random with a load: so many, or, where they vary over the week, as many whole weeks as have so many.
  /// - Throws: `InvalidParameter`.
  func workload(load: Double, jobs: Int) throws(InvalidParameter) -> Simulation.Workload {
    let service = try ServiceDistribution(mean: jobSeconds, squaredVariation: variation)
    guard let pattern else {
      return .synthetic(try SyntheticWorkload(load: load, service: service, length: .jobs(jobs)))
    }
    let weeks = (Double(jobs) * jobSeconds / load / TraceWorkload.week).rounded(.up)
    return .synthetic(
      try SyntheticWorkload(
        load: load, service: service, profile: pattern.profile, length: .seconds(weeks * TraceWorkload.week)))
  }
}
