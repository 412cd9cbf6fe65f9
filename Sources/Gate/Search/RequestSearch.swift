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
  /// The codes that deny a region whatever else the request says, by the number of the region.
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
    for code in gate.denials(of: draft) where known.rests(code, onlyOn: []) { constantCodes.insert(code) }
    var change = RequestChange(request)
    for (number, region) in space.regions.enumerated() {
      change.region = region.region
      let codes = gate.denials(of: draft.applying(change)).filter { known.rests($0, onlyOn: .region) }
      codesOfRegions[number] = codes.subtracting(constantCodes)
    }
  }

  /// A draft of a candidate.
  func draft(of candidate: Candidate) -> RequestDraft { draft.applying(space.change(of: candidate)) }

  /// The candidates in some regions and with lists of some kinds, the cheapest first.
  /// - Parameter isWanted: whether candidates are wanted that differ in so many parts.
  mutating func queue(
    regions: [Int], group isOfGroup: (ListGroup) -> Bool, changes isWanted: (Int) -> Bool = { _ in true }
  ) -> CandidateQueue {
    var queue = CandidateQueue()
    for region in regions {
      let groups = pricedLists(in: region).filter { isOfGroup($0.key) }
      for mode in space.modes {
        for nodes in space.nodes.indices {
          let own = space.changes(region: region, mode: mode, nodes: nodes)
          let wanted = groups.filter { isWanted(own + $0.key.distance) }
          guard !wanted.isEmpty, let cost = cost(region, mode, nodes) else { continue }
          for (group, lists) in wanted.sorted(by: { $0.key.isBefore($1.key) }) {
            queue.add(space, region: region, mode: mode, nodes: nodes, cost: cost, group: group, lists)
          }
        }
      }
    }
    return queue
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

extension ListGroup {
  fileprivate func isBefore(_ other: ListGroup) -> Bool {
    distance != other.distance ? distance < other.distance : isAsGood && !other.isAsGood
  }
}
