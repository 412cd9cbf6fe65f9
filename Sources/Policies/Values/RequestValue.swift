import CEL
import Documents
import Requests

/// A request as expressions see it, with the field names of its document.
enum RequestValue {
  /// The struct types, as the checker knows them.
  static let structures: [StructureDeclaration] = [
    StructureDeclaration(
      "ClusterRequest",
      fields: [
        ("apiVersion", .string), ("kind", .string), ("metadata", .structure("ClusterRequest.metadata")),
        ("spec", .structure("ClusterRequest.spec")),
      ]),
    StructureDeclaration(
      "ClusterRequest.metadata", fields: [("name", .string), ("labels", .map(.string, .string))]),
    StructureDeclaration(
      "ClusterRequest.spec",
      fields: [
        ("provider", .string), ("region", .string), ("roleArn", .string), ("externalId", SecretValue.type),
        ("externalIdFrom", .structure("ClusterRequest.externalIdFrom")), ("instanceTypes", .list(.string)),
        ("costSavings", .bool), ("workload", .structure("ClusterRequest.workload")),
      ]),
    StructureDeclaration("ClusterRequest.externalIdFrom", fields: [("env", .string)]),
    StructureDeclaration(
      "ClusterRequest.workload",
      fields: [("computeNodes", .structure("ClusterRequest.computeNodes")), ("utilization", .double)]),
    StructureDeclaration("ClusterRequest.computeNodes", fields: [("min", .int), ("max", .int)]),
  ]

  /// How large the parts can be that a request may have and still be approved (the name: TG102; a role's ARN: IAM's
  /// limits; labels and types: what anybody would list).
  static let extent = Extent.record([
    "apiVersion": .text(0...20), "kind": .text(0...20),
    "metadata": .record([
      "name": .text(0...64), "labels": .map(0...64, keys: .text(0...317), values: .text(0...256)),
    ]),
    "spec": .record([
      "provider": .text(0...8), "region": .text(0...32), "roleArn": .text(0...640), "externalId": .text(0...1_224),
      "externalIdFrom": .record(["env": .text(0...256)]), "instanceTypes": .list(0...500, of: .text(0...64)),
      "costSavings": .scalar,
      "workload": .record([
        "computeNodes": .record(["min": .scalar, "max": .scalar]), "utilization": .scalar,
      ]),
    ]),
  ])

  /// The value of a request. Defaults are filled in, as in its canonical form.
  /// Where secrets are muted, an external id does not say what it matches.
  static func value(_ request: ClusterRequest, mutingSecrets isMute: Bool = false) -> Value {
    let secret = request.externalId.secret
    // The same text may stand elsewhere, as behind an alias.
    func text(_ text: String) -> Value {
      guard let secret, secret == Secret(text) else { return .string(text) }
      return .string(secret.description)
    }
    var spec: [(String, Value)] = [
      ("provider", .string(request.provider)), ("region", text(request.region)), ("roleArn", text(request.roleArn)),
      ("instanceTypes", .list(request.instanceTypes.map(text))),
      ("costSavings", .bool(request.costSavings)), ("workload", value(request.workload)),
    ]
    switch request.externalId {
    case .written(let secret): spec.append(("externalId", .opaque(SecretValue(secret, isMute: isMute))))
    case .given(let secret, let variable):
      // A policy must find the same in a request that is checked and in one that is submitted.
      spec.append(("externalId", .opaque(SecretValue(secret, isMute: isMute))))
      if let variable { spec.append(("externalIdFrom", ["env": .string(variable)])) }
    case .environment(let variable): spec.append(("externalIdFrom", ["env": .string(variable)]))
    }
    return [
      "apiVersion": .string(RequestReader.apiVersion), "kind": .string(RequestReader.kind),
      "metadata": ["name": text(request.name), "labels": .map(ValueMap(request.labels.mapValues(text)))],
      "spec": .map(ValueMap(ordered: spec)),
    ]
  }

  private static func value(_ workload: Workload) -> Value {
    [
      "computeNodes": ["min": .int(Int64(workload.minimumNodes)), "max": .int(Int64(workload.maximumNodes))],
      "utilization": .double(workload.utilization.double),
    ]
  }
}
