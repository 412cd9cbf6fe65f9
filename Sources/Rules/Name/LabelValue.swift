import Findings
import Requests

struct LabelValue: Rule {
  static let code: RuleCode = "TG105"
  static let dimensions: RequestDimensions = []
  static let name = "label-value"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "Every label has a value.",
    why: "A policy that asks for the label, or a report by label, finds it and learns nothing.",
    example: "metadata: {labels: {team: \"\"}}",
    fixed: "metadata: {labels: {team: vision}}",
    fix: "Give the label a value, or remove it."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    draft.labels.filter { $0.value.value.isEmpty }.map { label in
      Finding(
        Self.self, "the label `\(printable(label.key.value, limit: 80))` has no value", at: label.value.place,
        help: ["give it a value, or remove it"])
    }
  }
}
