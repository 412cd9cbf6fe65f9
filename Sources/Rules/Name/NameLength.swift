import Findings
import Requests

struct NameLength: Rule {
  static let code: RuleCode = "TG102"
  static let dimensions: RequestDimensions = []
  static let name = "name-length"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The cluster's name has 1 to 63 characters.",
    why: "The control plane accepts no more, and neither does a DNS label or the name of an S3 bucket.",
    example: #"metadata: {name: ""}"#,
    fixed: "metadata: {name: vision-train}",
    fix: "Shorten the name."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let name = draft.name else { return [] }
    let length = name.value.unicodeScalars.count
    if length == 0 { return [Finding(Self.self, "the name is empty", at: name.place)] }
    guard length > ClusterName.maximumLength else { return [] }
    return [.tooLong(name, length: length)]
  }
}

extension Finding {
  fileprivate static func tooLong(_ name: Located<String>, length: Int) -> Finding {
    let limit = ClusterName.maximumLength
    return Finding(
      NameLength.self, "the name has \(length) characters, \(length - limit) more than \(limit)",
      at: name.place.narrowed(to: limit..<length, of: name.value), help: ["shorten it to \(limit) characters"])
  }
}
