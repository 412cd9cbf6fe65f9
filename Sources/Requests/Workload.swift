public import Money

/// How much a cluster will be used: the least and the greatest number of nodes in normal mode, and the number that jobs keep busy. The
/// numbers are always in range.
public struct Workload: Sendable, Equatable {
  /// The numbers of compute nodes that a cluster can have: EKS supports 100,000 (AWS, "Amazon EKS enables ultra scale
  /// AI/ML workloads with support for 100K nodes per cluster", July 2025).
  public static let nodeRange = 0...100_000

  /// The number of compute nodes that are always up in normal mode.
  public let minimumNodes: Int
  /// The greatest number of compute nodes in normal mode.
  public let maximumNodes: Int
  /// The mean number of nodes that jobs keep busy, at most the greatest number of nodes.
  public let load: Load
  /// The parts that the request leaves to the default.
  public let assumed: Set<Assumption>
  /// Why the organisation fixes it, whatever the request says; nil for the request's own word.
  public let fixedBecause: String?

  /// The mean number of nodes that jobs keep busy: the same three times where the request gives it.
  public struct Load: Sendable, Equatable {
    /// The least.
    public let low: Quantity
    /// The expected one.
    public let expected: Quantity
    /// The greatest.
    public let high: Quantity

    /// Cost-savings mode is made "for clusters with low utilization": nothing, a tenth of a node, half a node.
    static let standard = Load(
      low: .zero, expected: Quantity("0.1") ?? .zero, high: Quantity("0.5") ?? .zero)

    init(low: Quantity, expected: Quantity, high: Quantity) {
      self.low = low
      self.expected = expected
      self.high = high
    }

    /// The same load at every bound.
    public init(_ load: Quantity) { self.init(low: load, expected: load, high: load) }

    /// The load that no node above a number carries.
    fileprivate func limited(to nodes: Int) -> Load {
      let most = Quantity(nodes)
      return Load(low: min(low, most), expected: min(expected, most), high: min(high, most))
    }
  }

  /// A part of a workload that a request may leave out.
  public enum Assumption: String, Sendable, CaseIterable {
    /// The numbers of compute nodes.
    case computeNodes
    /// The load.
    case load
  }

  /// Two to eight nodes and a low load: upstream publishes no figures, so every output that rests on these says so.
  public static let standard = Workload(2, 8, .standard, assumed: Set(Assumption.allCases))

  /// A workload. A part that is nil has its default, and is named in `assumed`.
  ///
  /// Nil if a number is out of range, the minimum is above the maximum, or the load is.
  public init?(minimumNodes: Int?, maximumNodes: Int?, load: Quantity?) {
    var assumed: Set<Assumption> = []
    if minimumNodes == nil, maximumNodes == nil { assumed.insert(.computeNodes) }
    if load == nil { assumed.insert(.load) }
    let minimum = minimumNodes ?? Self.standard.minimumNodes
    let maximum = maximumNodes ?? Self.standard.maximumNodes
    guard minimum <= maximum, Self.nodeRange.contains(minimum), Self.nodeRange.contains(maximum) else { return nil }
    if let load, load < .zero || load > Quantity(maximum) { return nil }
    self.init(minimum, maximum, load.map { Load($0) } ?? Load.standard.limited(to: maximum), assumed: assumed)
  }

  /// A workload that an organisation fixes. Nil if a number is out of range, the minimum is above the maximum, or the
  /// load is.
  init?(fixedMinimum minimum: Int, maximum: Int, load: Quantity, because reason: String) {
    guard let given = Workload(minimumNodes: minimum, maximumNodes: maximum, load: load) else { return nil }
    self.init(minimum, maximum, given.load, assumed: [], fixedBecause: reason)
  }

  private init(
    _ minimumNodes: Int, _ maximumNodes: Int, _ load: Load, assumed: Set<Assumption>, fixedBecause: String? = nil
  ) {
    self.fixedBecause = fixedBecause
    self.minimumNodes = minimumNodes
    self.maximumNodes = maximumNodes
    self.load = load
    self.assumed = assumed
  }
}
