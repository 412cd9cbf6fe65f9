import Findings
import Requests

struct ExternalIDInClear: Rule {
  static let code: RuleCode = "TG214"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-in-clear"
  static let severity = Severity.note
  static let documentation = RuleDocumentation(
    checks: "The external id does not stand in the file.",
    why: "Files are committed, copied and sent; the secret goes with them.",
    example: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
    fixed: "spec: {externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}, externalId: null}",
    fix: "Write `externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}` and set the variable where the request is submitted."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.externalId, case .written = id.value else { return [] }
    return [
      Finding(
        Self.self, "the external id stands in the file", at: id.place,
        help: ["write `externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}`"])
    ]
  }
}
