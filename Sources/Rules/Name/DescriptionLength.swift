import Findings
import Requests

struct DescriptionLength: Rule {
  static let code: RuleCode = "TG106"
  static let dimensions: RequestDimensions = []
  static let name = "description-length"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The description has at most 1,024 characters.",
    why: "It is a sentence for people who decide, and the cost of policies that read it is estimated by this limit.",
    example: "metadata: {description: \"a page of text, of 1,025 characters or more\"}",
    fixed: "metadata: {description: trains the vision models}",
    fix: "Say it in a sentence, and link to the rest."
  )

  private static let limit = 1_024

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let description = draft.description else { return [] }
    let count = description.value.unicodeScalars.count
    guard count > Self.limit else { return [] }
    return [
      Finding(
        Self.self, "the description has \(count) characters, more than \(Self.limit)", at: description.place,
        help: ["say it in a sentence, and link to the rest"])
    ]
  }
}
