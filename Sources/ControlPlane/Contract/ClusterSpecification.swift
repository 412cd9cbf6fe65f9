public import Documents
import Findings
public import Gate
import HTTP
public import Requests

/// The specification of a new cluster for the control plane.
public struct ClusterSpecification: Sendable {
  /// The cluster's name.
  public let name: String
  /// The contract in which it is asked for.
  public let contract: RequestContract
  /// What the request asks for and the contract does not carry.
  public let lost: [RequestContract.Part]
  let region: String
  let roleArn: String
  let externalId: Secret
  let instanceTypes: [String]
  let costSavings: Bool
  let workload: Workload

  /// Creates the specification from an approved request. Labels are not sent.
  public init(_ approved: ApprovedRequest) {
    let request = approved.request
    name = request.name
    contract = approved.contract
    lost = approved.contract.lost(of: request)
    region = request.region
    roleArn = request.roleArn
    externalId = approved.externalId
    instanceTypes = request.instanceTypes
    costSavings = request.costSavings
    workload = approved.workload
  }

  /// The performance profile in the terms of the control plane; nil if its contract has none.
  public var performanceProfileIfCarried: String? { contract.carries(.costSavings) ? performanceProfile : nil }

  var performanceProfile: String {
    costSavings ? Cluster.costSavingsProfile : Cluster.normalProfile
  }

  /// The body of the request that creates the cluster.
  func body() -> JSONValue { externalId.withText { body(externalId: $0) } }

  /// The same body with the secret hidden, to show to people.
  public var redactedBody: JSONValue { body(externalId: externalId.description) }

  private func body(externalId: String) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("name", .string(name))]
    if contract.generation == .direct, let organization = contract.organization {
      members.append(("orgId", .string(organization)))
    }
    return .object(members + [("spec", contract.generation.contract.spec(of: self, externalId: externalId))])
  }

  /// The differences between a cluster and this specification, in words; empty if they match. Values that the control
  /// plane omits are treated as matching.
  /// - Parameter isAsked: Whether this cluster was requested, so that instance types chosen by the control plane itself
  ///   do not count as a difference.
  func differences(from cluster: Cluster, isAsked: Bool) -> [String] {
    if cluster.isElsewhere { return ["it is not in AWS"] }
    var differences: [String] = []
    func compare(_ field: String, _ found: ServerText?, _ wanted: String?) {
      guard let found, let wanted, !(found == wanted) else { return }
      differences.append("\(field) is `\(found.shown(limit: 120))`, not `\(printable(wanted, limit: 120))`")
    }
    compare("its region", cluster.region, region)
    for other in cluster.regions where !(other == region) && !(other == cluster.region) {
      differences.append("it is also in `\(other.shown(limit: 120))`")
    }
    compare("its role", cluster.roleArn, roleArn)
    compare("its performance profile", cluster.performanceProfile, performanceProfileIfCarried)
    compare("its type", cluster.type, byocClusterType)
    if contract.carries(.instanceTypes), let found = cluster.instanceTypes,
      Set(found.map { $0.withText { $0 } }) != Set(instanceTypes), !(isAsked && instanceTypes.isEmpty)
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
