import Findings
import Requests

struct InstanceTypeSpecification: Rule {
  static let code: RuleCode = "TG403"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-specification"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The catalog has a specification of every requested instance type.",
    why: """
      Of some types, old or very new ones, only the name is known: neither their architecture nor their accelerators \
      can be checked.
      """,
    example: "spec: {instanceTypes: [p3.2xlarge]}",
    fixed: "spec: {instanceTypes: [g5.2xlarge]}",
    fix: "Choose a type with a specification, or accept that these checks are left out."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes
      .filter { $0.type != nil && $0.specification == nil }
      .map { type in
        Finding(
          Self.self, "the catalog has no specification of the instance type `\(type.name.value)`", at: type.name.place,
          notes: ["its architecture, memory and accelerators were not checked"])
      }
  }
}
