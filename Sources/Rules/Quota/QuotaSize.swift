import Costs
import Catalog
import Findings
import Requests

struct QuotaSize: Rule {
  static let code: RuleCode = "TG902"
  static let name = "quota-size"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: """
      Every listed type can be all nodes of the cluster, at its expected and at its greatest size too, without exceeding the \
      account's quotas.
      """,
    why: """
      A cluster that starts and cannot grow leaves jobs waiting for nodes that never come. A listed type that does not fit is \
      tried in vain.
      """,
    example: "spec: {costSavings: false, instanceTypes: [m7i.xlarge]} # in an account with 64 Standard vCPUs",
    fixed: "spec: {costSavings: true, instanceTypes: [m7i.xlarge]}",
    fix:
      "Lower `workload.computeNodes.max`, leave the type out, or have AWS raise the quota with the command of the help line."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let fit = context.quotaFit else { return [] }
    let ofManagement = fit.ofManagement
    // Where the cluster cannot start, the rule about its minimum has said why: a type is told about only if that was not all.
    let told = ofManagement.filter { $0.size == .minimum }.map(\.quota)
    if told.isEmpty, fit.cannotStart { return [] }
    let shortages =
      ofManagement.filter { $0.size != .minimum }
      + fit.need.listed.compactMap { fit.shortage(of: $0) }.filter { !told.contains($0.quota) }
    return shortages.map { fit.finding(Self.self, $0, in: draft) }
  }
}
