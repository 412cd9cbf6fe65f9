import Findings
import Requests

struct RoleARNServiceRole: Rule {
  static let code: RuleCode = "TG208"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-service-role"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "The role's path is not `service-role/` or `aws-service-role/`.",
    why: """
      Roles under these paths are made for an AWS service, which is the only one that may assume them; a service-linked \
      role cannot even be edited to trust the control plane.
      """,
    example: "spec: {roleArn: \"arn:aws:iam::123456789012:role/service-role/lightning-byoc\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Create a role that trusts the control plane, with the external id as the condition."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN, parts.isRole, let text = parts.pathAndName,
      let path = ["aws-service-role/", "service-role/"].first(where: { text.hasPrefix($0) })
    else { return [] }
    return [.serviceRole(path, at: parts.place(of: parts.resource))]
  }
}

extension Finding {
  fileprivate static func serviceRole(_ path: String, at place: Place) -> Finding {
    Finding(
      RoleARNServiceRole.self, "the role's path `\(path)` says that it belongs to an AWS service", at: place,
      help: ["use a role that trusts the control plane"])
  }
}
