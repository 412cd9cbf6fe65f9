import Costs
import Money
import Requests

/// A request that a search looks at, by the numbers of its parts in the space.
struct Candidate: Sendable, Hashable {
  /// The number of its region.
  let region: Int
  /// The number of its list of types.
  let list: Int
  /// Its mode.
  let mode: PerformanceProfile
  /// The number of its node range.
  let nodes: Int

  /// The parts that some findings depend on, as one number: two candidates that agree in them have the same. A region takes 12 bits, a
  /// list of types 28, a node range 20 and the mode 4: there are some forty regions, at most a hundred thousand lists (24 types, each
  /// replaced by any other) and 577 node ranges.
  func key(_ dimensions: RequestDimensions) -> UInt64 {
    var key: UInt64 = 0
    if dimensions.contains(.region) { key |= UInt64(region + 1) }
    if dimensions.contains(.instanceTypes) { key |= UInt64(list + 1) << 12 }
    if dimensions.contains(.computeNodes) { key |= UInt64(nodes + 1) << 40 }
    if dimensions.contains(.mode) { key |= (mode == .normal ? 1 : 2) << 60 }
    return key
  }

  /// The same without what does not matter to findings about the cost of a mode: cost-savings mode has one node.
  func keyOfCost(_ dimensions: RequestDimensions) -> UInt64 {
    key(mode == .costSavings ? dimensions.subtracting(.computeNodes) : dimensions)
  }
}

/// A candidate with its expected monthly cost and how far it is from the request.
struct PricedCandidate: Sendable {
  let candidate: Candidate
  /// US dollars a month.
  let cost: Money
  /// The number of parts that differ: the region, the mode, either number of nodes, and each type that is another.
  let changes: Int
  /// Whether its nodes can do what those of the request do.
  let isAsGood: Bool
}
