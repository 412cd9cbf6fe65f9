import Documents
import Findings
import Spelling

/// Documents that look like policies but are not. If they were skipped, requests would pass that a policy should deny.
enum PolicyNearMiss {
  private static let ownKinds: [DocumentKind] = [.policy, .policyParameters, .policyException, .policyTest, .budget]
  private static let kinds = ownKinds.map(\.rawValue)
  private static let kubernetesKinds = KubernetesPolicyKind.allCases.map(\.rawValue)
  /// Kinds of the same group that are decided elsewhere.
  private static let otherKubernetesKinds = [
    "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
  ]

  /// What is wrong with a document that is none of a policy; nil for one that has nothing to do with policies.
  static func finding(_ header: DocumentHeader, _ root: Node) -> Finding? {
    guard let kind = header.kind else {
      guard let version = header.apiVersion, isOurs(version) || isKubernetes(version) else { return nil }
      return Finding(
        code: .missingField, severity: .error, message: "the document lacks the field `kind`", place: root.place,
        help: ["add `kind: \(isKubernetes(version) ? kubernetesKinds[0] : kinds[0])`"])
    }
    if let own = DocumentKind(rawValue: kind), !ownKinds.contains(own) { return nil }
    guard let version = header.apiVersion else {
      guard (kinds + kubernetesKinds).contains(kind) else { return nil }
      let expected = kinds.contains(kind) ? DocumentHeader.apiVersion : KubernetesPolicyKind.version
      return Finding(
        code: .missingField, severity: .error, message: "the document lacks the field `apiVersion`",
        place: root["kind"]?.place ?? root.place, help: ["add `apiVersion: \(expected)`"])
    }
    if kind == "List", holdsPolicies(root) {
      return Finding(
        code: .wrongKind, severity: .error, message: "policies in a `List` are not read",
        place: root["kind"]?.place ?? root.place, help: ["write each of them as a document of its own"])
    }
    if isKubernetes(version), otherKubernetesKinds.contains(kind) {
      return Finding(
        code: .policyUnsupported, severity: .warning, message: "a `\(kind)` is not evaluated here",
        place: root["kind"]?.place ?? root.place,
        help: ["of `\(KubernetesPolicyKind.group)` there are `\(kubernetesKinds[0])` and its binding here"])
    }
    if isKubernetes(version) {
      return misspelt(version, KubernetesPolicyKind.version, kind, kubernetesKinds, root)
    }
    return isOurs(version) || (version == "v1" && kinds.contains(kind))
      ? misspelt(version, DocumentHeader.apiVersion, kind, kinds, root) : nil
  }

  /// Reports policies in a document that is a sequence.
  static func inSequence(_ root: Node) -> Finding? {
    guard case .sequence(let items) = root.value, items.contains(where: isPolicy) else { return nil }
    return Finding(
      code: .wrongKind, severity: .error, message: "policies in a sequence are not read", place: root.place,
      help: ["write each of them as a document of its own, with `---` between them"])
  }

  /// A policy in a file of tests, which is read when tests are run only.
  static func inTest(_ header: DocumentHeader, _ root: Node) -> Finding? {
    guard let kind = header.kind, (kinds + kubernetesKinds).contains(kind) else { return nil }
    return Finding(
      code: .policyDocument, severity: .error, message: "a `\(kind)` in a file of tests is not in force",
      place: root["kind"]?.place ?? root.place, help: ["move it to a file whose name does not end in `.test.yaml`"])
  }

  /// Whether a version is meant to be ours, however it is spelled.
  private static func isOurs(_ version: String) -> Bool { version.lowercased().hasPrefix("tollgate") }

  private static func isKubernetes(_ version: String) -> Bool { version.hasPrefix(KubernetesPolicyKind.group) }

  private static func holdsPolicies(_ root: Node) -> Bool {
    guard case .sequence(let items)? = root["items"]?.value else { return false }
    return items.contains(where: isPolicy)
  }

  private static func isPolicy(_ item: Node) -> Bool {
    let header = DocumentHeader(item)
    return header.kind.map { (kinds + kubernetesKinds).contains($0) } ?? false
      || header.apiVersion.map(isKubernetes) ?? false
  }

  private static func misspelt(
    _ version: String, _ expected: String, _ kind: String, _ kinds: [String], _ root: Node
  ) -> Finding? {
    if kinds.contains(kind) {
      return Finding(
        code: .wrongVersion, severity: .error,
        message: "`apiVersion` is `\(printable(version, limit: 80))`, not `\(expected)`",
        place: root["apiVersion"]?.place ?? root.place)
    }
    let nearest = Spelling.nearest(to: kind, in: kinds).first
    return Finding(
      code: .wrongKind, severity: .error, message: "there is no kind `\(printable(kind, limit: 80))`",
      place: root["kind"]?.place ?? root.place,
      help: [nearest.map { Spelling.question($0) } ?? "there are " + kinds.map { "`\($0)`" }.joined(separator: ", ")])
  }
}
