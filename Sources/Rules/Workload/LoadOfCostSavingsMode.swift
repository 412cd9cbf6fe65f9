import Findings
import Requests

struct LoadOfCostSavingsMode: Rule {
  static let code: RuleCode = "TG505"
  static let dimensions: RequestDimensions = [.mode, .computeNodes]
  static let name = "load-of-cost-savings-mode"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "For a request for normal mode: whether cost-savings mode could carry the load too.",
    why: """
      The comparison of the modes has no saving then: a mode in which jobs wait longer and longer does not compare, whatever \
      it costs.
      """,
    example: "spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, load: 2.5}}",
    fixed: "spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, load: 0.5}}",
    fix: "Nothing, if the load is right: normal mode is the one to ask for."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard context.contract.carries(.costSavings), let modes = SaturatedModes(draft, in: context), !modes.isCostSavings,
      modes.isSaturated(1),
      !modes.isSaturated(modes.most)
    else { return [] }
    return [modes.finding(Self.self, "cost-savings mode", nodes: 1, help: "normal mode is the right one for this load")]
  }
}
