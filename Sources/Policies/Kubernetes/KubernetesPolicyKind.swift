import Documents

/// The kinds of Kubernetes' documents that are policies here.
enum KubernetesPolicyKind: String, CaseIterable {
  case policy = "ValidatingAdmissionPolicy"
  case binding = "ValidatingAdmissionPolicyBinding"

  /// The group of these kinds.
  static let group = "admissionregistration.k8s.io"

  /// The version of the group that new documents should name.
  static let version = group + "/v1"

  /// The versions that are read; all of them have the same fields. API servers serve `v1` since 1.30 and served `v1beta1`
  /// from 1.28 to 1.33, `v1alpha1` from 1.26 to 1.31 (kubernetes/api,
  /// `admissionregistration/*/zz_generated.prerelease-lifecycle.go`).
  static let versions = [version, group + "/v1beta1"]
}

extension DocumentHeader {
  /// The kind of a document that is a policy of Kubernetes.
  var kubernetesKind: KubernetesPolicyKind? {
    apiVersion.map(KubernetesPolicyKind.versions.contains) == true ? kind.flatMap(KubernetesPolicyKind.init) : nil
  }
}
