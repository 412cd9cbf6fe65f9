import Costs
import Findings
import Requests

struct QuotaMinimum: Rule {
  static let code: RuleCode = "TG901"
  static let name = "quota-minimum"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: """
      The vCPUs that the cluster needs at its smallest fit into what the account's quotas have left: those of its management \
      nodes, and those of its smallest number of compute nodes, whichever of the listed types these are. In cost-savings \
      mode there is one compute node. It needs the account's quotas, which `accounts` in the configuration names.
      """,
    why:
      "EC2 starts no instance beyond a quota: the cluster fails with VcpuLimitExceeded, an hour after it was asked for.",
    example: "spec: {instanceTypes: [g6.xlarge]} # in an account whose quota of G and VT instances is 0",
    fixed: "spec: {instanceTypes: [g6.xlarge], capacityReservation: true}",
    fix: """
      Ask for fewer nodes or for cost-savings mode if that fits, or have AWS raise the quota: the help lines have the \
      command. A request whose capacity is reserved says `capacityReservation: true`.
      """
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let fit = context.quotaFit, fit.cannotStart else { return [] }
    let ofManagement = fit.ofManagement.filter { $0.size == .minimum }
    let shortages = ofManagement.isEmpty ? fit.need.listed.compactMap { fit.shortage(of: $0) } : ofManagement
    return shortages.map { fit.finding(Self.self, $0, in: draft) }
  }
}
