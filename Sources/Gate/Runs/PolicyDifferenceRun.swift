public import Policies
import Findings
import Requests

/// What another state of the policies changes in the verdicts on some requests.
public struct PolicyDifferenceRun: Sendable {
  /// The difference for each request, in their order.
  public let differences: [PolicyDifference]

  /// Evaluates requests with the policies of two folders.
  /// - Throws: `GateError` for what cannot be used.
  public init(
    old: String, new: String, on requests: RequestFiles, _ options: CheckRun.Options
  ) throws(GateError) {
    let material = try GateMaterial(options, regions: requests.regions)
    let before = material.gate(try material.policies([old]), options)
    let after = material.gate(try material.policies([new]), options)
    differences = requests.drafts.map { draft in
      let (one, other) = (before.evaluate(draft), after.evaluate(draft))
      return PolicyDifference(
        draft, before: (one.isApproved, one.findings), after: (other.isApproved, other.findings))
    }
  }
}
