/// The release of Kubernetes whose expression environment is available here.
public enum KubernetesRelease {
  /// Its version. In new expressions, an API server of this version accepts what was introduced up to the previous
  /// release, so that it can still be rolled back: the entries of `baseOpts` up to 1.34 in kubernetes/apiserver, branch
  /// release-1.35, pkg/cel/environment/base.go (`DefaultCompatibilityVersion`). It is built with cel-go 0.26.0
  /// (go.mod).
  public static let supported = "1.35"
}

extension Library {
  /// The libraries of an API server of Kubernetes `KubernetesRelease.supported`, in addition to the standard library.
  /// Use them with `Dialect.kubernetes`.
  ///
  /// Two of them are older than their namesakes in `Library.all`: text cannot be reversed, and a range of addresses has
  /// no `isMask()`. Quantities are those of the Go package that an API server uses.
  public static let kubernetes: [Library] = [
    kubernetesStrings, lists, aggregates, sets, twoVariableComprehensions, optionals, find, urls, formats,
    network.without("isMask"), kubernetesQuantity, semver, authorization, protobuf,
  ]

  /// Version 2 of cel-go's text functions (ext/strings.go), which has no `reverse` and finds nothing beyond the end of
  /// a text.
  private static let kubernetesStrings = strings.without("reverse", "indexOf", "lastIndexOf").with(
    searches(isLenient: true))
}

/// Names that appear in policies but that an API server does not have.
enum KubernetesAbsence {
  /// Returns why an API server refuses a function or a type; nil if nothing is known about the name.
  static func reason(_ function: String) -> String? {
    if let reason = elsewhere[function] { return reason }
    guard let library = Library.having(function) else { return nil }
    return Library.kubernetes.contains { $0.has(function) }
      ? nil : "no API server of Kubernetes \(KubernetesRelease.supported) has the library `\(library)`"
  }

  private static let onlyMutating = "only mutating admission policies have it"

  /// Functions and types of other environments.
  private static let elsewhere: [String: String] = [
    "jsonpatch.escapeKey": onlyMutating, "JSONPatch": onlyMutating, "Object": onlyMutating,
    "proto.getExt": "no API server of Kubernetes \(KubernetesRelease.supported) has the library `proto`",
    "proto.hasExt": "no API server of Kubernetes \(KubernetesRelease.supported) has the library `proto`",
    "isMask": "no API server of Kubernetes \(KubernetesRelease.supported) has it",
  ]
}
