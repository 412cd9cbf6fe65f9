import Catalog
import Findings
import Requests

struct InstanceTypePrice: Rule {
  static let code: RuleCode = "TG510"
  static let dimensions: RequestDimensions = [.region, .instanceTypes]
  static let name = "instance-type-price"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The catalog has a price of every requested instance type in the requested region.",
    why: "Without it the cost of compute nodes has no upper bound, and a limit on costs cannot be checked.",
    example: "spec: {region: us-east-1, instanceTypes: [m5.xlarge, cg1.4xlarge]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [m5.xlarge]}",
    fix: "Choose a type with a price, or add the price to the catalog."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, let data = context.catalog.data(for: region.value), data.hasPrices else {
      return []  // TG304 reports the region
    }
    return context.requestedTypes
      .filter { $0.type != nil && data.onDemand[$0.name.value] == nil }
      .map { type in
        Finding(
          Self.self, "the catalog has no price of the instance type `\(type.name.value)` in \(region.value)",
          at: type.name.place, notes: ["its cost is unknown, not zero"])
      }
  }
}
