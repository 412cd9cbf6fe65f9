import Findings
import Requests

struct RoleARNRegion: Rule {
  static let code: RuleCode = "TG204"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-region"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The role's ARN names no region.",
    why: "IAM is global, so a role's ARN has nothing between its third and fourth colon; AWS refuses one that has.",
    example: "spec: {roleArn: \"arn:aws:iam:us-east-1:123456789012:role/lightning-byoc\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Remove the region and keep both colons."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN, parts.isRole, !parts.region.text.isEmpty else {
      return []
    }
    return [.hasRegion(parts)]
  }
}

extension Finding {
  fileprivate static func hasRegion(_ parts: RoleARN) -> Finding {
    Finding(
      RoleARNRegion.self, "the role's ARN names a region, `\(printable(parts.region.text, limit: 40))`",
      at: parts.place(of: parts.region), help: ["remove it and keep both colons: `iam::`"])
  }
}
