import Costs
import Findings
import Money
import Requests

/// Looks for the cheapest requests around one that pass the gate. It is exact: of the space that `SearchSpace` describes, no
/// request that costs less than an answer passes.
///
/// Candidates come in the order of their cost, so that the first that passes is the cheapest. What denies one denies all that
/// agree with it in the parts on which that rests (`KnownDenials`), so that few of them are judged.
struct RequestSearch {
  let space: SearchSpace
  private let gate: Gate
  private let draft: RequestDraft
  private var known: KnownDenials
  private var lists: [Int: [ListGroup: SearchSpace.PricedLists]] = [:]
  private var costs: [CostKey: NodePriceCost?] = [:]
  /// The codes that deny the request whatever its region, types, mode and nodes are.
  private(set) var constantCodes: Set<RuleCode> = []
  /// The codes that deny a region whatever else the request says, by the number of the region; nothing for regions in which nothing
  /// has a known cost and carries the load.
  private(set) var codesOfRegions: [Int: Set<RuleCode>] = [:]

  private struct CostKey: Hashable {
    let region: Int
    let mode: PerformanceProfile
    let nodes: Int
  }

  /// A search around a request with a gate that knows all regions.
  init(_ gate: Gate, _ draft: RequestDraft, _ request: ClusterRequest, _ offers: RegionOffers) {
    self.gate = gate
    self.draft = draft
    space = SearchSpace(request, offers, gate.estimator, gate.workloads)
    known = KnownDenials(gate.policies)
    for region in space.regions.indices {
      let any = space.any(in: region) { cost(region, $0, $1) }
      guard let any else { continue }
      let codes = gate.denials(of: draft.applying(space.change(of: any)))
      constantCodes.formUnion(codes.filter { known.rests($0, onlyOn: []) })
      codesOfRegions[region] = codes.filter { known.rests($0, onlyOn: .region) }.subtracting(constantCodes)
    }
  }

  /// Those of the codes that deny a request which deny it whatever its region, types, mode and nodes are; nothing if its cost is not
  /// known.
  static func constantCodes(among codes: Set<RuleCode>, of draft: RequestDraft, in gate: Gate) -> Set<RuleCode> {
    guard !codes.isEmpty, let total = gate.bills(of: draft)?.computed.selectedEstimate.total, !total.isIncomplete else {
      return []
    }
    var known = KnownDenials(gate.policies)
    return codes.filter { known.rests($0, onlyOn: []) }
  }

  /// Whether nothing around the request has a known cost and carries the load.
  var isEmpty: Bool { codesOfRegions.isEmpty }

  /// A draft of a candidate.
  func draft(of candidate: Candidate) -> RequestDraft { draft.applying(space.change(of: candidate)) }

  /// The candidates in some regions, with equivalent nodes or with others, the cheapest first.
  /// - Parameter changes: In how many parts they differ from the request; nil for any number.
  mutating func queue(regions: [Int], isAsGood: Bool, changes: Int? = nil) -> CandidateQueue {
    var queue = CandidateQueue()
    for region in regions {
      let groups = pricedLists(in: region)
      let distances = groups.keys.filter { $0.isAsGood == isAsGood }.map(\.distance).sorted()
      for mode in space.modes {
        for nodes in space.nodes.indices {
          let own = space.changes(region: region, mode: mode, nodes: nodes)
          for distance in changes.map({ [$0 - own] }) ?? distances {
            let group = ListGroup(isAsGood: isAsGood, distance: distance)
            guard let lists = groups[group], let cost = cost(region, mode, nodes) else { continue }
            queue.add(space, region: region, mode: mode, nodes: nodes, cost: cost, group: group, lists)
          }
        }
      }
    }
    return queue
  }

  /// Leaves out of a queue what is known to be denied with a candidate, where no further one of its list can matter.
  /// - Parameter isFinal: Whether candidates that some codes deny cannot matter.
  mutating func close(
    _ one: Candidate, denied codes: Set<RuleCode>, in queue: inout CandidateQueue,
    ifFinal isFinal: (Set<RuleCode>) -> Bool
  ) {
    let ofList = codes.filter { known.rests($0, onlyOn: .instanceTypes) }
    if isFinal(ofList) { return queue.close(one.list, in: nil) }
    let ofRegion = codes.filter { known.rests($0, onlyOn: [.region, .instanceTypes]) }
    if isFinal(ofRegion) { queue.close(one.list, in: one.region) }
  }

  /// The codes that deny whatever costs at least an amount, as far as they are known.
  func ceilings(below cost: Money) -> Set<RuleCode> { known.ceilings(below: cost) }

  /// The codes that deny a candidate; empty if it passes.
  /// - Parameter isUndecided: whether the candidate is judged although some codes are known to deny it.
  mutating func codes(
    denying one: PricedCandidate, judgingIf isUndecided: (Set<RuleCode>) -> Bool = \.isEmpty
  ) -> Set<RuleCode> {
    let codes = known.codes(denying: one).union(constantCodes)
    guard isUndecided(codes) else { return codes }
    let found = gate.denials(of: draft(of: one.candidate))
    known.add(found, to: one)
    return found
  }

  private mutating func pricedLists(in region: Int) -> [ListGroup: SearchSpace.PricedLists] {
    if let known = lists[region] { return known }
    let priced = space.pricedLists(in: region)
    lists[region] = priced
    return priced
  }

  private mutating func cost(_ region: Int, _ mode: PerformanceProfile, _ nodes: Int) -> NodePriceCost? {
    let key = CostKey(region: region, mode: mode, nodes: nodes)
    if let known = costs[key] { return known }
    let cost = space.cost(region: region, mode: mode, nodes: nodes)
    costs[key] = .some(cost)
    return cost
  }
}
