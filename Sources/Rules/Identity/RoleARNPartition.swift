import Catalog
import Findings
import Requests
import Spelling

struct RoleARNPartition: Rule {
  static let code: RuleCode = "TG206"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-partition"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The partition in the role's ARN is one of AWS's, such as `aws` or `aws-us-gov`.",
    why: "An ARN of another partition names nothing.",
    example: "spec: {roleArn: \"arn:aws-gov:iam::123456789012:role/lightning-byoc\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Write `aws`, unless the account belongs to one of the others."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN else { return [] }
    let regions = context.catalog.regions.values
    guard !regions.contains(where: { $0.partition == parts.partition.text }) else { return [] }
    return [.unknownPartition(parts, known: Set(regions.map(\.partition)).sorted())]
  }
}

extension Finding {
  fileprivate static func unknownPartition(_ parts: RoleARN, known: [String]) -> Finding {
    let text = parts.partition.text
    let nearest = Spelling.nearest(to: text, in: known).first
    return Finding(
      RoleARNPartition.self, "AWS has no partition `\(printable(text, limit: 40))`",
      at: parts.place(of: parts.partition),
      help: [nearest.map { Spelling.question($0) } ?? "write `aws`"],
      notes: ["the partitions are " + known.joined(separator: ", ")])
  }
}
