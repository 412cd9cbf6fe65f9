public import Findings
public import Requests

/// What two states of an organisation's policies say of the same request.
public struct PolicyDifference: Sendable {
  /// The request.
  public let draft: RequestDraft
  /// Whether it was approved, and whether it is now.
  public let wasApproved: Bool
  /// Whether it is approved now.
  public let isApproved: Bool
  /// Findings that are new.
  public let appeared: [Finding]
  /// Findings that are gone.
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

  /// Whether the verdict is another.
  public var flips: Bool { wasApproved != isApproved }

  /// Whether nothing has changed.
  public var isEmpty: Bool { !flips && appeared.isEmpty && vanished.isEmpty }
}

extension Finding {
  /// Whether the same is said of the same place, as gravely.
  fileprivate func isSame(as other: Finding) -> Bool {
    code == other.code && severity == other.severity && message == other.message && place.range == other.place.range
      && (exception == nil) == (other.exception == nil)
  }
}
