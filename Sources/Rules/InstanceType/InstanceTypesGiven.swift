import Findings
import Requests

struct InstanceTypesGiven: Rule {
  static let code: RuleCode = "TG413"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-types-given"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The request lists the instance types that the cluster may use.",
    why: "Without a list every type is allowed, the most expensive too, and the cost of compute nodes is unknown.",
    example: "spec: {instanceTypes: []}",
    fixed: "spec: {instanceTypes: [m5.xlarge]}",
    fix: "List the types that you mean to use."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    let list = JSONPointer([.key("spec"), .key("instanceTypes")])
    let isOtherwiseWrong = draft.findings.contains { $0.place.pointer.isAtOrBelow(list) }
    guard draft.hasSpec, draft.instanceTypes.isEmpty, !isOtherwiseWrong else { return [] }
    return [
      Finding(
        Self.self, "the request lists no instance types, so that the cluster may use any", at: draft.instanceTypesPlace,
        help: ["list those that you mean to use: `instanceTypes: [m5.xlarge]`"],
        notes: ["the cost of compute nodes is unknown without them"])
    ]
  }
}
