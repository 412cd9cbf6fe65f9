import Catalog
import Findings
import Requests

struct RoleARNPartitionOfRegion: Rule {
  static let code: RuleCode = "TG207"
  static let dimensions: RequestDimensions = .region
  static let name = "role-arn-partition-of-region"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The role belongs to the same partition as the region.",
    why: """
      Partitions share neither accounts nor credentials: a role of the commercial partition cannot create anything in \
      GovCloud or in China.
      """,
    example: "spec: {region: us-gov-west-1, roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fixed: "spec: {region: us-west-2, roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Choose a region of the account's partition, or a role of an account in the region's."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN,
      let region = draft.region.flatMap({ context.catalog.regions[$0.value] }),
      parts.partition.text != region.partition,
      context.catalog.regions.values.contains(where: { $0.partition == parts.partition.text })  // otherwise TG206
    else { return [] }
    return [.mismatch(parts, region)]
  }
}

extension Finding {
  fileprivate static func mismatch(_ parts: RoleARN, _ region: Region) -> Finding {
    Finding(
      RoleARNPartitionOfRegion.self,
      "the role is of the partition `\(parts.partition.text)`, but \(region.name) is of `\(region.partition)`",
      at: parts.place(of: parts.partition),
      help: ["choose a region of `\(parts.partition.text)`, or a role of an account in `\(region.partition)`"])
  }
}
