import Catalog
import Findings
import Requests

struct InstanceTypeGeneration: Rule {
  static let code: RuleCode = "TG407"
  static let dimensions: RequestDimensions = [.region, .instanceTypes]
  static let name = "instance-type-generation"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "Every requested instance type is of a generation that AWS lists as current.",
    why: "Older ones cost more for the same work, and capacity for them shrinks.",
    example: "spec: {instanceTypes: [m3.xlarge]}",
    fixed: "spec: {instanceTypes: [m7i.xlarge]}",
    fix: "Use the successor that the help line names."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes.filter { $0.specification?.isCurrentGeneration == false }.map { requested in
      let type = requested.name
      let region = context.isBrief ? nil : draft.region
      let successor = region.flatMap { Equivalents.successor(of: type.value, in: $0.value, context.catalog) }
      return Finding(
        Self.self, "the instance type `\(type.value)` is of a previous generation", at: type.place,
        help: successor.map { ["use its successor, `\($0)`"] } ?? [])
    }
  }
}
