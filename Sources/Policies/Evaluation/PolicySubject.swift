import CEL
import Costs
import Documents
import Requests

/// What policies are evaluated on.
public final class PolicySubject: Sendable {  // a class, so that no evaluation copies the request
  let content: Content
  let operation: Operation

  enum Content: Sendable {
    /// A request, as it was written, complete, and priced.
    case request(RequestDraft, ClusterRequest, Comparison?)
    /// Any object, for policies of Kubernetes.
    case object(Node)
  }

  /// A complete request.
  public init(_ draft: RequestDraft, _ request: ClusterRequest, _ comparison: Comparison?, operation: Operation) {
    content = .request(draft, request, comparison)
    self.operation = operation
  }

  /// An object of any kind, which policies of Kubernetes can be about.
  public init(_ object: Node, operation: Operation) {
    content = .object(object)
    self.operation = operation
  }

  /// Whether expressions can ask for an external id that is known.
  var hasSecret: Bool {
    switch content {
    case .request(_, let request, _): request.externalId.secret != nil
    case .object: true
    }
  }

  /// Whether policies of a dialect are about it.
  func isSeen(by dialect: Policy.Dialect) -> Bool {
    if case .object = content { dialect == .kubernetes } else { true }
  }

  /// The values for the environment of a dialect; nil where such policies are not about such objects. Where secrets are
  /// muted, external ids do not say what they match.
  func values(for dialect: Policy.Dialect, mutingSecrets isMute: Bool = false) -> [String: Value]? {
    switch (content, dialect) {
    case (.request(_, let request, let comparison), .tollgate):
      var values: [String: Value] = [
        PolicyVariables.object: RequestValue(request, mutingSecrets: isMute).value,
        PolicyVariables.request: OperationValue(operation: operation).value,
      ]
      // Without a bill, reading it is an error, which denies.
      if let comparison { values[PolicyVariables.cost] = CostValue(comparison: comparison).value }
      return values
    case (.request(_, let request, _), .kubernetes):
      return kubernetesValues(RequestValue(request, mutingSecrets: isMute).value.withoutStructures)
    case (.object(let node), .kubernetes): return kubernetesValues(Value(node, mutingSecrets: isMute))
    case (.object, .tollgate): return nil
    }
  }

  private func kubernetesValues(_ object: Value) -> [String: Value] {
    let (resource, name) = (self.resource, self.name)
    return [
      PolicyVariables.object: object, "oldObject": .null,
      PolicyVariables.request: [
        "operation": .string(operation.name), "userInfo": ["username": .string(operation.user), "groups": .list([])],
        "name": .string(name),
        "resource": [
          "group": .string(resource.group), "version": .string(resource.version), "resource": .string(resource.name),
        ], "dryRun": .bool(true),
      ],
    ]
  }

  var resource: ObjectResource {
    switch content {
    case .request: ObjectResource(apiVersion: RequestReader.apiVersion, kind: RequestReader.kind)
    case .object(let node):
      ObjectResource(
        apiVersion: PolicyDocuments.text(node["apiVersion"]) ?? "", kind: PolicyDocuments.text(node["kind"]) ?? "")
    }
  }

  private var name: String {
    switch content {
    case .request(_, let request, _): request.name
    case .object(let node): PolicyDocuments.text(node["metadata"]?["name"]) ?? ""
    }
  }

  var labels: [String: String] {
    switch content {
    case .request(_, let request, _): request.labels
    case .object(let node): KubernetesObject.labels(of: node)
    }
  }

  /// Where the whole of it stands.
  var place: Place {
    switch content {
    case .request(let draft, _, _): draft.place
    case .object(let node): Place(source: node.place.source, range: SourceRange(at: node.place.range.start))
    }
  }

  /// Where a part of it stands; nil for what was not written.
  func place(of path: [PathStep]) -> Place? {
    switch content {
    case .request(let draft, _, _): return draft.place(of: path)
    case .object(var node):
      for step in path {
        let next: Node? =
          switch (step, node.value) {
          case (.key(let key), _): node[key]
          case (.index(let index), .sequence(let elements)) where elements.indices.contains(index): elements[index]
          default: nil
          }
        guard let next else { return nil }
        node = next
      }
      return node.place
    }
  }

  /// Where a part of it stands, or what was written around it.
  func nearestPlace(of path: [PathStep]) -> Place {
    for count in stride(from: path.count, to: 0, by: -1) {
      if let place = place(of: Array(path.prefix(count))) { return place }
    }
    return place
  }
}

/// Parts of Kubernetes' objects.
enum KubernetesObject {
  static func labels(of node: Node) -> [String: String] {
    guard case .mapping(let members)? = node["metadata"]?["labels"]?.value else { return [:] }
    return Dictionary(
      members.compactMap { member in PolicyDocuments.text(member.value).map { (member.key.value, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
