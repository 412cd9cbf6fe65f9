import CEL
public import Costs
public import Documents
import Findings
public import Requests

/// What policies are evaluated on.
public final class PolicySubject: Sendable {  // a class, so that no evaluation copies the request
  let content: Content
  let operation: Operation
  /// The request as policies of Kubernetes see it.
  let review: AdmissionReview

  enum Content: Sendable {
    /// A request, as it was written, complete, and priced.
    case request(RequestDraft, ClusterRequest, Comparison?)
    /// Any object, for policies of Kubernetes, with what it was before; at least one of them.
    case object(Node?, before: Node?)
  }

  /// A complete request.
  public init(_ draft: RequestDraft, _ request: ClusterRequest, _ comparison: Comparison?, operation: Operation) {
    content = .request(draft, request, comparison)
    self.operation = operation
    review = AdmissionReview(
      operation: operation.name, resource: .clusterRequest, name: request.name, labels: [request.labels],
      user: AdmissionReview.User(name: operation.user))
  }

  /// An object of any kind that is created, which policies of Kubernetes can be about.
  public convenience init(_ object: Node, in policies: PolicySet, operation: Operation) {
    let one = PolicyTest.ObjectCase(
      object: object, before: nil, operation: .create, subresource: "", resource: nil, user: nil, isDryRun: false,
      options: nil)
    self.init(one, namespaces: [], policies.resources, operation: operation)
  }

  /// An object of any kind, and the request that brings it.
  init(_ object: Node?, before: Node?, _ review: AdmissionReview, operation: Operation) {
    content = .object(object, before: before)
    self.operation = operation
    self.review = review
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
      return kubernetesValues(RequestValue(request, mutingSecrets: isMute).value.withoutStructures, before: .null)
    case (.object(let object, let before), .kubernetes):
      return kubernetesValues(
        value(of: object, mutingSecrets: isMute), before: value(of: before, mutingSecrets: isMute))
    case (.object, .tollgate): return nil
    }
  }

  private func kubernetesValues(_ object: Value, before: Value) -> [String: Value] {
    [
      PolicyVariables.object: object, PolicyVariables.oldObject: before, PolicyVariables.request: review.requestValue,
      PolicyVariables.namespaceObject: review.namespaceValue,
    ]
  }

  /// An object with the namespace that it lies in, which a client adds where the file names none.
  private func value(of node: Node?, mutingSecrets isMute: Bool) -> Value {
    guard let node else { return .null }
    let value = Value(node, mutingSecrets: isMute)
    guard let namespace = review.namespace, !review.isNamespace, node["metadata"]?["namespace"] == nil else {
      return value
    }
    return value.adding(namespace, at: ["metadata", "namespace"])
  }

  var labels: [String: String] { review.labels.first ?? [:] }

  /// Where the whole of it stands.
  var place: Place {
    switch content {
    case .request(let draft, _, _): draft.place
    case .object(let object, let before):
      // INVARIANT: there is one of them.
      (object ?? before).map { Place(source: $0.place.source, range: SourceRange(at: $0.place.range.start)) }
        ?? Place(source: operation.source, range: SourceRange(at: .start))
    }
  }

  /// Where a part of it is written; nil if it is not.
  func place(of path: JSONPointer) -> Place? {
    switch content {
    case .request(let draft, _, _): draft.place(of: path)
    case .object(let object, _): object?.place(of: path)
    }
  }

  /// Where a part of it is written, or else the nearest part around it that is.
  func nearestPlace(of path: JSONPointer) -> Place {
    var path = path
    while let around = path.parent {
      if let place = place(of: path) { return place }
      path = around
    }
    return place
  }
}

extension Value {
  /// A map with a text at a path of keys.
  fileprivate func adding(_ text: String, at keys: ArraySlice<String>) -> Value {
    guard let key = keys.first else { return .string(text) }
    var entries: [(String, Value)] = []
    var inner = Value.map(.empty)
    if case .map(let map) = self {
      for (name, value) in zip(map.keys, map.values) {
        guard case .string(let name) = name else { continue }
        if name == key { inner = value }
        entries.append((name, value))
      }
    }
    entries.append((key, inner.adding(text, at: keys.dropFirst())))
    return .map(ValueMap(ordered: entries))
  }
}

/// Parts of Kubernetes' objects.
enum KubernetesObject {
  static func labels(of node: Node) -> [String: String] {
    guard case .mapping(let members)? = node["metadata"]?["labels"]?.value else { return [:] }
    return Dictionary(
      members.compactMap { member in member.value.text.map { (member.key.value, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
