import Findings
import Requests

struct LoadOfRequestedMode: Rule {
  static let code: RuleCode = "TG504"
  static let dimensions: RequestDimensions = [.mode, .computeNodes]
  static let name = "load-of-requested-mode"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "The mode that is asked for can carry the load: cost-savings mode, with its one node, a load below 1.",
    why: """
      With as much load as there are nodes, or more, jobs arrive faster than they are done, and wait longer and longer. \
      Cost-savings mode is made for clusters that are mostly idle.
      """,
    example: "spec: {costSavings: true, workload: {computeNodes: {min: 1, max: 8}, load: 2.5}}",
    fixed: "spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, load: 2.5}}",
    fix: "Ask for normal mode, raise the greatest number of nodes, or correct the load."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let modes = SaturatedModes(draft, in: context) else { return [] }
    let nodes = modes.isCostSavings ? 1 : modes.most
    guard modes.isSaturated(nodes) else { return [] }
    return [
      modes.isCostSavings
        ? modes.finding(
          Self.self, "cost-savings mode", nodes: 1,
          help: "ask for normal mode with `costSavings: false`, or correct the load")
        : modes.finding(Self.self, "normal mode", nodes: nodes, help: "raise `computeNodes.max`, or correct the load")
    ]
  }
}
