import Catalog
import Findings
import Requests

struct RegionOptIn: Rule {
  static let code: RuleCode = "TG302"
  static let dimensions: RequestDimensions = .region
  static let name = "region-opt-in"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The region is one that every account may use without enabling it first.",
    why: """
      Regions that AWS opened after March 2019 are off until the account's administrator enables them; until then every \
      call fails.
      """,
    example: "spec: {region: eu-south-1}",
    fixed: "spec: {region: eu-west-1}",
    fix: "Enable the region in the account's settings, or choose another."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let region = draft.region, context.catalog.regions[region.value]?.requiresOptIn == true else { return [] }
    return [
      Finding(
        Self.self, "the region `\(region.value)` must be enabled in the account before it can be used",
        at: region.place, help: ["enable it with `aws account enable-region --region-name \(region.value)`"])
    ]
  }
}
