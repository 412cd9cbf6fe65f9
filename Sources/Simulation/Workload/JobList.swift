/// Jobs in order of arrival, with one array per property.
public struct JobList: Sendable, Equatable {
  /// The arrival of each job in seconds from the start, ascending.
  public let arrivals: [Double]
  /// The run time of each job in seconds.
  public let services: [Double]
  /// The number of processors that each job needs; empty if every job needs one.
  public let processors: [Int32]
  /// The end of the time in which jobs arrive, in seconds. Loads are measured over this time.
  public let horizon: Double
  /// The first job that is measured. The jobs before it only warm up the system.
  public let firstMeasured: Int
  /// The maximum number of processors that a job needs.
  public let mostProcessors: Int32
  /// The minimum number of processors that a job needs.
  public let leastProcessors: Int32

  /// The number of jobs, including those that are not measured.
  public var count: Int { arrivals.count }

  /// The time at which measuring begins, in seconds.
  var measuredFrom: Double { firstMeasured > 0 && firstMeasured < count ? arrivals[firstMeasured] : 0 }

  /// Creates a list from individual jobs.
  /// - Throws: `InvalidParameter` if the arrays differ in length, or times are negative, not finite or out of order.
  public init(
    arrivals: [Double], services: [Double], processors: [Int32] = [], horizon: Double, firstMeasured: Int = 0
  ) throws(InvalidParameter) {
    guard services.count == arrivals.count, processors.isEmpty || processors.count == arrivals.count else {
      throw InvalidParameter("number of services", "\(services.count)", "must be that of arrivals, \(arrivals.count)")
    }
    // A run stores job indices in 32 bits.
    try InvalidParameter.check("number of jobs", arrivals.count, in: 0...JobList.most)
    try InvalidParameter.check("first measured job", firstMeasured, in: 0...arrivals.count)
    var previous = 0.0
    for arrival in arrivals {
      guard arrival >= previous, arrival.isFinite else {
        throw InvalidParameter("arrival", "\(arrival)", "must be finite and not before the one that precedes it")
      }
      previous = arrival
    }
    try InvalidParameter.check("horizon", horizon, in: previous...JobList.longest)
    for service in services { try InvalidParameter.check("service", service, in: 0...JobList.longest) }
    for count in processors { try InvalidParameter.check("processors", Int(count), in: 1...Int(Int32.max)) }
    self.init(
      trusted: arrivals, services: services, processors: processors, horizon: horizon, firstMeasured: firstMeasured)
  }

  /// Creates a list from jobs that are known to be in order.
  init(
    trusted arrivals: [Double], services: [Double], processors: [Int32] = [], horizon: Double, firstMeasured: Int = 0
  ) {
    self.arrivals = arrivals
    self.services = services
    self.processors = processors
    self.horizon = horizon
    self.firstMeasured = firstMeasured
    mostProcessors = processors.max() ?? 1
    leastProcessors = processors.min() ?? 1
  }

  /// The maximum number of jobs, so that no workload exhausts memory.
  public static let most = 50_000_000
  /// The maximum time in seconds, about 31,700 years. Below it, a `Double` can tell microseconds apart.
  public static let longest = 1e12

  /// The number of nodes that a job needs: its processors divided by those of a node, rounded up.
  @inline(__always)
  static func nodes(processors: Int32, perNode: Int) -> Int { (Int(processors) + perNode - 1) / perNode }

  /// What a job needs of nodes with `perNode` processors.
  @inline(__always)
  func need(of job: Int, perNode: Int) -> NodeNeed {
    let needed = processors.isEmpty ? 1 : processors[job]
    let nodes = JobList.nodes(processors: needed, perNode: perNode)
    return NodeNeed(nodes: nodes, processors: nodes > 1 ? perNode : Int(needed))
  }

  /// The load that the measured jobs offer: the mean number of nodes that would be busy if no job had to wait and jobs
  /// filled the nodes that they share.
  ///
  /// It is node-seconds divided by the measured part of the horizon. Jobs that need more than `mostNodes` are excluded.
  public func offeredLoad(processorsPerNode: Int = 1, mostNodes: Int = .max) -> Double {
    let span = horizon - measuredFrom
    guard span > 0 else { return 0 }
    let perNode = max(1, processorsPerNode)
    // Sums of whole numbers of processors are exact for longer.
    var shared = 0.0
    var whole = 0.0
    for index in firstMeasured..<count {
      let need = need(of: index, perNode: perNode)
      if need.nodes == 1 {
        shared += services[index] * Double(need.processors)
      } else if need.nodes <= mostNodes {
        whole += services[index] * Double(need.nodes)
      }
    }
    return (shared / Double(perNode) + whole) / span
  }
}

/// What a job occupies while it runs: a number of processors on each of a number of nodes.
struct NodeNeed: Equatable {
  let nodes: Int
  let processors: Int
}
