import Catalog
import Findings
import Requests

struct InstanceTypeMac: Rule {
  static let code: RuleCode = "TG409"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-mac"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "No requested instance type is a Mac.",
    why: "Macs run on dedicated hosts only, for a day at least, and cannot join a Kubernetes cluster.",
    example: "spec: {instanceTypes: [mac2.metal]}",
    fixed: "spec: {instanceTypes: [m7g.metal]}",
    fix: "Remove the type."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes
      .filter { $0.specification?.architectures.contains(where: \.isMac) ?? false }
      .map { type in
        Finding(
          Self.self, "the instance type `\(type.name.value)` is a Mac, which cannot be a node of a cluster",
          at: type.name.place, help: ["remove it"])
      }
  }
}
