import Findings
import Requests

struct InstanceTypeDuplicate: Rule {
  static let code: RuleCode = "TG412"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-duplicate"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "No instance type is listed twice.",
    why: "The second has no effect; often another type was meant.",
    example: "spec: {instanceTypes: [m5.xlarge, m5.xlarge]}",
    fixed: "spec: {instanceTypes: [m5.xlarge]}",
    fix: "Remove the second, or write the type that was meant."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard draft.instanceTypes.count > 1 else { return [] }
    var first: [String: Place] = [:]
    return draft.instanceTypes.enumerated().compactMap { index, type in
      guard let earlier = first[type.value] else {
        first[type.value] = type.place
        return nil
      }
      return .duplicate(type, first: earlier.range.start, after: draft.instanceTypes[index - 1].place)
    }
  }
}

extension Finding {
  fileprivate static func duplicate(_ type: Located<String>, first: SourcePosition, after previous: Place) -> Finding {
    var finding = Finding(
      InstanceTypeDuplicate.self, "the instance type `\(printable(type.value, limit: 80))` is listed twice",
      at: type.place, help: ["remove one of the two"],
      notes: ["it is first listed at line \(first.line), column \(first.column)"])
    finding.edit = .removal(of: type.place, after: previous)
    return finding
  }
}
