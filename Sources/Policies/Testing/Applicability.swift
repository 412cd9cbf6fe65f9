import Documents
import Findings

/// Which policies under test apply to the subject of a case. A case that misses its policy, for example by a misspelled
/// kind, would pass whatever the policy requires.
struct Applicability {
  private let subject: PolicySubject
  private let mismatches: [(policy: String, mismatch: MatchConstraints.Mismatch?)]
  /// Whether any policy is active: it has parameters, or needs none.
  private let isInForce: Bool

  init(_ policies: PolicySet, _ subject: PolicySubject) {
    self.subject = subject
    isInForce = policies.compiled.contains { !$0.instances.isEmpty }
    mismatches = policies.compiled.map { ($0.policy.name.value, $0.mismatch(subject)) }
  }

  /// The failures of a case: no policy's rules name such objects although the test expects it, or one does although the
  /// test does not. Also explains why policies that should report a finding do not apply to the object.
  func failures(of one: PolicyTest.Case, in test: PolicyTest) -> [PolicyTestRun.Failure] {
    guard one.applies else {
      let about = mismatches.filter { $0.mismatch == nil }.map { "`\($0.policy)`" }
      return about.isEmpty ? [] : [.init(message: "about the object, unexpectedly: \(about.joined(separator: ", "))")]
    }
    // A test may remove parameters on purpose, to test that case.
    if !isInForce, one.parameters == nil, test.parameters == nil {
      return [
        .init(message: "no policy of the test is in force: there are no parameters for it; give them in `parameters`")
      ]
    }
    let reasons = mismatches.compactMap(\.mismatch)
    guard !mismatches.isEmpty, reasons.count == mismatches.count else { return [] }
    if reasons.allSatisfy(\.isOfKind) {
      let nearest = reasons.contains(.operation) ? MatchConstraints.Mismatch.operation : .resource
      return [
        .init(
          message:
            "no policy of the test is about the object: \(reason(nearest)); write `applies: false` if that is what the case shows"
        )
      ]
    }
    guard !one.expected.isEmpty else { return [] }
    return mismatches.compactMap { policy, mismatch in
      mismatch.map { .init(message: "`\(policy)` is not about the object: \(reason($0))") }
    }
  }

  private func reason(_ mismatch: MatchConstraints.Mismatch) -> String {
    let review = subject.review
    let resource = review.resource
    func shown(_ text: String) -> String { "`\(printable(text, limit: 80))`" }
    switch mismatch {
    case .resource:
      let group = resource.group.isEmpty ? "the core group" : "the group \(shown(resource.group))"
      let name = review.subresource.isEmpty ? resource.name : "\(resource.name)/\(review.subresource)"
      let guess = resource.isGuessed ? ", if that is the plural of its kind" : ""
      return "no rule names the resource \(shown(name)) of \(group) in \(shown(resource.version))\(guess)"
    case .operation: return "no rule for its resource names the operation `\(review.operation)`"
    case .scope:
      return review.namespace.map { "it lies in the namespace \(shown($0)), which the rules' `scope` leaves out" }
        ?? "it lies in no namespace, which the rules' `scope` leaves out"
    case .name: return "`resourceNames` does not have \(shown(review.name))"
    case .exclusion: return "`excludeResourceRules` leaves it out"
    case .objectSelector: return "its labels do not match `objectSelector`"
    case .namespaceSelector:
      return
        "the labels of the namespace \(shown(review.namespace ?? "")) do not match `namespaceSelector`; the test gives them in `namespaces`"
    }
  }
}

extension PolicyTestRun.Failure {
  fileprivate init(message: String) { self.init(message: message, finding: nil) }
}

extension PolicySubject {
  /// Creates the subject of a case, in the namespace that the test describes.
  convenience init(
    _ one: PolicyTest.ObjectCase, namespaces: [PolicyTest.NamespaceDescription], _ resources: ResourceNames,
    operation: Operation
  ) {
    let node = one.object ?? one.before
    let header = node.map { DocumentHeader($0) }
    let kind = header?.kind ?? ""
    var resource = resources.resource(apiVersion: header?.apiVersion ?? "", kind: kind)
    if let given = one.resource {
      let (group, version) = ObjectResource.split(given.apiVersion)
      resource = ObjectResource(
        group: group, version: version, kind: kind, names: [given.name],
        scope: BuiltInKinds.scope(ofPlural: given.name, group: group) ?? resource.scope)
    }
    var review = AdmissionReview(
      operation: one.operation.rawValue, resource: resource, subresource: one.subresource,
      name: node?["metadata"]?["name"]?.text ?? "",
      labels: [one.object, one.before].compactMap { $0.map { KubernetesObject.labels(of: $0) } },
      user: one.user ?? AdmissionReview.User(name: operation.user), isDryRun: one.isDryRun, options: one.options)
    if review.isNamespace {
      review.namespace = review.name
    } else if resource.scope != .cluster {
      review.namespace = node?["metadata"]?["namespace"]?.text ?? AdmissionReview.defaultNamespace
    }
    review.namespaceObject = namespaces.first { $0.name == review.namespace }?.node
    self.init(one.object, before: one.before, review, operation: operation)
  }
}
