public import Money

/// How much a cluster will be used, in normal mode. The number of nodes and the utilisation are always in range.
public struct Workload: Sendable, Equatable {
  /// The numbers of compute nodes that a cluster can have: EKS supports 100,000 (AWS, "Amazon EKS enables ultra scale
  /// AI/ML workloads with support for 100K nodes per cluster", July 2025).
  public static let nodeRange = 0...100_000

  /// The utilisations that have a meaning.
  public static let utilizationRange = Quantity.zero...Quantity.one

  /// The number of compute nodes that are always up.
  public let minimumNodes: Int
  /// The greatest number of compute nodes.
  public let maximumNodes: Int
  /// The mean share of the nodes above the minimum that is in use, 0 to 1.
  public let utilization: Quantity
  /// The parts that the request leaves to the default.
  public let assumed: Set<Assumption>

  /// A part of a workload that a request may leave out.
  public enum Assumption: String, Sendable, CaseIterable {
    /// The numbers of compute nodes.
    case computeNodes
    /// The utilisation.
    case utilization
  }

  /// Two to eight nodes, three tenths of the difference in use: upstream publishes no figures, so every output that
  /// rests on these says so.
  public static let standard = Workload(
    2, 8, Quantity("0.3") ?? .zero, assumed: Set(Assumption.allCases))

  /// A workload. A part that is nil has its default, and is named in `assumed`.
  ///
  /// Nil if a number is out of range, or the minimum is above the maximum.
  public init?(minimumNodes: Int?, maximumNodes: Int?, utilization: Quantity?) {
    var assumed: Set<Assumption> = []
    if minimumNodes == nil, maximumNodes == nil { assumed.insert(.computeNodes) }
    if utilization == nil { assumed.insert(.utilization) }
    let minimum = minimumNodes ?? Self.standard.minimumNodes
    let maximum = maximumNodes ?? Self.standard.maximumNodes
    let used = utilization ?? Self.standard.utilization
    guard minimum <= maximum, Self.nodeRange.contains(minimum), Self.nodeRange.contains(maximum),
      Self.utilizationRange.contains(used)
    else { return nil }
    self.init(minimum, maximum, used, assumed: assumed)
  }

  private init(_ minimumNodes: Int, _ maximumNodes: Int, _ utilization: Quantity, assumed: Set<Assumption>) {
    self.minimumNodes = minimumNodes
    self.maximumNodes = maximumNodes
    self.utilization = utilization
    self.assumed = assumed
  }
}
