import Catalog
import Findings
import Requests

struct InstanceTypeBareMetal: Rule {
  static let code: RuleCode = "TG410"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-bare-metal"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "No requested instance type is a bare-metal one.",
    why: """
      Bare-metal instances are whole machines: they are the most expensive of their family, and take far longer to boot \
      than virtual ones.
      """,
    example: "spec: {instanceTypes: [m5.metal]}",
    fixed: "spec: {instanceTypes: [m5.24xlarge]}",
    fix: "Use a virtual size of the same family unless the machine itself is what you need."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes
      .filter { type in
        guard let specification = type.specification, specification.isBareMetal else { return false }
        return !specification.architectures.contains(where: \.isMac)  // TG409 has reported it
      }
      .map { type in
        Finding(
          Self.self, "the instance type `\(type.name.value)` is a bare-metal machine", at: type.name.place,
          help: ["use a virtual size of the same family"])
      }
  }
}
