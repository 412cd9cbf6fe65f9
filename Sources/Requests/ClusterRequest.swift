import Documents
import Findings
public import Platform

/// A complete request to create a cluster: every field that is needed is there and of the right type. Whether it may
/// pass is for the rules to say.
public struct ClusterRequest: Sendable {
  /// The cluster's name.
  public let name: String
  /// What the cluster is for, in a sentence; stays local.
  public let description: String?
  /// What the organisation says of the request; stays local.
  public let labels: [String: String]
  /// The cloud; `aws` is the only one yet.
  public let provider: String
  /// The AWS region.
  public let region: String
  /// The role that the control plane assumes.
  public let roleArn: String
  /// The secret that the role's trust policy asks for.
  public let externalId: ExternalID
  /// The instance types that the cluster may use.
  public let instanceTypes: [String]
  /// Whether cost-savings mode is asked for.
  public let costSavings: Bool
  /// Whether its nodes run in capacity that is reserved, so that no quota is asked; stays local.
  public let capacityReservation: Bool
  /// How much the cluster will be used; for estimates only.
  public private(set) var workload: Workload

  /// The request of a draft; nil if something that it needs is missing or has no meaning.
  init?(_ draft: RequestDraft) {
    guard let name = draft.name, let region = draft.region, let roleArn = draft.roleArn,
      let externalId = draft.externalId, let costSavings = draft.costSavings, let workload = draft.workload
    else { return nil }
    self.name = name.value
    description = draft.description?.value
    labels = draft.labelValues
    provider = draft.provider?.value ?? "aws"
    self.region = region.value
    self.roleArn = roleArn.value
    self.externalId = externalId.value
    instanceTypes = draft.instanceTypes.map(\.value)
    self.costSavings = costSavings.value
    capacityReservation = draft.capacityReservation?.value ?? false
    self.workload = workload
  }

  /// A request as existing clusters are priced: by region, instance types and mode, with the default workload. It has neither
  /// name nor role, and is never sent.
  package init(pricing region: String, instanceTypes: [String], costSavings: Bool) {
    (name, description, labels, provider, roleArn) = ("", nil, [:], "aws", "")
    self.region = region
    externalId = .written(Secret(""))
    self.instanceTypes = instanceTypes
    self.costSavings = costSavings
    capacityReservation = false
    workload = .standard
  }

  /// The same request with another workload, for questions of what would be if.
  public func with(_ workload: Workload) -> ClusterRequest {
    var request = self
    request.workload = workload
    return request
  }

  /// The request's canonical form (RFC 8785) with defaults filled in, and without the external id: a request reads the
  /// same in YAML and in JSON, and two that differ in the secret alone are the same request.
  public var canonicalForm: String { RequestField.canonical(RequestField.document, self).canonical }

  /// The SHA-256 digest of the canonical form.
  public var digest: Digest { Digest(sha256: canonicalForm.utf8) }
}
