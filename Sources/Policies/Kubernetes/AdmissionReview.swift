import CEL
import Documents

/// The API request for an object, as seen by Kubernetes policies.
struct AdmissionReview: Sendable {
  /// The operation: `CREATE`, `UPDATE`, `DELETE` or `CONNECT`.
  var operation = "CREATE"
  /// The object's group, version and kind, and the resource name used in rules.
  var resource: ObjectResource
  /// The subresource, such as `status`; empty for the object itself.
  var subresource = ""
  /// The object's name; empty if the server generates one.
  var name = ""
  /// The object's namespace, or the name of the Namespace if the object is one; nil for cluster-scoped objects.
  var namespace: String?
  /// The object's Namespace, as far as a test describes it.
  var namespaceObject: Node?
  /// The labels of the object, and its previous labels.
  var labels: [[String: String]] = []
  /// The user who makes the request.
  var user = User(name: "")
  var isDryRun = false
  /// `CreateOptions` or similar; nil if not given.
  var options: Node?

  /// A user. Every authenticated user is in the group `system:authenticated`
  /// (https://kubernetes.io/docs/reference/access-authn-authz/authentication/).
  struct User: Sendable {
    var name: String
    var uid: String?
    var groups = ["system:authenticated"]
    var extra: [(key: String, values: [String])] = []
  }

  /// The namespace of objects that name none, as in kubectl.
  static let defaultNamespace = "default"
  /// The label of every namespace
  /// (https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name).
  static let namespaceLabel = "kubernetes.io/metadata.name"

  /// Whether the object itself is a Namespace.
  var isNamespace: Bool { resource.group.isEmpty && resource.name == "namespaces" }

  /// The labels that a namespace selector matches; nil for objects without a namespace.
  var namespaceLabels: [String: String]? {
    guard let namespace else { return nil }
    var labels =
      isNamespace && subresource.isEmpty
      ? self.labels.first ?? [:] : namespaceObject.map { KubernetesObject.labels(of: $0) } ?? [:]
    labels[Self.namespaceLabel] = namespace
    return labels
  }

  // MARK: Values

  /// `request`, with only those optional fields that have a value, as in a review (kubernetes/api,
  /// `admission/v1/types.go`).
  var requestValue: Value {
    let kind: Value = [
      "group": .string(resource.group), "version": .string(resource.version), "kind": .string(resource.kind),
    ]
    let plural: Value = [
      "group": .string(resource.group), "version": .string(resource.version), "resource": .string(resource.name),
    ]
    var fields: [(String, Value)] = [
      ("kind", kind), ("resource", plural), ("requestKind", kind), ("requestResource", plural),
    ]
    if !subresource.isEmpty {
      fields += [("subResource", .string(subresource)), ("requestSubResource", .string(subresource))]
    }
    if !name.isEmpty { fields.append(("name", .string(name))) }
    if let namespace { fields.append(("namespace", .string(namespace))) }
    fields += [("operation", .string(operation)), ("userInfo", userValue), ("dryRun", .bool(isDryRun))]
    if let options { fields.append(("options", Value(options))) }
    return .map(ValueMap(ordered: fields))
  }

  private var userValue: Value {
    var fields: [(String, Value)] = [("username", .string(user.name))]
    if let uid = user.uid { fields.append(("uid", .string(uid))) }
    fields.append(("groups", .list(user.groups.map { .string($0) })))
    if !user.extra.isEmpty {
      let entries = user.extra.map { ($0.key, Value.list($0.values.map { .string($0) })) }
      fields.append(("extra", .map(ValueMap(ordered: entries))))
    }
    return .map(ValueMap(ordered: fields))
  }

  /// `namespaceObject`: the Namespace that a test describes, with the name and label of every namespace; null for
  /// objects without a namespace.
  var namespaceValue: Value {
    guard let namespace, !isNamespace, let labels = namespaceLabels else { return .null }
    var metadata: [(String, Value)] = []
    if case .map(let given)? = namespaceObject?["metadata"].map({ Value($0) }) {
      for (key, value) in zip(given.keys, given.values) {
        if case .string(let name) = key { metadata.append((name, value)) }
      }
    }
    metadata.append(("name", .string(namespace)))
    metadata.append(("labels", .map(ValueMap(labels.mapValues { .string($0) }))))
    return [
      "metadata": .map(ValueMap(ordered: metadata)), "spec": part("spec"), "status": part("status"),
    ]
  }

  private func part(_ name: String) -> Value { namespaceObject?[name].map { Value($0) } ?? .map(.empty) }
}
