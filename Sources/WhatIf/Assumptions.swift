import Money
import Costs
public import Requests
import Simulation

/// The assumptions behind a comparison of the modes, apart from prices: how busy the cluster is, and how its nodes
/// scale.
public struct Assumptions: Sendable, Equatable {
  /// The mean number of busy nodes if no job waits. For a trace, it is the load of the trace.
  public var load: Double
  /// The mean run time of a job in seconds.
  public var jobSeconds = 1_800.0
  /// The squared coefficient of variation of run times. Real values are 12 (NASA's iPSC), 39 and 242 (GPU clusters).
  public var variation = 12.0
  /// The minimum number of compute nodes in normal mode.
  public var minimumNodes: Int
  /// The maximum number of compute nodes in normal mode.
  public var maximumNodes: Int
  /// Seconds until a node accepts jobs. Nodes with GPUs take three to five minutes.
  public var bootSeconds = 180.0
  /// Seconds without a job after which a node is removed. Ten minutes is the default of the cluster autoscaler.
  public var idleSeconds = 600.0
  /// The number of nodes that normal mode keeps ready above demand.
  public var warmNodes = 0
  /// Whether small jobs may start before one that waits for many nodes, if they do not delay it.
  public var backfilling = false
  /// How the arrivals of random jobs vary over the week; nil if they do not vary.
  public var pattern: LoadPattern?
  /// The longest additional mean wait, in seconds, that cost-savings mode may cause before it counts as the wrong
  /// choice.
  public var waitLimit = 1_800.0

  /// Creates the assumptions of a request, with defaults for the rest.
  ///
  /// The request's utilization is the share of the nodes above the minimum that is in use. The load is that number of
  /// nodes. If no nodes are above the minimum, the load is that share of the minimum.
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

  /// Random jobs with a given load: `jobs` jobs, or, with a weekly pattern, enough whole weeks to hold about that many.
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
