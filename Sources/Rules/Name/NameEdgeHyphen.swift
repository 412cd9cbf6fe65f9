import Findings
import Requests

struct NameEdgeHyphen: Rule {
  static let code: RuleCode = "TG103"
  static let dimensions: RequestDimensions = []
  static let name = "name-edge-hyphen"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The cluster's name neither begins nor ends with a hyphen.",
    why: "The control plane refuses it, as DNS does (RFC 1123).",
    example: "metadata: {name: vision-}",
    fixed: "metadata: {name: vision}",
    fix: "Remove the hyphen."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let name = draft.name else { return [] }
    let count = name.value.unicodeScalars.count
    var findings: [Finding] = []
    if name.value.hasPrefix("-") { findings.append(.edgeHyphen("begins", name, at: 0)) }
    if count > 1, name.value.hasSuffix("-") { findings.append(.edgeHyphen("ends", name, at: count - 1)) }
    return findings
  }
}

extension Finding {
  fileprivate static func edgeHyphen(_ verb: String, _ name: Located<String>, at index: Int) -> Finding {
    Finding(
      NameEdgeHyphen.self, "the name \(verb) with a hyphen",
      at: name.place.narrowed(to: index..<index + 1, of: name.value), help: ["remove the hyphen"])
  }
}
