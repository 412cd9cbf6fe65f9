import Findings
import Requests

struct OverprovisioningStated: Rule {
  static let code: RuleCode = "TG803"
  static let name = "overprovisioning-stated"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: """
      Where the configuration sends `overprovisioning`, a request has one instance type and says how many compute nodes \
      there may be.
      """,
    why: """
      The numbers of nodes are then not only for the estimate: the control plane gets them, for each instance type. Numbers \
      that nobody wrote, or that would count several times, are not what was priced.
      """,
    example: "spec: {instanceTypes: [m7i.xlarge, g6.xlarge]} # with send: [overprovisioning]",
    fixed: "spec: {instanceTypes: [g6.xlarge], workload: {computeNodes: {min: 1, max: 8}}}",
    fix: "List one instance type and write `workload: {computeNodes: {min: …, max: …}}`."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard context.contract.generation == .direct, context.contract.additions.contains(.overprovisioning) else {
      return []
    }
    var findings: [Finding] = []
    if draft.instanceTypes.count > 1 {
      findings.append(
        Finding(
          Self.self,
          "`overprovisioning` would ask for the nodes of the workload of each of \(draft.instanceTypes.count) instance types",
          at: draft.instanceTypesPlace, help: ["list one instance type"]))
    }
    if draft.minimumNodes == nil || draft.maximumNodes == nil, context.workloads.workload(of: draft) == nil {
      findings.append(
        Finding(
          Self.self,
          "`overprovisioning` is to be sent, and the request does not say how many compute nodes there may be",
          at: draft.place, help: ["add `workload: {computeNodes: {min: 1, max: 8}}` to `spec`"]))
    }
    return findings
  }
}
