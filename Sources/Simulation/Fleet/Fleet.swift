/// The nodes that jobs run on, and how their number follows demand.
///
/// Demand is the number of busy nodes plus the nodes that waiting jobs need. The autoscaler's target is demand plus
/// `warm` nodes, at least `minimum` and at most `maximum`. It boots missing nodes at once. It removes a node that has
/// been idle for `idleTimeout` if the fleet is above its target and no job waits. A boot that has begun is never
/// cancelled.
public struct Fleet: Sendable, Equatable {
  /// The number of nodes that are always up.
  public let minimum: Int
  /// The maximum number of nodes.
  public let maximum: Int
  /// Seconds from requesting a node until it accepts jobs. They count as node time, because AWS bills them.
  public let bootSeconds: Double
  /// Seconds of idleness after which a node is removed; infinite to keep idle nodes.
  public let idleTimeout: Double
  /// The number of nodes kept ready above demand.
  public let warm: Int
  /// The number of processors per node. A node runs as many jobs at once as fit; a job that needs more processors has
  /// several nodes to itself.
  public let processorsPerNode: Int
  /// The mean number of interruptions of a spot node per hour; 0 for on-demand nodes. An interrupted job starts over,
  /// at the head of the queue.
  public let interruptionsPerHour: Double
  /// Whether later jobs may start before one that waits for several nodes if they do not delay it: EASY backfilling
  /// (Lifka, "The ANL/IBM SP scheduling system", 1995), with run times known exactly.
  public let backfilling: Bool

  /// Creates a fleet.
  /// - Throws: `InvalidParameter`.
  public init(
    minimum: Int, maximum: Int, bootSeconds: Double = 180, idleTimeout: Double = 600, warm: Int = 0,
    processorsPerNode: Int = 1, interruptionsPerHour: Double = 0, backfilling: Bool = false
  ) throws(InvalidParameter) {
    try InvalidParameter.check("maximum of nodes", maximum, in: 1...Fleet.mostNodes)
    try InvalidParameter.check("minimum of nodes", minimum, in: 0...maximum)
    try InvalidParameter.check("boot seconds", bootSeconds, in: Fleet.bootRange)
    if idleTimeout != .infinity { try InvalidParameter.check("idle timeout", idleTimeout, in: Fleet.idleRange) }
    try InvalidParameter.check("warm nodes", warm, in: 0...Fleet.mostNodes)
    try InvalidParameter.check("processors per node", processorsPerNode, in: 1...Fleet.mostProcessors)
    try InvalidParameter.check("interruptions per node hour", interruptionsPerHour, in: Fleet.interruptionRange)
    self.minimum = minimum
    self.maximum = maximum
    self.bootSeconds = bootSeconds
    self.idleTimeout = idleTimeout
    self.warm = warm
    self.processorsPerNode = processorsPerNode
    self.interruptionsPerHour = interruptionsPerHour
    self.backfilling = backfilling
  }

  /// Creates a fleet of `nodes` nodes that are always on. Cost-savings mode has one such node.
  /// - Throws: `InvalidParameter`.
  public init(always nodes: Int, processorsPerNode: Int = 1) throws(InvalidParameter) {
    try self.init(minimum: nodes, maximum: nodes, processorsPerNode: processorsPerNode)
  }

  /// The limit on the number of processors per node. The largest instance type has 1,920.
  public static let mostProcessors = 10_000
  /// The limit on the number of nodes.
  public static let mostNodes = 100_000
  /// The boot times that can be simulated, in seconds.
  public static let bootRange = 0.0...1e6
  /// The idle timeouts that can be simulated, in seconds; infinity is possible too.
  public static let idleRange = 0.0...1e9
  /// The numbers of interruptions per node and hour that can be simulated.
  public static let interruptionRange = 0.0...10

  /// The autoscaler's target at a given demand, in nodes.
  @inline(__always)
  func target(demand: Int) -> Int { min(maximum, max(minimum, demand + warm)) }

  /// The number of jobs that run on a node at once, each on `processors` processors; 1 for a job that needs a whole node or
  /// more.
  public func jobsPerNode(processors: Int) -> Int { max(1, processorsPerNode / max(1, processors)) }

  /// The number of nodes at the start and without demand. If it equals the maximum, the number of nodes never changes
  /// except through interruptions.
  public var initialNodes: Int { target(demand: 0) }
}
