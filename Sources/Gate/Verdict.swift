import Costs
import Documents
import Requests

/// What the gate says of one request.
public struct Verdict: Sendable {
  /// The request as it was written.
  public let draft: RequestDraft
  /// The request if it is complete.
  public let request: ClusterRequest?
  /// Everything that was found, in order of place.
  public let findings: [Finding]
  /// What it costs in both modes; nil for a request that is not complete.
  public let comparison: Comparison?

  /// Whether the request may pass: it is complete, and no finding is an error.
  public var isApproved: Bool { request != nil && !findings.contains { $0.severity == .error } }

  /// The digest of the request without its secret; nil for a request that is not complete.
  public var digest: Digest? { request?.digest }
}
