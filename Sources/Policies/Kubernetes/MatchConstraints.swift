import Findings

/// Which objects a policy of Kubernetes is about, as its API server decides it (kubernetes/apiserver,
/// `pkg/admission/plugin/policy/matching/matching.go` and `pkg/admission/plugin/webhook/predicates`).
public struct MatchConstraints: Sendable {
  /// Rules of which one must match.
  let rules: [ResourceRule]
  /// Rules of which none may match.
  let exclusions: [ResourceRule]
  /// Labels that the object, or the object before an update, must have.
  let objectSelector: LabelSelector?
  /// Labels that the namespace must have.
  let namespaceSelector: LabelSelector?
  /// What a binding asks for besides.
  var further: [MatchConstraints] = []

  /// What can be done with an object
  /// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/).
  enum Operation: String, CaseIterable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    case connect = "CONNECT"
    case any = "*"

    /// Whether a cluster request is one.
    var isOfRequests: Bool { self == .create || self == .any }
  }

  /// Which objects a rule is about, by where they lie.
  enum Scope: String, CaseIterable {
    case cluster = "Cluster"
    case namespaced = "Namespaced"
    case any = "*"
  }

  /// What a rule matches; `*` matches everything.
  public struct ResourceRule: Sendable {
    let groups: [String]
    let versions: [String]
    let operations: [String]
    let resources: [String]
    var names: [String] = []
    var scope = Scope.any
    /// Where the resources stand.
    var places: [Place] = []

    /// Why a rule does not match, the later the nearer it came; nil where it does.
    func mismatch(_ review: AdmissionReview) -> Mismatch? {
      guard Self.has(groups, review.resource.group), Self.has(versions, review.resource.version),
        resources.contains(where: { Self.matches($0, review) })
      else { return .resource }
      guard Self.has(operations, review.operation) else { return .operation }
      switch scope {
      case .any: break
      // An object of the kind Namespace belongs to the cluster, although its request names itself as the namespace.
      case .cluster: if review.namespace != nil, !review.isNamespace { return .scope }
      case .namespaced: if review.namespace == nil || review.isNamespace { return .scope }
      }
      return names.isEmpty || names.contains(review.name) ? nil : .name
    }

    /// `pods`, `pods/exec`, `*/status`, `pods/*` or `*`; a name without a slash is of no subresource.
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

  /// Why a policy is not about an object.
  enum Mismatch: Int {
    /// No rule names the resource.
    case resource
    /// No rule that does names the operation.
    case operation
    case scope, name, exclusion, objectSelector, namespaceSelector

    /// Whether the rules do not name such objects at all.
    var isOfKind: Bool { self == .resource || self == .operation }
  }

  /// Why the policy is not about an object; nil where it is.
  func mismatch(_ review: AdmissionReview) -> Mismatch? {
    let reasons = rules.map { $0.mismatch(review) }
    if !reasons.contains(nil) { return reasons.compactMap(\.self).max { $0.rawValue < $1.rawValue } ?? .resource }
    if exclusions.contains(where: { $0.mismatch(review) == nil }) { return .exclusion }
    if let objectSelector, !objectSelector.isEmpty, !review.labels.contains(where: objectSelector.matches) {
      return .objectSelector
    }
    // What lies in no namespace is not left out by the labels of one.
    if let namespaceSelector, let labels = review.namespaceLabels, !namespaceSelector.matches(labels) {
      return .namespaceSelector
    }
    return further.lazy.compactMap { $0.mismatch(review) }.first
  }

  /// The rules of the policy and its binding, exclusions included.
  var allRules: [ResourceRule] { rules + exclusions + further.flatMap(\.allRules) }

  /// What both are about.
  func intersected(with other: MatchConstraints) -> MatchConstraints {
    var both = self
    both.further.append(other)
    return both
  }
}
