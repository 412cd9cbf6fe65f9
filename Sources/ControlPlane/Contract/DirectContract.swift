import Documents
import HTTP
import Requests

/// The second generation, as lightning_sdk 2026.10.13 models it: a cluster directly on EC2 under `awsV1`, in one or more
/// regions, without a performance profile.
enum DirectContract: ClusterContract {
  static func spec(of specification: ClusterSpecification, externalId: String) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (
        "awsV1",
        .object([
          ("externalId", .string(externalId)),
          ("primaryRegion", .string(specification.region)),
          ("regions", .array([.string(specification.region)])),
          ("roleArn", .string(specification.roleArn)),
        ])
      ),
      ("clusterType", .string(byocClusterType)),
      ("driver", .string("AWS")),
    ]
    let additions = specification.instanceTypes.isEmpty ? [] : specification.contract.additions
    if additions.contains(.availableAccelerators) {
      members.append(("availableAccelerators", .array(specification.instanceTypes.map { .string($0) })))
    }
    if additions.contains(.overprovisioning) {
      members.append(("overprovisioning", .array(specification.instanceTypes.map { nodes(of: $0, specification) })))
    }
    return .object(members)
  }

  private static func nodes(of type: String, _ specification: ClusterSpecification) -> JSONValue {
    .object([
      ("instanceType", .string(type)), ("minimumCount", .integer(specification.workload.minimumNodes)),
      ("maximumCount", .integer(specification.workload.maximumNodes)), ("region", .string(specification.region)),
    ])
  }

  static func read(spec: ServerAnswer, status: ServerAnswer?) -> ClusterPlacement? {
    guard let aws = spec["awsV1"]?.object else { return nil }
    var placement = ClusterPlacement()
    placement.regions = aws["regions"]?.elements?.compactMap(\.text) ?? []
    placement.region = aws["primaryRegion"]?.statement ?? placement.regions.first
    placement.regionStates = (status?["awsV1RegionStatus"]?.elements ?? []).map { state in
      Cluster.RegionState(
        region: state["region"]?.text, state: state["state"]?.text, reason: state["reason"]?.statement)
    }
    placement.roleArn = aws["roleArn"]?.text
    placement.externalId = aws["externalId"]?.secret
    placement.instanceTypes = spec["availableAccelerators"]?.elements?.compactMap(\.text)
    placement.bucket = aws["bucketName"]?.statement
    return placement
  }
}
