public import Findings
public import Requests

/// The difference between the results of two versions of an organization's policies for the same request.
public struct PolicyDifference: Sendable {
  /// The request.
  public let draft: RequestDraft
  /// Whether the request was approved before.
  public let wasApproved: Bool
  /// Whether the request is approved now.
  public let isApproved: Bool
  /// The new findings.
  public let appeared: [Finding]
  /// The findings that disappeared.
  public let vanished: [Finding]

  /// Compares the findings of one request.
  public init(
    _ draft: RequestDraft, before: (isApproved: Bool, findings: [Finding]),
    after: (isApproved: Bool, findings: [Finding])
  ) {
    self.draft = draft
    wasApproved = before.isApproved
    isApproved = after.isApproved
    appeared = after.findings.filter { finding in !before.findings.contains { $0.isSame(as: finding) } }
    vanished = before.findings.filter { finding in !after.findings.contains { $0.isSame(as: finding) } }
  }

  /// Whether the verdict changed.
  public var flips: Bool { wasApproved != isApproved }

  /// Whether nothing has changed.
  public var isEmpty: Bool { !flips && appeared.isEmpty && vanished.isEmpty }
}

extension Finding {
  /// Whether both findings have the same content, place and severity.
  fileprivate func isSame(as other: Finding) -> Bool {
    code == other.code && severity == other.severity && message == other.message && place.range == other.place.range
      && (exception == nil) == (other.exception == nil)
  }
}
