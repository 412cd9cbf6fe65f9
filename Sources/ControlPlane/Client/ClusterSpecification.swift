public import Documents
import Findings
public import Gate
import HTTP
import Requests

/// The specification of a new cluster for the control plane.
public struct ClusterSpecification: Sendable {
  /// The cluster's name.
  public let name: String
  let region: String
  let roleArn: String
  let externalId: Secret
  let instanceTypes: [String]
  let costSavings: Bool

  /// Creates the specification from an approved request. Labels and workload are not sent.
  public init(_ approved: ApprovedRequest) {
    let request = approved.request
    name = request.name
    region = request.region
    roleArn = request.roleArn
    externalId = approved.externalId
    instanceTypes = request.instanceTypes
    costSavings = request.costSavings
  }

  /// The performance profile in the terms of the control plane.
  public var performanceProfile: String {
    costSavings ? "CLUSTER_PERFORMANCE_PROFILE_COST_SAVING" : "CLUSTER_PERFORMANCE_PROFILE_DEFAULT"
  }

  /// The body of the request that creates the cluster.
  func body() -> JSONValue { externalId.withText { body(externalId: $0) } }

  /// The same body with the secret hidden, to show to people.
  public var redactedBody: JSONValue { body(externalId: externalId.description) }

  private func body(externalId: String) -> JSONValue {
    let aws: [(key: String, value: JSONValue)] = [
      ("externalId", .string(externalId)),
      ("instanceTypes", .array(instanceTypes.map { .object([("name", .string($0))]) })),
      ("region", .string(region)),
      ("roleArn", .string(roleArn)),
    ]
    return .object([
      ("name", .string(name)),
      (
        "spec",
        .object([
          ("clusterType", .string("CLUSTER_TYPE_BYOC")),
          ("driver", .object([("kubernetes", .object([("aws", .object(aws))]))])),
          ("performanceProfile", .string(performanceProfile)),
        ])
      ),
    ])
  }

  /// The differences between a cluster and this specification, in words; empty if they match. Values that the control
  /// plane omits are treated as matching.
  /// - Parameter isAsked: Whether this cluster was requested, so that instance types chosen by the control plane itself
  ///   do not count as a difference.
  func differences(from cluster: Cluster, isAsked: Bool) -> [String] {
    var differences: [String] = []
    func compare(_ field: String, _ found: ServerText?, _ wanted: String) {
      guard let found, !(found == wanted) else { return }
      differences.append("\(field) is `\(found.shown(limit: 120))`, not `\(printable(wanted, limit: 120))`")
    }
    compare("its region", cluster.region, region)
    compare("its role", cluster.roleArn, roleArn)
    compare("its performance profile", cluster.performanceProfile, performanceProfile)
    compare("its type", cluster.type, "CLUSTER_TYPE_BYOC")
    if let found = cluster.instanceTypes, Set(found.map { $0.withText { $0 } }) != Set(instanceTypes),
      !(isAsked && instanceTypes.isEmpty)
    {
      let (found, wanted) = (Self.text(found.map { $0.shown(limit: 40) }), Self.text(instanceTypes))
      differences.append(
        "its list of instance types is `\(printable(found, limit: 120))`, not `\(printable(wanted, limit: 120))`")
    }
    if let found = cluster.externalId, found != externalId { differences.append("its external id is another one") }
    return differences
  }

  private static func text(_ types: [String]) -> String {
    types.isEmpty ? "empty" : types.sorted().joined(separator: ", ")
  }
}
