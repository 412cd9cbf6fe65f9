import Findings
import Requests

struct RoleARNForm: Rule {
  static let code: RuleCode = "TG201"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-form"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The role is given as an ARN of six parts: `arn:PARTITION:iam::ACCOUNT:role/NAME`.",
    why: "The control plane hands the text to AWS as it is, and learns an hour later that it names nothing.",
    example: "spec: {roleArn: lightning-byoc}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Copy the ARN from the role's page in the IAM console, or from `aws iam get-role`."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let arn = draft.roleArn else { return [] }
    if let index = arn.value.unicodeScalars.enumerated().first(where: { $1 <= " " || $1 > "~" }) {
      return [.strange(index.element, in: arn, at: index.offset)]
    }
    guard context.roleARN == nil else { return [] }
    return [.notAnARN(arn)]
  }
}

extension Finding {
  fileprivate static func strange(_ scalar: Unicode.Scalar, in arn: Located<String>, at index: Int) -> Finding {
    let shown = scalar == " " ? "a blank" : "`\(printable(String(scalar)))`"
    return Finding(
      RoleARNForm.self, "the role's ARN has \(shown), which no ARN may have",
      at: arn.place.narrowed(to: index..<index + 1, of: arn.value), help: ["remove it"])
  }

  fileprivate static func notAnARN(_ arn: Located<String>) -> Finding {
    let colons = arn.value.unicodeScalars.count { $0 == ":" }
    let reason =
      arn.value.isEmpty ? "is empty" : arn.value.hasPrefix("arn:") ? "has \(colons + 1) parts, not 6" : "is not an ARN"
    return Finding(
      RoleARNForm.self, "the role's ARN \(reason)", at: arn.place,
      help: ["write `arn:aws:iam::ACCOUNT:role/NAME`, as `aws iam get-role` prints it"])
  }
}
