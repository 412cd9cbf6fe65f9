import Costs
import Findings
public import Money
public import Requests

/// What each policy costs for one request: how much cheaper the cheapest request that passes would be without it.
///
/// Of the space around the request, those count whose nodes can do what its nodes do, in every region of its partition.
public struct PolicyPrice: Sendable {
  /// A request that passes, and its expected cost.
  public struct Cheapest: Sendable, Equatable {
    /// Its values.
    public let change: RequestChange
    /// US dollars a month.
    public let cost: Money
  }

  /// The cheapest request that passes all policies; nil if none does.
  public let cheapest: Cheapest?
  /// The cheapest that passes without a policy, by its name; nothing where none does.
  public let without: [String: Cheapest]
  /// What denies the request whatever its region, types, mode and nodes are: the names of policies, and the codes of rules. Of a single
  /// policy something may be known all the same: what passes without it.
  public let unchangeable: [String]

  /// What denies the cheapest request that was looked at: the names of policies, and the codes of rules. Empty where it passes, or
  /// nothing was looked at.
  public let denying: [String]

  /// What a policy costs a month, in US dollars; nil if nothing passes with it, or nothing without it.
  public func cost(of policy: String) -> Money? {
    guard let cheapest, let other = without[policy] else { return nil }
    return try? cheapest.cost.subtracting(other.cost)
  }

  /// Whether something passes without a policy and nothing with it.
  public func isBlocked(by policy: String) -> Bool { cheapest == nil && without[policy] != nil }

  /// Prices the policies for a request by itself, if what denies it whatever else it says keeps every price from being known; nil if
  /// there is something to search.
  static func withoutSearch(_ codes: Set<RuleCode>) -> PolicyPrice? {
    let deniers = Deniers(codes)
    guard !deniers.isEmpty, deniers.onlyPolicy == nil else { return nil }
    return PolicyPrice(cheapest: nil, without: [:], unchangeable: deniers.names, denying: [])
  }

  private init(cheapest: Cheapest?, without: [String: Cheapest], unchangeable: [String], denying: [String]) {
    (self.cheapest, self.without, self.unchangeable, self.denying) = (cheapest, without, unchangeable, denying)
  }

  /// Prices the policies for a request, with a gate that knows all regions.
  init(_ search: RequestSearch, policies: Set<String>) {
    var search = search
    let constant = Deniers(search.constantCodes)
    unchangeable = constant.names
    var unresolved = policies
    func mayMatter(_ codes: Set<RuleCode>) -> Bool {
      let deniers = Deniers(codes)
      return deniers.isEmpty || deniers.onlyPolicy.map(unresolved.contains) ?? false
    }
    guard mayMatter(search.constantCodes) else {
      (cheapest, without, denying) = (nil, [:], [])
      return
    }
    let space = search.space
    let regions = space.regions.indices.filter { region in
      mayMatter(search.constantCodes.union(search.codesOfRegions[region] ?? []))
    }
    var cheapest: Cheapest?
    var without: [String: Cheapest] = [:]
    var denying: [String]?
    var queue = search.queue(regions: regions, isAsGood: true)
    while let one = queue.next() {
      let codes = search.codes(denying: one, judgingIf: mayMatter)
      let deniers = Deniers(codes)
      denying = denying ?? deniers.names
      let found = Cheapest(change: space.change(of: one.candidate), cost: one.cost)
      if deniers.isEmpty {
        cheapest = found
        for policy in unresolved { without[policy] = found }
        break
      }
      if let policy = deniers.onlyPolicy, unresolved.remove(policy) != nil { without[policy] = found }
      search.close(one.candidate, denied: codes, in: &queue) { !mayMatter($0) }
      // Whatever costs more is denied as well, and nothing new can be learned from it.
      if !mayMatter(search.ceilings(below: one.cost).union(search.constantCodes)) { break }
    }
    (self.cheapest, self.without) = (cheapest, without)
    self.denying = denying ?? []
  }
}

/// Who denies: policies by their names, rules by their codes.
private struct Deniers {
  private let policies: Set<String>
  private let rules: Set<String>

  init(_ codes: Set<RuleCode>) {
    policies = Set(codes.filter(\.isOfPolicy).map(\.policyName))
    rules = Set(codes.filter { !$0.isOfPolicy }.map(\.description))
  }

  var isEmpty: Bool { policies.isEmpty && rules.isEmpty }

  /// The policy that denies alone; nil if another or a rule denies too.
  var onlyPolicy: String? { rules.isEmpty && policies.count == 1 ? policies.first : nil }

  var names: [String] { policies.sorted() + rules.sorted() }
}

extension RuleCode {
  /// The part before the slash of a policy's code.
  fileprivate var policyName: String { String(description.prefix { $0 != "/" }) }
}
