import Findings
import Requests

struct RoleARNKind: Rule {
  static let code: RuleCode = "TG202"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-kind"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The ARN is that of an IAM role, not of a user, a policy, an instance profile or a session.",
    why: """
      The control plane assumes the role; nothing else can be assumed. What `aws sts get-caller-identity` prints is a \
      session of a role, which looks like one and ends within hours.
      """,
    example: "spec: {roleArn: \"arn:aws:sts::123456789012:assumed-role/lightning-byoc/session\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Use the ARN of the role itself; the help line proposes it where it can be told."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN, !parts.isRole else { return [] }
    return [.wrongKind(parts)]
  }
}

extension Finding {
  fileprivate static func wrongKind(_ parts: RoleARN) -> Finding {
    let description: String
    var help = ["use the ARN of an IAM role: `arn:aws:iam::ACCOUNT:role/NAME`"]
    switch (parts.service.text, parts.resourceKind) {
    case ("sts", "assumed-role"):
      description = "a session of a role"
      let words = parts.resource.text.split(separator: "/")
      if words.count > 1 {
        help = ["use the role itself: `arn:\(parts.partition.text):iam::\(parts.account.text):role/\(words[1])`"]
      }
    case ("sts", "federated-user"): description = "a federated user's session"
    case ("iam", "user"): description = "a user"
    case ("iam", "root"), ("sts", "root"): description = "the account's root user"
    case ("iam", "group"): description = "a group"
    case ("iam", "policy"): description = "a policy"
    case ("iam", "instance-profile"): description = "an instance profile"
    case ("iam", "role"): description = "a role without a name"
    case ("iam", let kind): description = "`\(printable(kind, limit: 40))`, which is not a role"
    case (let service, _): description = "something of the service `\(printable(service, limit: 40))`"
    }
    return Finding(
      RoleARNKind.self, "the ARN is that of \(description), not of an IAM role",
      at: parts.place(of: parts.service.text == "iam" ? parts.resource : parts.service), help: help)
  }
}
