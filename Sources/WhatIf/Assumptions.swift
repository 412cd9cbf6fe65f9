public import Costs
import Money
import Queueing
public import Requests
import Simulation

/// The assumptions behind a comparison of the modes, apart from prices: how busy the cluster is, and how its nodes
/// scale.
public struct Assumptions: Sendable, Equatable {
  /// The mean number of busy nodes if no job waits. For a trace, it is the load of the trace.
  public var load: Double
  /// Whether the load is given here, whatever the request says of it.
  public var isLoadGiven = false
  /// The mean run time of a job in seconds.
  public var jobSeconds: Double
  /// The squared coefficient of variation of run times. Real values are 12 (NASA's iPSC), 39 and 242 (GPU clusters).
  public var variation: Double
  /// The minimum number of compute nodes in normal mode.
  public var minimumNodes: Int
  /// The maximum number of compute nodes in normal mode.
  public var maximumNodes: Int
  /// Seconds until a node accepts jobs. Nodes with GPUs take three to five minutes.
  public var bootSeconds: Double
  /// Seconds without a job after which a node is removed. Ten minutes is the default of the cluster autoscaler.
  public var idleSeconds: Double
  /// The number of nodes that normal mode keeps ready above demand.
  public var warmNodes = 0
  /// Whether small jobs may start before one that waits for many nodes, if they do not delay it.
  public var backfilling = false
  /// How the arrivals of random jobs vary over the week; nil if they do not vary.
  public var pattern: LoadPattern?
  /// The longest additional mean wait, in seconds, that cost-savings mode may cause before it counts as the wrong
  /// choice.
  public var waitLimit: Double

  /// Creates the assumptions of a request and of a cost profile.
  public init(_ workload: Requests.Workload, _ scaling: Scaling) {
    minimumNodes = workload.minimumNodes
    maximumNodes = workload.maximumNodes
    load = workload.load.expected.double
    jobSeconds = scaling.timing.runSeconds
    variation = scaling.timing.variation
    bootSeconds = scaling.timing.bootSeconds
    idleSeconds = scaling.timing.idleSeconds
    waitLimit = scaling.waitLimitSeconds
  }

  /// The same as a cost profile says it.
  var scaling: Scaling {
    Scaling(
      timing: ElasticFleet.Timing(
        runSeconds: jobSeconds, variation: variation, bootSeconds: bootSeconds, idleSeconds: idleSeconds),
      waitLimitSeconds: waitLimit)
  }

  /// The workload of a request under these assumptions; the loads that the request leaves open stay so. A load of more nodes
  /// than there can be counts as that of all nodes.
  func workload(of request: ClusterRequest) -> Requests.Workload? {
    let given = request.workload
    let isGiven = minimumNodes == given.minimumNodes && maximumNodes == given.maximumNodes
    if given.fixedBecause != nil, isGiven, load == given.load.expected.double { return given }
    let isOpen = !isLoadGiven && given.assumed.contains(.load) && load == given.load.expected.double
    let load = isOpen ? nil : Quantity(nearest: min(load, Double(maximumNodes)))
    return Requests.Workload(minimumNodes: minimumNodes, maximumNodes: maximumNodes, load: load)
  }

  /// The greatest number of random jobs of a replication that is lengthened: some seconds of simulation, and 100 MB.
  private static let mostJobs = 3_000_000.0

  /// Whether a simulation of random jobs is long enough to settle.
  public var settles: Bool {
    guard pattern == nil, let service = try? ServiceDistribution(mean: jobSeconds, squaredVariation: variation)
    else { return true }
    return 20 * load / jobSeconds * service.longMean <= Self.mostJobs
  }

  /// The fleet of normal mode.
  /// - Throws: `InvalidParameter`.
  func normalFleet(processorsPerNode: Int) throws(InvalidParameter) -> Fleet {
    try Fleet(
      minimum: minimumNodes, maximum: maximumNodes, bootSeconds: bootSeconds, idleTimeout: idleSeconds,
      warm: warmNodes, processorsPerNode: processorsPerNode, backfilling: backfilling)
  }

  /// Random jobs with a given load: at least `jobs` jobs, or, with a weekly pattern, enough whole weeks to hold about that
  /// many. Many nodes get through them so fast that long jobs have not ended yet: then they are as many as come in 20 times
  /// the mean of long jobs, after 5 times of it that do not count, up to a limit.
  /// - Throws: `InvalidParameter`.
  func workload(load: Double, jobs: Int) throws(InvalidParameter) -> Simulation.Workload {
    let service = try ServiceDistribution(mean: jobSeconds, squaredVariation: variation)
    guard let pattern else {
      let each = load / jobSeconds * service.longMean
      let count = max(jobs, Int(min(20 * each, Self.mostJobs).rounded(.up)))
      let warmUp = min(max(0.1, 5 * each / Double(count)), 0.25)
      return .synthetic(try SyntheticWorkload(load: load, service: service, length: .jobs(count), warmUp: warmUp))
    }
    let seconds = max(Double(jobs) * jobSeconds / load, 20 * service.longMean)
    let weeks = (seconds / TraceWorkload.week).rounded(.up)
    return .synthetic(
      try SyntheticWorkload(
        load: load, service: service, profile: pattern.profile, length: .seconds(weeks * TraceWorkload.week)))
  }
}
