import Findings
import Requests

struct NameConsecutiveHyphens: Rule {
  static let code: RuleCode = "TG104"
  static let dimensions: RequestDimensions = []
  static let name = "name-consecutive-hyphens"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "The cluster's name has no two hyphens in a row.",
    why: """
      The control plane's documentation speaks of periodic hyphens, and names such as `xn--train` are read as encoded \
      international domain names (RFC 5891).
      """,
    example: "metadata: {name: vision--train}",
    fixed: "metadata: {name: vision-train}",
    fix: "Keep one hyphen."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let name = draft.name else { return [] }
    let scalars = Array(name.value.unicodeScalars)
    guard let first = scalars.indices.dropLast().first(where: { scalars[$0] == "-" && scalars[$0 + 1] == "-" }) else {
      return []
    }
    return [
      Finding(
        Self.self, "the name has several hyphens in a row",
        at: name.place.narrowed(to: first..<first + 2, of: name.value), help: ["keep one hyphen"])
    ]
  }
}
