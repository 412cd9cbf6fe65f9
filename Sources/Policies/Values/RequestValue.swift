import Money
import CEL
import Requests

/// A request as seen by expressions, with the field names of its document. Its parts are created once, because every
/// policy reads them.
struct RequestValue: Structure {
  /// The AWS region.
  let region: String
  private let metadata: Value
  private let spec: Value

  static let structureType = StructureType<RequestValue>("ClusterRequest") {
    Field("apiVersion") { _ in RequestReader.apiVersion }
    Field("kind") { _ in RequestReader.kind }
    Field("metadata", Metadata.valueType) { $0.metadata }
    Field("spec", Specification.valueType) { $0.spec }
  }

  /// The struct types for the type checker.
  static let structures: [StructureDeclaration] = [
    structureType.declaration, Metadata.structureType.declaration, Specification.structureType.declaration,
    Specification.Variable.structureType.declaration, Specification.Usage.structureType.declaration,
    Specification.Nodes.structureType.declaration,
  ]

  /// The maximum sizes of the parts of a request that can still be approved (name: TG102; role ARN: IAM's limits;
  /// labels and types: more than anybody would list).
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

  /// Creates the value of a request, with defaults filled in as in its canonical form. If secrets are muted, an
  /// external ID cannot be matched.
  init(_ request: ClusterRequest, mutingSecrets isMute: Bool = false) {
    region = request.region
    metadata =
      Metadata(name: .string(request.name), labels: .map(ValueMap(request.labels.mapValues { .string($0) }))).value
    spec = Specification(request, mutingSecrets: isMute).value
  }

  private struct Metadata: Structure {
    let name: Value
    let labels: Value

    static let structureType = StructureType<Metadata>("ClusterRequest.metadata") {
      Field("name", .string) { $0.name }
      Field("labels", .map(.string, .string)) { $0.labels }
    }
  }

  private struct Specification: Structure {
    let provider: Value
    let region: Value
    let roleArn: Value
    let instanceTypes: Value
    let costSavings: Bool
    let workload: Value
    let externalId: Value
    let externalIdFrom: Value

    static let structureType = StructureType<Specification>("ClusterRequest.spec") {
      Field("provider", .string) { $0.provider }
      Field("region", .string) { $0.region }
      Field("roleArn", .string) { $0.roleArn }
      Field("externalId", SecretValue.type) { $0.externalId }
      Field("externalIdFrom", Variable.valueType) { $0.externalIdFrom }
      Field("instanceTypes", .list(.string)) { $0.instanceTypes }
      Field("costSavings") { $0.costSavings }
      Field("workload", Usage.valueType) { $0.workload }
    }

    init(_ request: ClusterRequest, mutingSecrets isMute: Bool) {
      provider = .string(request.provider)
      region = .string(request.region)
      roleArn = .string(request.roleArn)
      instanceTypes = .list(request.instanceTypes.map { .string($0) })
      costSavings = request.costSavings
      workload = Usage(workload: request.workload).value
      // A policy must find the same values in a request that is checked and in one that is submitted.
      externalId =
        request.externalId.secret.map { .opaque(SecretValue($0, isMute: isMute)) } ?? Self.absent("externalId")
      externalIdFrom =
        switch request.externalId {
        case .environment(let name), .given(_, let name?): Variable(env: name).value
        case .written, .given(_, nil): Self.absent("externalIdFrom")
        }
    }

    private static func absent(_ field: String) -> Value {
      .error(EvaluationError(.noSuchField, "the request has no `\(field)`"))
    }

    struct Variable: Structure {
      let env: String

      static let structureType = StructureType<Variable>("ClusterRequest.externalIdFrom") { Field("env") { $0.env } }
    }

    struct Usage: Structure {
      let workload: Workload

      static let structureType = StructureType<Usage>("ClusterRequest.workload") {
        Field("computeNodes") { Nodes(workload: $0.workload) }
        Field("utilization") { $0.workload.utilization.double }
      }
    }

    struct Nodes: Structure {
      let workload: Workload

      static let structureType = StructureType<Nodes>("ClusterRequest.computeNodes") {
        Field("min") { Int64($0.workload.minimumNodes) }
        Field("max") { Int64($0.workload.maximumNodes) }
      }
    }
  }
}
