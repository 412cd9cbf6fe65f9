import Findings

/// The objects that a Kubernetes policy applies to, as decided by its API server (kubernetes/apiserver,
/// `pkg/admission/plugin/policy/matching/matching.go` and `pkg/admission/plugin/webhook/predicates`).
public struct MatchConstraints: Sendable {
  /// The rules, at least one of which must match.
  let rules: [ResourceRule]
  /// The rules that must not match.
  let exclusions: [ResourceRule]
  /// The labels that the object must have, now or before an update.
  let objectSelector: LabelSelector?
  /// The labels that the namespace must have.
  let namespaceSelector: LabelSelector?
  /// Additional constraints from a binding.
  var further: [MatchConstraints] = []

  /// An operation on an object
  /// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/).
  enum Operation: String, CaseIterable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    case connect = "CONNECT"
    case any = "*"

    /// Whether a cluster request has this operation.
    var isOfRequests: Bool { self == .create || self == .any }
  }

  /// The scope of the objects that a rule matches.
  enum Scope: String, CaseIterable {
    case cluster = "Cluster"
    case namespaced = "Namespaced"
    case any = "*"
  }

  /// A rule. `*` matches everything.
  public struct ResourceRule: Sendable {
    let groups: [String]
    let versions: [String]
    let operations: [String]
    let resources: [String]
    var names: [String] = []
    var scope = Scope.any
    /// The places of the resources.
    var places: [Place] = []

    /// Why a rule does not match; later cases are nearer misses. Nil if it matches.
    func mismatch(_ review: AdmissionReview) -> Mismatch? {
      guard Self.has(groups, review.resource.group), Self.has(versions, review.resource.version),
        resources.contains(where: { Self.matches($0, review) })
      else { return .resource }
      guard Self.has(operations, review.operation) else { return .operation }
      switch scope {
      case .any: break
      // A Namespace object is cluster-scoped, although its request names it as the namespace.
      case .cluster: if review.namespace != nil, !review.isNamespace { return .scope }
      case .namespaced: if review.namespace == nil || review.isNamespace { return .scope }
      }
      return names.isEmpty || names.contains(review.name) ? nil : .name
    }

    /// Whether a pattern matches: `pods`, `pods/exec`, `*/status`, `pods/*` or `*`. A name without a slash matches no
    /// subresource.
    private static func matches(_ pattern: String, _ review: AdmissionReview) -> Bool {
      let parts = pattern.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let subresource = parts.count == 2 ? parts[1] : ""
      return (parts[0] == "*" || review.resource.names.contains(parts[0]))
        && (subresource == "*" || subresource == review.subresource)
    }

    private static func has(_ patterns: [String], _ text: String) -> Bool {
      patterns.contains { $0 == "*" || $0 == text }
    }
  }

  /// Why a policy does not apply to an object.
  enum Mismatch: Int {
    /// No rule names the resource.
    case resource
    /// No rule for the resource names the operation.
    case operation
    case scope, name, exclusion, objectSelector, namespaceSelector

    /// Whether the mismatch is in the resource or operation, so the rules do not name such objects at all.
    var isOfKind: Bool { self == .resource || self == .operation }
  }

  /// Why the policy does not apply to an object; nil if it does.
  func mismatch(_ review: AdmissionReview) -> Mismatch? {
    let reasons = rules.map { $0.mismatch(review) }
    if !reasons.contains(nil) { return reasons.compactMap(\.self).max { $0.rawValue < $1.rawValue } ?? .resource }
    if exclusions.contains(where: { $0.mismatch(review) == nil }) { return .exclusion }
    if let objectSelector, !objectSelector.isEmpty, !review.labels.contains(where: objectSelector.matches) {
      return .objectSelector
    }
    // A namespace selector does not exclude objects without a namespace.
    if let namespaceSelector, let labels = review.namespaceLabels, !namespaceSelector.matches(labels) {
      return .namespaceSelector
    }
    return further.lazy.compactMap { $0.mismatch(review) }.first
  }

  /// The rules of the policy and its binding, including exclusions.
  var allRules: [ResourceRule] { rules + exclusions + further.flatMap(\.allRules) }

  /// The constraints that both require.
  func intersected(with other: MatchConstraints) -> MatchConstraints {
    var both = self
    both.further.append(other)
    return both
  }
}
