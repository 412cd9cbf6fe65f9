import Catalog
import Findings
import Requests

struct InstanceTypeBurstable: Rule {
  static let code: RuleCode = "TG411"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-type-burstable"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: "No requested instance type is burstable.",
    why: """
      The `t` families run at full speed only while credits last; training slows down to a fraction, or, in unlimited \
      mode, costs more than the price shown here.
      """,
    example: "spec: {instanceTypes: [t3.medium]}",
    fixed: "spec: {instanceTypes: [m5.large]}",
    fix: "Use an `m` or `c` type."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    context.requestedTypes
      .filter { $0.specification?.isBurstable ?? false }
      .map { type in
        Finding(
          Self.self, "the instance type `\(type.name.value)` is burstable: it slows down when its credits are used up",
          at: type.name.place, help: ["use an `m` or `c` type for steady work"])
      }
  }
}
