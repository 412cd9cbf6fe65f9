import Costs
import Findings
import Money
import Requests

/// Finds suggestions of each kind around a request.
struct SuggestionFinder {
  private var search: RequestSearch
  private let gate: Gate
  private let request: ClusterRequest
  /// The regions in which something may pass.
  private let open: [Int]

  init(_ search: RequestSearch, _ gate: Gate, _ request: ClusterRequest) {
    self.search = search
    self.gate = gate
    self.request = request
    open = search.space.regions.indices.filter { search.codesOfRegions[$0]?.isEmpty ?? false }
  }

  /// What two suggestions of a kind may not have in common: other numbers of nodes alone are not another suggestion.
  private struct Identity: Hashable {
    let region: Int
    let list: Int
    let mode: PerformanceProfile

    init(_ candidate: Candidate) {
      (region, list, mode) = (candidate.region, candidate.list, candidate.mode)
    }
  }

  /// The cheapest of every kind that cost less than a limit, the kind nearest first.
  mutating func kinds(below limit: Money?) -> [Suggestions.Kind] {
    var kinds: [Suggestions.Kind] = []
    for nodes in Nearness.Nodes.allCases {
      var limit = limit
      for place in Nearness.Place.allCases {
        let (kind, cost) = cheapest(Nearness(nodes: nodes, place: place), below: limit)
        kinds.append(kind)
        if let cost { limit = cost }
      }
    }
    return kinds
  }

  /// The cheapest of a kind, and what the cheapest of them costs.
  private mutating func cheapest(
    _ nearness: Nearness, below limit: Money?
  ) -> (kind: Suggestions.Kind, cost: Money?) {
    let regions = open.filter { place(of: $0) == nearness.place }
    var queue = search.queue(regions: regions, isAsGood: nearness.nodes == .asGood)
    var found: [Suggestions.Suggestion] = []
    var cost: Money?
    var seen: Set<Identity> = []
    var denied: PricedCandidate?
    var first: PricedCandidate?
    while found.count < Suggestions.perKind, let one = queue.next() {
      if let limit, one.cost.units >= limit.units { break }
      guard one.changes > 0, !seen.contains(Identity(one.candidate)) else { continue }
      let codes = search.codes(denying: one)
      guard codes.isEmpty else {
        search.close(one.candidate, denied: codes, in: &queue) { !$0.isEmpty }
        denied = one
        first = first ?? one
        // Nothing that costs more passes.
        if !search.ceilings(below: one.cost).isEmpty { break }
        continue
      }
      seen.insert(Identity(one.candidate))
      cost = cost ?? one.cost
      found.append(suggestion(one, after: denied))
    }
    let kind = Suggestions.Kind(
      nearness: nearness, suggestions: found, denied: found.isEmpty ? first.map { self.denied($0) } : nil)
    return (kind, cost)
  }

  /// Of the requests that pass with the fewest changes, the cheapest.
  mutating func nearest() -> Suggestions.Suggestion? {
    let types = search.space.lists.entries.reduce(0) { max($0, $1.distance) }
    for count in 1...(4 + types) {
      // Of the same number of changes, those that leave the nodes equivalent come first.
      for isAsGood in [true, false] {
        var queue = search.queue(regions: open, isAsGood: isAsGood, changes: count)
        while let one = queue.next() {
          let codes = search.codes(denying: one)
          if codes.isEmpty { return suggestion(one, after: nil) }
          search.close(one.candidate, denied: codes, in: &queue) { !$0.isEmpty }
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
    Suggestions.Suggestion(
      change: search.space.change(of: one.candidate), verdict: gate.evaluate(search.draft(of: one.candidate)),
      nearness: Nearness(nodes: one.isAsGood ? .asGood : .other, place: place(of: one.candidate.region)),
      changes: one.changes, denied: denied.map { self.denied($0) })
  }

  private func denied(_ one: PricedCandidate) -> Suggestions.Denied {
    Suggestions.Denied(
      change: search.space.change(of: one.candidate), verdict: gate.evaluate(search.draft(of: one.candidate)))
  }
}
