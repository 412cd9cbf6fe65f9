/// The kinds of objects in every API server of Kubernetes 1.35, including those behind feature gates
/// (kubernetes/kubernetes, `api/discovery/aggregated_v2.json`).
enum BuiltInKinds {
  /// Whether objects of a kind are namespaced or cluster-scoped; nil for kinds that are not built in.
  static func scope(group: String, kind: String) -> ObjectScope? {
    guard let kinds = groups[group] else { return nil }
    if kinds.cluster.contains(kind) { return .cluster }
    return kinds.namespaced.contains(kind) ? .namespaced : nil
  }

  /// The same by resource name.
  static func scope(ofPlural plural: String, group: String) -> ObjectScope? {
    guard let kinds = groups[group] else { return nil }
    if kinds.cluster.contains(where: { Plural.guessed(by: $0) == plural }) { return .cluster }
    return kinds.namespaced.contains { Plural.guessed(by: $0) == plural } ? .namespaced : nil
  }

  /// Whether a group is built into Kubernetes.
  static func isGroup(_ group: String) -> Bool { groups[group] != nil }

  /// The plurals of the kinds in a group.
  static func plurals(ofGroup group: String) -> [String] {
    groups[group].map { ($0.cluster + $0.namespaced).map { Plural.guessed(by: $0) }.sorted() } ?? []
  }

  private static let groups: [String: (cluster: [String], namespaced: [String])] = [
    "": (
      ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
      [
        "Binding", "ConfigMap", "Endpoints", "Event", "LimitRange", "PersistentVolumeClaim", "Pod", "PodTemplate",
        "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount",
      ]
    ),
    "admissionregistration.k8s.io": (
      [
        "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
      ], []
    ),
    "apiextensions.k8s.io": (["CustomResourceDefinition"], []),
    "apiregistration.k8s.io": (["APIService"], []),
    "apps": ([], ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    "authentication.k8s.io": (["SelfSubjectReview", "TokenReview"], []),
    "authorization.k8s.io": (
      ["SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"], ["LocalSubjectAccessReview"]
    ),
    "autoscaling": ([], ["HorizontalPodAutoscaler"]),
    "batch": ([], ["CronJob", "Job"]),
    "certificates.k8s.io": (["CertificateSigningRequest", "ClusterTrustBundle"], ["PodCertificateRequest"]),
    "coordination.k8s.io": ([], ["Lease", "LeaseCandidate"]),
    "discovery.k8s.io": ([], ["EndpointSlice"]),
    "events.k8s.io": ([], ["Event"]),
    "flowcontrol.apiserver.k8s.io": (["FlowSchema", "PriorityLevelConfiguration"], []),
    "internal.apiserver.k8s.io": (["StorageVersion"], []),
    "networking.k8s.io": (["IPAddress", "IngressClass", "ServiceCIDR"], ["Ingress", "NetworkPolicy"]),
    "node.k8s.io": (["RuntimeClass"], []),
    "policy": ([], ["PodDisruptionBudget"]),
    "rbac.authorization.k8s.io": (["ClusterRole", "ClusterRoleBinding"], ["Role", "RoleBinding"]),
    "resource.k8s.io": (
      ["DeviceClass", "DeviceTaintRule", "ResourceSlice"], ["ResourceClaim", "ResourceClaimTemplate"]
    ),
    "scheduling.k8s.io": (["PriorityClass"], ["Workload"]),
    "storage.k8s.io": (
      ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"], ["CSIStorageCapacity"]
    ),
    "storagemigration.k8s.io": (["StorageVersionMigration"], []),
  ]
}

/// Plurals of kinds.
enum Plural {
  /// The plural that API machinery derives, which every built-in kind has (kubernetes/apimachinery,
  /// `pkg/api/meta/restmapper.go`, `UnsafeGuessKindToResource`).
  static func guessed(by kind: String) -> String {
    let singular = kind.lowercased()
    if singular.isEmpty || singular.hasSuffix("endpoints") { return singular }
    if singular.hasSuffix("s") { return singular + "es" }
    if singular.hasSuffix("y") { return singular.dropLast() + "ies" }
    return singular + "s"
  }

  /// The plurals that a custom resource may have, most likely first; its definition states the actual one.
  static func possible(of kind: String) -> [String] {
    let singular = kind.lowercased()
    guard let last = singular.last else { return [""] }
    let endings = ["s", "x", "z", "ch", "sh"]
    let isVowelBeforeY = last == "y" && singular.dropLast().last.map { "aeiou".contains($0) } ?? false
    var plurals = [singular + "s", singular + "es", guessed(by: kind), singular]
    if endings.contains(where: { singular.hasSuffix($0) }) { plurals.swapAt(0, 1) }
    if last == "y", !isVowelBeforeY { plurals.swapAt(0, 2) }
    var distinct: [String] = []
    for plural in plurals where !distinct.contains(plural) { distinct.append(plural) }
    return distinct
  }
}
