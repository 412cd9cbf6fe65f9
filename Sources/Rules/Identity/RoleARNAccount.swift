import Findings
import Requests

struct RoleARNAccount: Rule {
  static let code: RuleCode = "TG203"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-account"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The account in the role's ARN has twelve digits.",
    why: "Every AWS account has twelve digits; leading zeros that a spreadsheet took away belong to it.",
    example: "spec: {roleArn: \"arn:aws:iam::1234567890:role/lai-byoc\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lai-byoc\"}",
    fix: "Copy the account's number from the AWS console, with leading zeros and without hyphens."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN else { return [] }
    let account = parts.account.text
    let isNumber = account.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard !(isNumber && account.utf8.count == 12) else { return [] }
    return [.wrongAccount(account, isNumber: isNumber, at: parts.place(of: parts.account))]
  }
}

extension Finding {
  fileprivate static func wrongAccount(_ account: String, isNumber: Bool, at place: Place) -> Finding {
    let digits = String(account.unicodeScalars.filter { $0 >= "0" && $0 <= "9" })
    if account.isEmpty {
      return Finding(
        RoleARNAccount.self, "the role's ARN lacks the account", at: place,
        help: ["write the account's twelve digits between the colons: `arn:aws:iam::ACCOUNT:role/NAME`"])
    }
    if isNumber {
      let count = account.utf8.count
      let help =
        count < 12
        ? "account ids have twelve digits; leading zeros are part of them"
        : "account ids have twelve digits; remove the extra ones"
      return Finding(
        RoleARNAccount.self, "the account `\(printable(account, limit: 40))` has \(count) digits, not 12", at: place,
        help: [help])
    }
    let help =
      digits.utf8.count == 12 ? "write `\(digits)`" : "an account is twelve digits, such as `123456789012`"
    return Finding(
      RoleARNAccount.self, "the account `\(printable(account, limit: 40))` is not a number", at: place, help: [help])
  }
}
