import CEL
import Documents

/// The request that brings an object to an API server, as policies of Kubernetes see it.
struct AdmissionReview: Sendable {
  /// What is done: `CREATE`, `UPDATE`, `DELETE` or `CONNECT`.
  var operation = "CREATE"
  /// The object's group, version and kind, and the resource that rules name.
  var resource: ObjectResource
  /// Such as `status`; empty for the object itself.
  var subresource = ""
  /// The object's name; empty where the server makes one.
  var name = ""
  /// The namespace that the object lies in, or the name of the Namespace that it is; nil for what belongs to the cluster.
  var namespace: String?
  /// The Namespace that the object lies in, as far as a test describes it.
  var namespaceObject: Node?
  /// The labels of the object, and those that it had before.
  var labels: [[String: String]] = []
  /// Who asks.
  var user = User(name: "")
  var isDryRun = false
  /// `CreateOptions` and the like; nil where nothing gives them.
  var options: Node?

  /// Who asks. Every user who is known to an API server is in the group `system:authenticated`
  /// (https://kubernetes.io/docs/reference/access-authn-authz/authentication/).
  struct User: Sendable {
    var name: String
    var uid: String?
    var groups = ["system:authenticated"]
    var extra: [(key: String, values: [String])] = []
  }

  /// The namespace of objects that name none, as kubectl has it.
  static let defaultNamespace = "default"
  /// The label that every namespace has
  /// (https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name).
  static let namespaceLabel = "kubernetes.io/metadata.name"

  /// Whether the object is a Namespace itself.
  var isNamespace: Bool { resource.group.isEmpty && resource.name == "namespaces" }

  /// The labels that a namespace selector is about; nil for what lies in no namespace.
  var namespaceLabels: [String: String]? {
    guard let namespace else { return nil }
    var labels =
      isNamespace && subresource.isEmpty
      ? self.labels.first ?? [:] : namespaceObject.map { KubernetesObject.labels(of: $0) } ?? [:]
    labels[Self.namespaceLabel] = namespace
    return labels
  }

  // MARK: Values

  /// `request`: of the optional fields those that have a value, as in a review (kubernetes/api, `admission/v1/types.go`).
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

  /// `namespaceObject`: what a test describes, with the name and the label that every namespace has; null for what lies
  /// in no namespace.
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
