import Costs
public import Findings
public import Money
import Platform
import Policies
public import Requests

/// What the policies cost over the requests of some files.
public struct PolicyPriceRun: Sendable {
  /// A request and what the policies cost for it.
  public struct Priced: Sendable {
    /// The request.
    public let request: ClusterRequest
    /// Where it begins.
    public let place: Place
    /// The prices.
    public let price: PolicyPrice
  }

  /// What one policy costs.
  public struct Sum: Sendable {
    /// The policy's name.
    public let policy: String
    /// The sum over the requests with a price, in US dollars a month.
    public let cost: Money
    /// The requests for which it costs something, the dearest first.
    public let requests: [(priced: Priced, cost: Money)]
    /// The requests that would pass in some form without the policy, and in none with it.
    public let blocked: [Priced]
  }

  /// The requests, in order.
  public let priced: [Priced]
  /// The verdicts on requests that could not be priced: they are incomplete, or their region is not known.
  public let unpriced: [RequestDraft]
  /// The sums, the dearest policy first.
  public let sums: [Sum]
  /// The files that were read.
  public let files: RequestFiles
  /// What the prices rest on.
  public let basis: CheckBasis

  /// Prices the configuration's policies.
  /// - Throws: `GateError` for what cannot be used, and where there are no policies.
  public init(_ files: RequestFiles, _ options: CheckRun.Options) throws(GateError) {
    self.files = files
    if let error = files.fileErrors.first { throw .file(error) }
    if files.drafts.isEmpty, files.syntaxErrors.isEmpty { throw .noRequest(skipped: files.skipped) }
    var search = try SearchBasis(options)
    guard let policies = search.gate.policies else { throw .noPolicies(paths: search.basis.configuration.policies) }
    basis = search.basis
    let names = Set(policies.active)
    let kinds = RequestKinds(policies)
    var questions: [(draft: RequestDraft, request: ClusterRequest, offers: RegionOffers)] = []
    var unpriced: [RequestDraft] = []
    for draft in files.drafts {
      guard let request = draft.complete, draft.hasRightTypes, Set(request.instanceTypes).count <= TypeLists.most,
        let offers = search.offers(around: request.region)
      else {
        unpriced.append(draft)
        continue
      }
      questions.append((draft, request, offers))
    }
    let (gate, asked) = (search.gate, questions)
    let found = concurrentMap(asked) { kinds.kind(of: $0.request, $0.draft, in: gate) }
    // One search for requests that are alike.
    var numbers: [RequestKinds.Kind: Int] = [:]
    var first: [Int] = []
    for (index, kind) in found.enumerated() where numbers[kind] == nil {
      numbers[kind] = first.count
      first.append(index)
    }
    let prices = concurrentMap(first, width: 1) { index in
      let question = asked[index]
      let search = RequestSearch(gate, question.draft, question.request, question.offers)
      return PolicyPrice(search, policies: names)
    }
    priced = zip(asked, found).map { question, kind in
      // INVARIANT: every kind has a number.
      Priced(request: question.request, place: question.draft.place, price: prices[numbers[kind] ?? 0])
    }
    self.unpriced = unpriced
    sums = Self.sums(priced, names)
  }

  private static func sums(_ priced: [Priced], _ names: Set<String>) -> [Sum] {
    let zero = Money.zero(.usd)
    let sums = names.map { name in
      let costs = priced.compactMap { one in one.price.cost(of: name).map { (priced: one, cost: $0) } }
        .filter { $0.cost != zero }
        .enumerated().sorted { one, other in
          one.element.cost.units != other.element.cost.units
            ? one.element.cost.units > other.element.cost.units : one.offset < other.offset
        }.map(\.element)
      // INVARIANT: no bill is so large that the sum of those in memory is out of range.
      let cost = costs.reduce(zero) { (try? $0.adding($1.cost)) ?? $0 }
      return Sum(policy: name, cost: cost, requests: costs, blocked: priced.filter { $0.price.isBlocked(by: name) })
    }
    return sums.sorted { one, other in
      if one.cost.units != other.cost.units { return one.cost.units > other.cost.units }
      if one.blocked.count != other.blocked.count { return one.blocked.count > other.blocked.count }
      return one.policy < other.policy
    }
  }
}

/// Tells which requests have the same prices.
private struct RequestKinds {
  /// What requests of a kind agree in.
  struct Kind: Hashable {
    let labels: [String: String]
    let change: RequestChange
    let load: [Quantity]
    let isLoadAssumed: Bool
    let provider: String
    let roleArn: String
    let capacityReservation: Bool
    let identity: [String?]
    let exceptions: Set<String>
    let codes: Set<RuleCode>
  }

  private let policies: PolicySet

  /// Whether a finding that depends on what a search varies rests on what is different in each request.
  private let readsIdentity: Bool
  /// The labels on which such findings rest; nil for all of them.
  private let labels: Set<String>?

  init(_ policies: PolicySet) {
    self.policies = policies
    var reads = policies.readsOfPolicies.values.filter { !$0.isConstant }
    // Which exceptions are for a request is part of its kind, unless that changes within a search.
    if !policies.readsOfExceptions.isConstant { reads.append(policies.readsOfExceptions) }
    readsIdentity = reads.contains(where: \.isOfIdentity)
    labels = reads.reduce(Set()) { labels, reads in labels.flatMap { own in reads.labels.map(own.union) } }
  }

  func kind(of request: ClusterRequest, _ draft: RequestDraft, in gate: Gate) -> Kind {
    let load = request.workload.load
    // A written external id may be what a policy looks at.
    let isItsOwn = readsIdentity || request.externalId.secret != nil
    let identity = [request.name, request.description, draft.place.source, "\(draft.place.range.start.line)"]
    return Kind(
      labels: labels.map { read in request.labels.filter { read.contains($0.key) } } ?? request.labels,
      change: RequestChange(request), load: [load.low, load.expected, load.high],
      isLoadAssumed: request.workload.assumed.contains(.load), provider: request.provider, roleArn: request.roleArn,
      capacityReservation: request.capacityReservation,
      identity: isItsOwn ? identity : [],
      exceptions: gate.subject(of: draft).map { policies.exceptions(for: $0) } ?? [], codes: gate.denials(of: draft))
  }
}
