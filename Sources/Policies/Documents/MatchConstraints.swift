import Documents

/// Which objects a policy of Kubernetes is about.
public struct MatchConstraints: Sendable {
  /// Rules of which one must match.
  let rules: [ResourceRule]
  /// Rules of which none may match.
  let exclusions: [ResourceRule]
  /// Labels that the object must have.
  let objectSelector: LabelSelector?
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

    /// Whether a request is one.
    var isOfRequests: Bool { self == .create || self == .any }
  }

  /// What a rule matches; `*` matches everything.
  public struct ResourceRule: Sendable {
    let groups: [String]
    let versions: [String]
    let operations: [String]
    let resources: [String]

    func matches(_ resource: ObjectResource, operation: String) -> Bool {
      Self.has(groups, resource.group) && Self.has(versions, resource.version)
        && (Self.has(resources, resource.name) || resources.contains("*/*"))
        && Self.has(operations, operation)
    }

    private static func has(_ patterns: [String], _ text: String) -> Bool {
      patterns.contains { $0 == "*" || $0 == text }
    }
  }

  /// Whether an object is one that the policy is about.
  func matches(_ resource: ObjectResource, labels: [String: String], operation: String) -> Bool {
    rules.contains { $0.matches(resource, operation: operation) }
      && !exclusions.contains { $0.matches(resource, operation: operation) }
      && objectSelector?.matches(labels) ?? true
      && further.allSatisfy { $0.matches(resource, labels: labels, operation: operation) }
  }

  /// What both are about.
  func intersected(with other: MatchConstraints) -> MatchConstraints {
    var both = self
    both.further.append(other)
    return both
  }
}

/// An object's group, version and resource, from its `apiVersion` and `kind`.
struct ObjectResource: Sendable {
  let group: String
  let version: String
  let name: String

  init(apiVersion: String, kind: String) {
    let parts = apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
    group = parts.count == 2 ? parts[0] : ""
    version = parts.last ?? ""
    name = Self.plural(kind.lowercased())
  }

  /// The plural that Kubernetes' own kinds have.
  private static func plural(_ kind: String) -> String {
    if kind.hasSuffix("s") || kind.hasSuffix("x") || kind.hasSuffix("ch") { return kind + "es" }
    if kind.hasSuffix("y"), !kind.hasSuffix("ay"), !kind.hasSuffix("ey") { return kind.dropLast() + "ies" }
    return kind + "s"
  }
}
