import Catalog
import Findings
import Requests

struct InstanceTypeZones: Rule {
  static let code: RuleCode = "TG406"
  static let name = "instance-type-zones"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "Every requested instance type is offered in more than one availability zone of the region.",
    why: "If the only zone has no capacity or fails, there is no other zone to use.",
    example: "spec: {region: us-east-1, instanceTypes: [trn1n.32xlarge]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [m5.xlarge]}",
    fix: "Add a type that more zones offer."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region else { return [] }
    return context.requestedTypes.compactMap { type in
      guard case .offered(let zones) = type.offering, zones.count == 1 else { return nil }
      let zone = zones.names.joined()
      return Finding(
        Self.self, "\(region.value) offers the instance type `\(type.name.value)` in one zone only, \(zone)",
        at: type.name.place, help: ["add a type that more zones offer"])
    }
  }
}
