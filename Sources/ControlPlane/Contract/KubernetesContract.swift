import Documents
import HTTP

/// The first generation, as lightning-cloud 0.5.27 (2023) models it: a cluster on EKS under `driver.kubernetes.aws`, with a
/// performance profile.
enum KubernetesContract: ClusterContract {
  static func spec(of specification: ClusterSpecification, externalId: String) -> JSONValue {
    let aws: [(key: String, value: JSONValue)] = [
      ("externalId", .string(externalId)),
      ("instanceTypes", .array(specification.instanceTypes.map { .object([("name", .string($0))]) })),
      ("region", .string(specification.region)),
      ("roleArn", .string(specification.roleArn)),
    ]
    return .object([
      ("clusterType", .string(byocClusterType)),
      ("driver", .object([("kubernetes", .object([("aws", .object(aws))]))])),
      ("performanceProfile", .string(specification.performanceProfile)),
    ])
  }

  static func read(spec: ServerAnswer, status: ServerAnswer?) -> ClusterPlacement? {
    guard let aws = spec["driver"]?["kubernetes"]?["aws"]?.object else { return nil }
    var placement = ClusterPlacement()
    placement.region = aws["region"]?.text
    placement.regions = [aws["region"]?.text].compactMap(\.self)
    placement.roleArn = aws["roleArn"]?.text
    placement.externalId = aws["externalId"]?.secret
    placement.instanceTypes = aws["instanceTypes"]?.elements?.compactMap { $0["name"]?.text }
    placement.performanceProfile = spec["performanceProfile"]?.text
    placement.bucket = aws["bucketName"]?.statement
    return placement
  }
}
