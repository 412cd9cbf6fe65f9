import CEL

/// The types of what Kubernetes policies see besides the object, so that unknown fields are found when a policy loads
/// (kubernetes/apiserver, `pkg/admission/plugin/cel/compile.go`, `BuildRequestType` and `BuildNamespaceType`).
enum AdmissionTypes {
  /// The type of `request`.
  static let request = ValueType.structure("kubernetes.AdmissionRequest")
  /// The type of `namespaceObject`.
  static let namespace = ValueType.structure("kubernetes.Namespace")

  private static let kind = ValueType.structure("kubernetes.GroupVersionKind")
  private static let resource = ValueType.structure("kubernetes.GroupVersionResource")
  private static let texts = ValueType.list(.string)

  /// The struct types for the type checker.
  static let structures: [StructureDeclaration] = [
    StructureDeclaration(
      "kubernetes.GroupVersionKind", fields: [("group", .string), ("version", .string), ("kind", .string)]),
    StructureDeclaration(
      "kubernetes.GroupVersionResource", fields: [("group", .string), ("version", .string), ("resource", .string)]),
    StructureDeclaration(
      "kubernetes.UserInfo",
      fields: [("username", .string), ("uid", .string), ("groups", texts), ("extra", .map(.string, texts))]),
    StructureDeclaration(
      "kubernetes.AdmissionRequest",
      fields: [
        ("kind", kind), ("resource", resource), ("subResource", .string), ("requestKind", kind),
        ("requestResource", resource), ("requestSubResource", .string), ("name", .string), ("namespace", .string),
        ("operation", .string), ("userInfo", .structure("kubernetes.UserInfo")), ("dryRun", .bool), ("options", .dyn),
      ]),
    StructureDeclaration("kubernetes.NamespaceSpec", fields: [("finalizers", texts)]),
    StructureDeclaration(
      "kubernetes.NamespaceCondition",
      fields: [
        ("status", .string), ("type", .string), ("lastTransitionTime", .timestamp), ("message", .string),
        ("reason", .string),
      ]),
    StructureDeclaration(
      "kubernetes.NamespaceStatus",
      fields: [("conditions", .list(.structure("kubernetes.NamespaceCondition"))), ("phase", .string)]),
    StructureDeclaration(
      "kubernetes.NamespaceMetadata",
      fields: [
        ("name", .string), ("generateName", .string), ("namespace", .string), ("labels", .map(.string, .string)),
        ("annotations", .map(.string, .string)), ("UID", .string), ("creationTimestamp", .timestamp),
        ("deletionGracePeriodSeconds", .int), ("deletionTimestamp", .timestamp), ("generation", .int),
        ("resourceVersion", .string), ("finalizers", texts),
      ]),
    StructureDeclaration(
      "kubernetes.Namespace",
      fields: [
        ("metadata", .structure("kubernetes.NamespaceMetadata")), ("spec", .structure("kubernetes.NamespaceSpec")),
        ("status", .structure("kubernetes.NamespaceStatus")),
      ]),
  ]
}
