public import Findings
public import Requests
import Money
import Costs

/// The requests near one that pass the gate and cost less, or, for one that is denied, cost the least.
public struct Suggestions: Sendable {
  /// A request that passes.
  public struct Suggestion: Sendable {
    /// Its values.
    public let change: RequestChange
    /// The verdict on it, with its bills.
    public let verdict: Verdict
    /// How near it is.
    public let nearness: Nearness
    /// The number of parts that differ: the region, the mode, either number of nodes, and each type that is another.
    public let changes: Int
    /// The next cheaper request of its kind that does not pass; nil if every cheaper one passes, or there is none.
    public let denied: Denied?
  }

  /// A request that would cost less, and does not pass.
  public struct Denied: Sendable {
    /// Its values.
    public let change: RequestChange
    /// The verdict on it.
    public let verdict: Verdict

    /// What denies it.
    public var findings: [Finding] { verdict.findings.filter(\.denies) }
  }

  /// The request that they are for.
  public let verdict: Verdict
  /// For a request that is denied: of those that pass with the fewest changes, the cheapest, with nodes as good if there are any.
  public let nearest: Suggestion?
  /// The suggestions of a kind of nearness.
  public struct Kind: Sendable {
    /// How near they are.
    public let nearness: Nearness
    /// The cheapest, in the order of their cost.
    public let suggestions: [Suggestion]
    /// The cheapest request of the kind, if that does not pass and nothing else of it does.
    public let denied: Denied?
  }

  /// The cheapest of each kind, the kind nearest first.
  public let kinds: [Kind]
  /// What denies the request whatever its region, types, mode and nodes are. While there is something, there are no suggestions.
  public let unchangeable: [Finding]
  /// How many regions, lists of types and numbers of nodes were looked at.
  public let extent: Extent

  /// What was looked at.
  public struct Extent: Sendable {
    /// The number of regions.
    public let regions: Int
    /// The number of lists of types.
    public let lists: Int
    /// The number of pairs of a least and a greatest number of nodes.
    public let nodes: Int
    /// The number of modes.
    public let modes: Int
  }

  /// The number of suggestions of each kind.
  static let perKind = 3

  /// Every suggestion, in the order in which reports number them: the nearest first, then the kinds.
  public var all: [Suggestion] { (nearest.map { [$0] } ?? []) + kinds.flatMap(\.suggestions) }

  /// Looks for requests around a complete one, with a gate that knows all regions.
  init(_ gate: Gate, _ verdict: Verdict, _ request: ClusterRequest, _ offers: RegionOffers) {
    self.verdict = verdict
    let search = RequestSearch(gate, verdict.draft, request, offers)
    let space = search.space
    extent = Extent(
      regions: space.regions.count, lists: space.lists.entries.count, nodes: space.nodes.count, modes: space.modes.count
    )
    let constant = search.constantCodes
    unchangeable = verdict.findings.filter { $0.denies && constant.contains($0.code) }
    guard constant.isEmpty else {
      (nearest, kinds) = (nil, [])
      return
    }
    let open = space.regions.indices.filter { search.codesOfRegions[$0]?.isEmpty ?? true }
    var finder = Finder(search: search, gate: gate, request: request, open: open)
    let isApproved = verdict.isApproved
    nearest = isApproved ? nil : finder.nearest()
    let limit = isApproved ? verdict.bills?.computed.selectedEstimate.total.expected : nil
    kinds = Nearness.allCases.map { finder.cheapest($0, below: limit) }
  }
}

/// Finds suggestions of each kind.
private struct Finder {
  var search: RequestSearch
  let gate: Gate
  let request: ClusterRequest
  /// The regions in which something may pass.
  let open: [Int]

  /// What two suggestions of a kind may not have in common: other numbers of nodes alone are not another suggestion.
  private struct Identity: Hashable {
    let region: Int
    let list: Int
    let mode: PerformanceProfile

    init(_ candidate: Candidate) {
      (region, list, mode) = (candidate.region, candidate.list, candidate.mode)
    }
  }

  /// The cheapest of a kind.
  mutating func cheapest(_ kind: Nearness, below limit: Money?) -> Suggestions.Kind {
    let regions = open.filter { place(of: $0) == kind.place }
    var queue = search.queue(regions: regions, group: { $0.isAsGood == (kind.nodes == .asGood) })
    var found: [Suggestions.Suggestion] = []
    var seen: Set<Identity> = []
    var denied: PricedCandidate?
    var first: PricedCandidate?
    while found.count < Suggestions.perKind, let one = queue.next() {
      if let limit, one.cost.units >= limit.units { break }
      guard one.changes > 0, !seen.contains(Identity(one.candidate)) else { continue }
      guard search.codes(denying: one).isEmpty else {
        denied = one
        first = first ?? one
        // Nothing that costs more passes.
        if !search.ceilings(below: one.cost).isEmpty { break }
        continue
      }
      seen.insert(Identity(one.candidate))
      found.append(suggestion(one, after: denied))
    }
    return Suggestions.Kind(
      nearness: kind, suggestions: found, denied: found.isEmpty ? first.map { self.denied($0) } : nil)
  }

  /// Of the requests that pass with the fewest changes, the cheapest.
  mutating func nearest() -> Suggestions.Suggestion? {
    let types = search.space.lists.entries.reduce(0) { max($0, $1.distance) }
    for count in 1...(4 + types) {
      // Of the same number of changes, those that leave the nodes as good come first.
      for isAsGood in [true, false] {
        var queue = search.queue(regions: open, group: { $0.isAsGood == isAsGood }, changes: { $0 == count })
        while let one = queue.next() {
          if search.codes(denying: one).isEmpty { return suggestion(one, after: nil) }
          if !search.ceilings(below: one.cost).isEmpty { break }
        }
      }
    }
    return nil
  }

  private func place(of region: Int) -> Nearness.Place {
    Nearness.Place(search.space.regions[region].region, from: request.region)
  }

  private func suggestion(_ one: PricedCandidate, after denied: PricedCandidate?) -> Suggestions.Suggestion {
    let draft = search.draft(of: one.candidate)
    return Suggestions.Suggestion(
      change: search.space.change(of: one.candidate), verdict: gate.evaluate(draft),
      nearness: Nearness(nodes: one.isAsGood ? .asGood : .other, place: place(of: one.candidate.region)),
      changes: one.changes, denied: denied.map { self.denied($0) })
  }

  private func denied(_ one: PricedCandidate) -> Suggestions.Denied {
    Suggestions.Denied(
      change: search.space.change(of: one.candidate), verdict: gate.evaluate(search.draft(of: one.candidate)))
  }
}
