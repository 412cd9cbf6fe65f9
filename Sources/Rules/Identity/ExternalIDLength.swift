import Findings
import Requests

struct ExternalIDLength: Rule {
  static let code: RuleCode = "TG212"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-length"
  static let severity = Severity.error
  static let documentation = RuleDocumentation(
    checks: "The external id has at least 20 characters.",
    why: """
      A short one can be guessed. Upstream's own Terraform module makes 30 random letters and digits; 20 of them still \
      hold 119 bits.
      """,
    example: "spec: {externalId: x7Kq2}",
    fixed: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
    fix: "Generate a longer one, in the role's trust policy and here."
  )

  var minimum = 20
  static let parameters: [RuleParameter<ExternalIDLength>] = [
    .integer("minimum", \.minimum, in: 2...1224, "characters at least")
  ]

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.knownExternalId else { return [] }
    let length = id.value.withText { ExternalIDPlaceholder.isPlaceholder($0) ? nil : $0.unicodeScalars.count }
    guard let length, (2..<max(2, minimum)).contains(length) else { return [] }  // TG210 and TG211 report the rest
    return [.short(length, minimum: minimum, at: id.place)]
  }
}

extension Finding {
  fileprivate static func short(_ length: Int, minimum: Int, at place: Place) -> Finding {
    Finding(
      ExternalIDLength.self, "the external id has \(length) characters, fewer than \(minimum)", at: place,
      help: ["generate 30 random letters and digits, here and in the role's trust policy"])
  }
}
