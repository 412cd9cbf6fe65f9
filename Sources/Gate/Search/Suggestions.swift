import Costs
public import Findings
import Money
public import Requests

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

  /// The suggestions of a kind of nearness.
  public struct Kind: Sendable {
    /// How near they are.
    public let nearness: Nearness
    /// The cheapest, in the order of their cost.
    public let suggestions: [Suggestion]
    /// The cheapest request of the kind, if that does not pass and nothing else of it does.
    public let denied: Denied?
  }

  /// What was looked at.
  public struct Extent: Sendable {
    /// The number of regions.
    public let regions: Int
    /// The number of lists of types.
    public let lists: Int
    /// The number of node ranges.
    public let nodes: Int
    /// The number of modes.
    public let modes: Int
  }

  /// The request that they are for.
  public let request: ClusterRequest
  /// The verdict on it.
  public let verdict: Verdict
  /// For a request that is denied: of those that pass with the fewest changes, the cheapest, with equivalent nodes if there are any.
  public let nearest: Suggestion?
  /// The cheapest of each kind, the kind nearest first. A kind farther away has only what costs less than the nearer ones with such
  /// nodes.
  public let kinds: [Kind]
  /// What denies the request whatever its region, types, mode and nodes are. While there is something, there are no suggestions.
  public let unchangeable: [Finding]
  /// Whether nothing around the request has a known cost and carries the load.
  public let isEmpty: Bool
  /// What was looked at.
  public let extent: Extent

  /// The number of suggestions of each kind.
  static let perKind = 3

  /// Every suggestion, in the order in which reports number them: the nearest first, then the kinds.
  public var all: [Suggestion] { (nearest.map { [$0] } ?? []) + kinds.flatMap(\.suggestions) }

  /// Looks for requests around a complete one, with a gate that knows all regions.
  init(_ gate: Gate, _ verdict: Verdict, _ request: ClusterRequest, _ offers: RegionOffers) {
    self.verdict = verdict
    self.request = request
    let search = RequestSearch(gate, verdict.draft, request, offers)
    let space = search.space
    extent = Extent(
      regions: space.regions.count, lists: space.lists.entries.count, nodes: space.nodes.count, modes: space.modes.count
    )
    isEmpty = search.isEmpty
    let constant = search.constantCodes
    unchangeable = verdict.findings.filter { $0.denies && constant.contains($0.code) }
    guard constant.isEmpty else {
      (nearest, kinds) = (nil, [])
      return
    }
    var finder = SuggestionFinder(search, gate, request)
    nearest = verdict.isApproved ? nil : finder.nearest()
    // What is not known is no limit.
    let own = verdict.bills?.computed.selectedEstimate.total
    let limit = verdict.isApproved ? own.flatMap { $0.isIncomplete ? nil : $0.expected } : nil
    kinds = finder.kinds(below: limit)
  }
}
