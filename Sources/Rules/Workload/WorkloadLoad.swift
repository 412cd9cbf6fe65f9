import Findings
import Money
import Requests

struct WorkloadLoad: Rule {
  static let code: RuleCode = "TG503"
  static let dimensions: RequestDimensions = .computeNodes
  static let name = "workload-load"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The load is a decimal from 0 to the greatest number of compute nodes, with at most nine decimal places.",
    why: """
      It is the mean number of nodes that jobs keep busy; it cannot exceed the maximum number of nodes. 35 per cent of one \
      node is 0.35, not 35.
      """,
    example: "spec: {workload: {computeNodes: {min: 1, max: 8}, load: 35}}",
    fixed: "spec: {workload: {computeNodes: {min: 1, max: 8}, load: 0.35}}",
    fix: "Write the mean number of busy nodes, or raise the greatest number of nodes."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let written = draft.load else { return [] }
    let text = printable(written.value, limit: 40)
    guard let value = Quantity(written.value) else {
      return [
        Finding(
          Self.self, "the load `\(text)` is not a plain decimal", at: written.place,
          help: ["write the mean number of busy nodes with at most nine decimal places, such as `0.35`"])
      ]
    }
    guard value >= .zero else {
      return [
        Finding(Self.self, "the load is \(text), which is less than 0", at: written.place, help: ["write 0 or more"])
      ]
    }
    let most = draft.maximumNodes?.value ?? Workload.standard.maximumNodes
    guard Workload.nodeRange.contains(most), value > Quantity(most) else { return [] }
    return [
      Finding(
        Self.self, "the load is \(text) nodes, and there are at most \(most)", at: written.place,
        help: ["the load is the mean number of nodes that jobs keep busy: lower it, or raise `computeNodes.max`"])
    ]
  }
}
