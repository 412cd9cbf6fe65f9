import Catalog
import Findings
import Requests

struct RegionSupported: Rule {
  static let code: RuleCode = "TG303"
  static let dimensions: RequestDimensions = .region
  static let name = "region-supported"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The region is one that the control plane is known to support.",
    why: """
      Upstream's documentation names four regions of the United States. Others may work; nobody has promised it. Set \
      `regions` to what your contract says.
      """,
    example: "spec: {region: eu-west-1}",
    fixed: "spec: {region: us-east-1}",
    fix: "Choose a supported region, or add this one to the rule's list once it is known to work."
  )

  var regions = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"]
  static let parameters: [RuleParameter<RegionSupported>] = [
    .strings("regions", \.regions, "the regions that the control plane supports")
  ]

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, context.catalog.regions[region.value] != nil, !regions.contains(region.value)
    else { return [] }
    return [
      Finding(
        Self.self, "the control plane is not known to support the region `\(region.value)`", at: region.place,
        help: ["choose one of " + regions.map { "`\($0)`" }.joined(separator: ", ")])
    ]
  }
}
