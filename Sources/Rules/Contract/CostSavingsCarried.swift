import Findings
import Requests

struct CostSavingsCarried: Rule {
  static let code: RuleCode = "TG801"
  static let dimensions: RequestDimensions = .mode
  static let name = "cost-savings-carried"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "In the `direct` generation of the control plane's contract, cost-savings mode is not asked for.",
    why: """
      That contract has no performance profile. The control plane would create the cluster, and it would not be one in \
      cost-savings mode.
      """,
    example: "spec: {costSavings: true} # with generation: direct",
    fixed: "spec: {costSavings: false}",
    fix: "Write `costSavings: false`, or leave it out; `controlPlane: {accept: [costSavings]}` accepts that it is lost."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let costSavings = draft.costSavings, costSavings.value, !context.contract.carries(.costSavings) else {
      return []
    }
    return [
      .lost(
        Self.self, "the `direct` generation of the contract does not carry cost-savings mode", .costSavings,
        at: costSavings.place,
        help: "write `costSavings: false`, or accept it in tollgate.yaml: `controlPlane: {accept: [costSavings]}`",
        context)
    ]
  }
}
