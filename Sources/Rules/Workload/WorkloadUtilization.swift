import Findings
import Money
import Requests

struct WorkloadUtilization: Rule {
  static let code: RuleCode = "TG503"
  static let name = "workload-utilization"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The utilisation is a decimal from 0 to 1 with at most nine decimal places.",
    why: "It is the share of the nodes above the minimum that is in use; 35 per cent is 0.35, not 35.",
    example: "spec: {workload: {utilization: 35}}",
    fixed: "spec: {workload: {utilization: 0.35}}",
    fix: "Write a share between 0 and 1."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let written = draft.utilization else { return [] }
    guard let value = Quantity(written.value) else { return [.notPlain(written)] }
    return Workload.utilizationRange.contains(value) ? [] : [.outOfRange(written, value)]
  }
}

extension Finding {
  fileprivate static func notPlain(_ written: Located<String>) -> Finding {
    Finding(
      WorkloadUtilization.self, "the utilisation `\(printable(written.value, limit: 40))` is not a plain decimal",
      at: written.place, help: ["write a share from 0 to 1 with at most nine decimal places, such as `0.35`"])
  }

  fileprivate static func outOfRange(_ written: Located<String>, _ value: Quantity) -> Finding {
    let hundredth = Quantity("0.01").flatMap { try? value.multiplied(by: $0) }
    let share = hundredth.flatMap { $0 > .zero && $0 <= .one ? $0 : nil }
    return Finding(
      WorkloadUtilization.self, "the utilisation is \(printable(written.value, limit: 40)), not between 0 and 1",
      at: written.place, help: [share.map { "write `\($0)` for \(value) per cent" } ?? "write a share from 0 to 1"])
  }
}
