import Findings
import Requests

struct ExternalIDPlaceholder: Rule {
  static let code: RuleCode = "TG211"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-placeholder"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The external id is not a placeholder such as `dummy`, `changeme` or a row of one character.",
    why: """
      The external id is what keeps another customer of the control plane from using your role (the confused deputy \
      problem); a value that everybody guesses protects nothing.
      """,
    example: "spec: {externalId: changeme}",
    fixed: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
    fix: "Use the random value that stands in the role's trust policy."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.knownExternalId, id.value.withText(Self.isPlaceholder) else { return [] }
    return [
      Finding(
        Self.self, "the external id is a placeholder", at: id.place,
        help: ["use the random value that stands in the role's trust policy"])
    ]
  }

  static func isPlaceholder(_ text: String) -> Bool {
    let letters = text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    if text.unicodeScalars.count > 1, Set(text.unicodeScalars).count == 1 { return true }
    if text.hasPrefix("<") || text.hasPrefix("${") || text.hasPrefix("{{") { return true }
    return words.contains(String(String.UnicodeScalarView(letters)))
  }

  private static let words: Set<String> = [
    "dummy", "changeme", "changeit", "test", "testing", "example", "exampleid", "placeholder", "secret", "mysecret",
    "todo", "fixme", "externalid", "myexternalid", "yourexternalid", "exampleexternalid", "dummyexternalid",
    "testexternalid", "lightning", "lightningai", "password", "default", "none", "null", "foo", "foobar", "abc123",
    "123456", "12345678", "1234567890", "string", "value",
  ]
}
