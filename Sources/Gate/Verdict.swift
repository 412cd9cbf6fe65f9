public import Costs
public import Findings
public import Platform
public import Requests

/// What the gate says of one request.
public struct Verdict: Sendable {
  /// The request as it was written.
  public let draft: RequestDraft
  /// The request if it is complete.
  public let request: ClusterRequest?
  /// What was found, in order of place: of each code the first ones.
  public internal(set) var findings: [Finding]
  /// What else was found of these codes.
  public internal(set) var omitted: [OmittedFindings]
  /// What it costs in both modes; nil for a request that is not complete.
  public let bills: Bills?

  /// Texts that policies keep with the verdict, by `policy/key`.
  public let annotations: [(key: String, value: String)]

  /// The workload that the request is priced by; nil for a request that is not complete.
  let workload: Workload?
  /// How the request is put to the control plane.
  let contract: RequestContract

  /// Whether every rule had at least the severity that it comes with.
  let isEnforced: Bool

  /// Whether the request may pass: it is complete, and no finding is an error that nothing excuses.
  public var isApproved: Bool { request != nil && !isDenied }

  private var isDenied: Bool { findings.contains(where: \.denies) || omitted.contains(where: \.denies) }

  /// The request as the submit client takes it; nil if it is denied, if its external id is not known yet, or if the gate
  /// was not an enforcing one.
  public var approvedRequest: ApprovedRequest? {
    guard isApproved, isEnforced, let request, let externalId = request.externalId.secret else { return nil }
    return ApprovedRequest(
      request: request, externalId: externalId, workload: workload ?? request.workload, contract: contract)
  }

  /// The digest of the request without its secret; nil for a request that is not complete.
  public var digest: Digest? { request?.digest }
}

extension [Verdict] {
  /// The same without edits that their files do not allow.
  func checkingEdits(in sources: [SourceFile]) -> [Verdict] {
    guard contains(where: { $0.findings.contains { $0.edit != nil } }) else { return self }
    let files = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return map { verdict in
      var verdict = verdict
      for index in verdict.findings.indices {
        guard let edit = verdict.findings[index].edit else { continue }
        if files[verdict.draft.place.source]?.allows(edit) != true { verdict.findings[index].edit = nil }
      }
      return verdict
    }
  }
}
