import Catalog
import Findings
import Requests

struct RegionPrices: Rule {
  static let code: RuleCode = "TG304"
  static let dimensions: RequestDimensions = .region
  static let name = "region-prices"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The catalog has prices of the region.",
    why: "Without them the estimate is unknown, and a limit on costs cannot be checked.",
    example: "spec: {region: cn-north-1, roleArn: \"arn:aws-cn:iam::123456789012:role/lightning-byoc\"}",
    fixed: "spec: {region: us-west-2, roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Choose a region with prices, or add prices to the catalog."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, let data = context.catalog.data(for: region.value), !data.hasPrices else {
      return []
    }
    return [
      Finding(
        Self.self, "the catalog has no prices of the region `\(region.value)`", at: region.place,
        notes: ["its costs are unknown, not zero"])
    ]
  }
}
