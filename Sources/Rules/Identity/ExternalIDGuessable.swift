import Findings
import Requests

struct ExternalIDGuessable: Rule {
  static let code: RuleCode = "TG213"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-guessable"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The external id is neither the cluster's name nor the account, the role's name or its ARN.",
    why: "All of these are known to others, so it protects nothing.",
    example: "spec: {externalId: \"123456789012\"}",
    fixed: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
    fix: "Use a random value."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.knownExternalId else { return [] }
    let known: [(what: String, value: String?)] = [
      ("the cluster's name", draft.name?.value), ("the account", context.roleARN?.account.text),
      ("the role's name", context.roleARN?.pathAndName?.split(separator: "/").last.map(String.init)),
      ("the role's ARN", draft.roleArn?.value),
    ]
    let match = id.value.withText { text in
      known.first { $0.value.map { !$0.isEmpty && $0.lowercased() == text.lowercased() } ?? false }
    }
    guard let match else { return [] }
    return [
      Finding(
        Self.self, "the external id is \(match.what)", at: id.place, help: ["use 30 random letters and digits"])
    ]
  }
}
