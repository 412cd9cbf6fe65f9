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
    /// The sum over the requests with a price, in US dollars a month; nil if it is out of range.
    public let cost: Money?
    /// The requests for which it costs something, the dearest first.
    public let requests: [(priced: Priced, cost: Money)]
    /// The requests that would pass in some form without the policy, and in none with it.
    public let blocked: [Priced]
  }

  /// The requests, in order.
  public let priced: [Priced]
  /// The requests around which nothing can be searched: they are incomplete, list too many types, or name an unknown region.
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
    var questions: [(draft: RequestDraft, request: ClusterRequest, offers: RegionOffers)] = []
    var unpriced: [RequestDraft] = []
    for draft in files.drafts {
      guard let request = search.gate.request(of: draft), draft.hasRightTypes,
        Set(request.instanceTypes).count <= TypeLists.most,
        let offers = search.offers(around: request.region)
      else {
        unpriced.append(draft)
        continue
      }
      questions.append((draft, request, offers))
    }
    let (gate, asked) = (search.gate, questions)
    let kinds = RequestKinds(gate, policies)
    // One search for requests that are alike.
    var numbers: [RequestKinds.Kind: Int] = [:]
    var first: [(index: Int, codes: Set<RuleCode>)] = []
    var kindOfRequest: [Int] = []
    for (index, kind) in concurrentMap(asked, { kinds.kind(of: $0.request, $0.draft) }).enumerated() {
      let number = numbers[kind] ?? first.count
      if number == first.count { first.append((index, kind.codes)) }
      numbers[kind] = number
      kindOfRequest.append(number)
    }
    let prices = concurrentMap(first, width: 1) { index, codes in
      let question = asked[index]
      let constant = RequestSearch.constantCodes(among: codes, of: question.draft, in: gate)
      if let price = PolicyPrice.withoutSearch(constant) { return price }
      let search = RequestSearch(gate, question.draft, question.request, question.offers)
      return PolicyPrice(search, policies: names)
    }
    priced = zip(asked, kindOfRequest).map { question, kind in
      Priced(request: question.request, place: question.draft.place, price: prices[kind])
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
      let cost = costs.reduce(Optional(zero)) { sum, one in sum.flatMap { try? $0.adding(one.cost) } }
      return Sum(policy: name, cost: cost, requests: costs, blocked: priced.filter { $0.price.isBlocked(by: name) })
    }
    return sums.sorted { one, other in
      // A sum that is out of range is greater than any other.
      let (first, second) = (one.cost?.units ?? .max, other.cost?.units ?? .max)
      if first != second { return first > second }
      if one.blocked.count != other.blocked.count { return one.blocked.count > other.blocked.count }
      return one.policy < other.policy
    }
  }
}
