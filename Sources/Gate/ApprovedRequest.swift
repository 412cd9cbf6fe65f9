public import Findings
public import Requests

/// A request that an enforcing gate approved.
///
/// Nothing but a verdict makes one, and the submit client takes nothing else, so that no path through the program leads
/// from a denied request to the control plane.
public struct ApprovedRequest: Sendable {
  /// The request.
  public let request: ClusterRequest
  /// Its external id.
  public let externalId: Secret
  /// The workload that it was priced by: its own, or the organization's.
  public let workload: Workload
  /// How it is put to the control plane.
  public let contract: RequestContract

  init(request: ClusterRequest, externalId: Secret, workload: Workload, contract: RequestContract) {
    self.request = request
    self.externalId = externalId
    self.workload = workload
    self.contract = contract
  }
}
