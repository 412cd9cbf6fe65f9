import Findings
import Requests

struct WorkloadNodeOrder: Rule {
  static let code: RuleCode = "TG501"
  static let dimensions: RequestDimensions = .computeNodes
  static let name = "workload-node-order"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The minimum of compute nodes is not above the maximum.",
    why: "The two contradict each other, so no cost can be computed.",
    example: "spec: {workload: {computeNodes: {min: 8, max: 2}}}",
    fixed: "spec: {workload: {computeNodes: {min: 2, max: 8}}}",
    fix: "Swap the two, or correct one."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let minimum = draft.minimumNodes, let maximum = draft.maximumNodes, minimum.value > maximum.value else {
      return []
    }
    return [
      Finding(
        Self.self, "the least number of compute nodes, \(minimum.value), is above the greatest, \(maximum.value)",
        at: minimum.place, help: ["swap `min` and `max`, or correct one of them"])
    ]
  }
}
