import Findings
import Requests

struct RoleARNName: Rule {
  static let code: RuleCode = "TG205"
  static let dimensions: RequestDimensions = []
  static let name = "role-arn-name"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: """
      The role's name has 1 to 64 letters, digits or `_+=,.@-`, and its path at most 512 characters between slashes.
      """,
    why: "IAM gives no other names (API reference of IAM, CreateRole), so the ARN cannot be right.",
    example: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning*\"}",
    fixed: "spec: {roleArn: \"arn:aws:iam::123456789012:role/lightning-byoc\"}",
    fix: "Copy the ARN from IAM; a pattern such as `*` does not name a role."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let parts = context.roleARN, parts.isRole, let text = parts.pathAndName else {
      return []
    }
    let words = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    let name = words.last ?? ""[...].unicodeScalars
    var place: Place { parts.place(of: parts.resource) }
    if name.isEmpty { return [Finding(Self.self, "the role's ARN lacks the role's name", at: place)] }
    var findings: [Finding] = []
    // A path is a single slash, or text between two slashes (API reference of IAM, CreateRole, Path).
    if words.count == 2, words.first?.isEmpty == true {
      findings.append(
        Finding(Self.self, "the role's path has nothing between its slashes", at: place, help: ["remove one slash"]))
    }
    if let scalar = name.first(where: { !Self.isAllowed($0) }) {
      findings.append(.character(scalar, at: place))
    }
    let length = name.count
    if length > 64 { findings.append(.tooLong("name", length, limit: 64, at: place)) }
    let pathLength = text.unicodeScalars.count - length + 1  // IAM's path also begins with a slash
    if pathLength > 512 { findings.append(.tooLong("path", pathLength, limit: 512, at: place)) }
    return findings
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "=", ",", ".", "@", "-": true
    default: false
    }
  }
}

extension Finding {
  fileprivate static func character(_ scalar: Unicode.Scalar, at place: Place) -> Finding {
    Finding(
      RoleARNName.self, "the role's name has `\(printable(String(scalar)))`, which IAM does not allow", at: place,
      help: ["use the name as IAM shows it: letters, digits and `_+=,.@-`"])
  }

  fileprivate static func tooLong(_ part: String, _ length: Int, limit: Int, at place: Place) -> Finding {
    Finding(
      RoleARNName.self, "the role's \(part) has \(length) characters, more than \(limit)", at: place,
      help: ["copy the ARN from IAM"])
  }
}
