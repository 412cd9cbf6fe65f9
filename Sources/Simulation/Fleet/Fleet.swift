/// The nodes that jobs run on, and how their number follows demand.
///
/// Demand is the nodes that are busy and those that waiting jobs need. The autoscaler wants demand plus `warm` nodes, at
/// least `minimum` and at most `maximum`; it boots what is missing at once, and removes a node that has been idle for
/// `idleTimeout` while there are more than it wants and no job waits. A boot that has begun is never called off.
public struct Fleet: Sendable, Equatable {
  /// Nodes that are always there.
  public let minimum: Int
  /// Nodes at most.
  public let maximum: Int
  /// Seconds from asking for a node until it takes jobs. They count as node time, since AWS bills them.
  public let bootSeconds: Double
  /// Seconds of idleness after which a node is removed; infinite for never.
  public let idleTimeout: Double
  /// Nodes kept ready above demand.
  public let warm: Int
  /// Jobs of one node that share a node; jobs of several nodes have theirs alone.
  public let slotsPerNode: Int
  /// Processors of a node: a job that needs more gets several nodes.
  public let processorsPerNode: Int
  /// Mean number of interruptions in an hour of a spot node; 0 for nodes on demand. A job that is interrupted begins
  /// again, at the head of the queue.
  public let interruptionsPerHour: Double
  /// Whether later jobs may start before one that waits for several nodes, if they do not delay it: EASY backfilling
  /// (Lifka, "The ANL/IBM SP scheduling system", 1995), with run times known exactly.
  public let backfilling: Bool

  /// A fleet.
  /// - Throws: `InvalidParameter`.
  public init(
    minimum: Int, maximum: Int, bootSeconds: Double = 180, idleTimeout: Double = 600, warm: Int = 0,
    slotsPerNode: Int = 1, processorsPerNode: Int = 1, interruptionsPerHour: Double = 0, backfilling: Bool = false
  ) throws(InvalidParameter) {
    try InvalidParameter.check("maximum of nodes", maximum, in: 1...Fleet.mostNodes)
    try InvalidParameter.check("minimum of nodes", minimum, in: 0...maximum)
    try InvalidParameter.check("boot seconds", bootSeconds, in: 0...1e6)
    if idleTimeout != .infinity { try InvalidParameter.check("idle timeout", idleTimeout, in: 0...1e9) }
    try InvalidParameter.check("warm nodes", warm, in: 0...Fleet.mostNodes)
    try InvalidParameter.check("slots per node", slotsPerNode, in: 1...1_000)
    try InvalidParameter.check("processors per node", processorsPerNode, in: 1...1_000_000)
    try InvalidParameter.check("interruptions per node hour", interruptionsPerHour, in: 0...10)
    guard slotsPerNode == 1 || !backfilling else {
      throw InvalidParameter(
        "slots per node", "\(slotsPerNode)", "must be 1 with backfilling, which reserves whole nodes")
    }
    self.minimum = minimum
    self.maximum = maximum
    self.bootSeconds = bootSeconds
    self.idleTimeout = idleTimeout
    self.warm = warm
    self.slotsPerNode = slotsPerNode
    self.processorsPerNode = processorsPerNode
    self.interruptionsPerHour = interruptionsPerHour
    self.backfilling = backfilling
  }

  /// A fleet of so many nodes, always on: one is what cost-savings mode has.
  /// - Throws: `InvalidParameter`.
  public init(always nodes: Int, processorsPerNode: Int = 1) throws(InvalidParameter) {
    try self.init(minimum: nodes, maximum: nodes, processorsPerNode: processorsPerNode)
  }

  /// The greatest number of nodes.
  public static let mostNodes = 100_000

  /// The nodes that the autoscaler wants at a given demand.
  @inline(__always)
  func target(demand: Int) -> Int { min(maximum, max(minimum, demand + warm)) }

  /// The nodes that are up at the beginning, and without demand; if that is the maximum, their number never changes but
  /// for interruptions.
  public var initialNodes: Int { target(demand: 0) }
}
