import Catalog
import Findings
import Requests

struct InstanceTypeOfferingKnown: Rule {
  static let code: RuleCode = "TG405"
  static let dimensions: RequestDimensions = [.region, .instanceTypes]
  static let name = "instance-type-offering-known"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The catalog knows whether the region offers every requested instance type.",
    why: "Offerings are known for most regions and types, not for all; an unknown one may fail when nodes are created.",
    example: "spec: {region: us-east-1, instanceTypes: [cg1.4xlarge]}",
    fixed: "spec: {region: us-east-1, instanceTypes: [g5.xlarge]}",
    fix: "Ask AWS: `aws ec2 describe-instance-type-offerings --region REGION`."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, context.catalog.regions[region.value] != nil else { return [] }
    return context.requestedTypes
      .filter { $0.type != nil && $0.offering == .unknown }
      .map { type in
        Finding(
          Self.self, "it is not known whether \(region.value) offers the instance type `\(type.name.value)`",
          at: type.name.place,
          help: ["ask AWS: `aws ec2 describe-instance-type-offerings --region \(region.value)`"])
      }
  }
}
