import Findings
import Money
import Policies
import Requests

/// Tells for which requests the policies cost the same: they agree in everything on which a search rests, and differ in their name,
/// for example.
struct RequestKinds {
  /// What requests of a kind agree in.
  struct Kind: Hashable {
    fileprivate let change: RequestChange
    /// The workload by which it is priced: the organisation may fix it by labels.
    fileprivate let priced: [Quantity]
    fileprivate let isLoadAssumed: Bool
    fileprivate let texts: [String?]
    fileprivate let isCapacityReserved: Bool
    fileprivate let labels: [String: String]
    fileprivate let identity: [String?]
    fileprivate let exceptions: Set<String>
    /// The codes that deny it.
    let codes: Set<RuleCode>
  }

  private let gate: Gate
  private let policies: PolicySet
  /// Whether a finding that depends on what a search varies rests on what is different in each request.
  private let readsIdentity: Bool
  /// The labels on which such findings rest; nil for all of them.
  private let labels: Set<String>?

  init(_ gate: Gate, _ policies: PolicySet) {
    self.gate = gate
    self.policies = policies
    var reads = policies.readsOfPolicies.values.filter { !$0.isConstant }
    // Which exceptions are for a request is part of its kind, unless that changes within a search.
    if !policies.readsOfExceptions.isConstant { reads.append(policies.readsOfExceptions) }
    readsIdentity = reads.contains(where: \.isOfIdentity)
    labels = reads.reduce(Set()) { labels, reads in labels.flatMap { own in reads.labels.map(own.union) } }
  }

  func kind(of request: ClusterRequest, _ draft: RequestDraft) -> Kind {
    let priced = gate.workloads.priced(request).workload
    // A written external id may be what a policy looks at.
    let isItsOwn = readsIdentity || request.externalId.secret != nil
    let identity = [request.name, request.description, draft.place.source, "\(draft.place.range.start.line)"]
    return Kind(
      change: RequestChange(request),
      priced: [
        Quantity(priced.minimumNodes), Quantity(priced.maximumNodes), priced.load.low, priced.load.expected,
        priced.load.high,
      ],
      isLoadAssumed: request.workload.assumed.contains(.load),
      texts: [request.provider, request.roleArn, request.externalId.variable],
      isCapacityReserved: request.capacityReservation,
      labels: labels.map { read in request.labels.filter { read.contains($0.key) } } ?? request.labels,
      identity: isItsOwn ? identity : [],
      exceptions: gate.subject(of: draft).map { policies.exceptions(for: $0) } ?? [], codes: gate.denials(of: draft))
  }
}
