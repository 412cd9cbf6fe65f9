import Catalog
import Costs
import Findings
import Money
import Requests

struct QuotaDefault: Rule {
  static let code: RuleCode = "TG903"
  static let name = "quota-default"
  static let severity = Severity.warning
  static let documentation = RuleDocumentation(
    checks: """
      Where the quotas of the account are not configured, no listed type is one of which a new account may run none: most \
      accelerators, and types with very much memory.
      """,
    why: """
      Every account begins with a quota of 0 vCPUs for these types. Until AWS has raised it, which takes hours to days, a \
      cluster of them fails with VcpuLimitExceeded, an hour after it was asked for.
      """,
    example: "spec: {instanceTypes: [g6.xlarge]}",
    fixed: "spec: {instanceTypes: [g6.xlarge], capacityReservation: true}",
    fix: """
      Name the account's quotas under `accounts` in tollgate.yaml, so that Tollgate compares with them. If the capacity is \
      reserved, say `capacityReservation: true`.
      """
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard draft.capacityReservation?.value != true else { return [] }
    var found: [(quota: Quota, types: [Located<String>])] = []
    for type in context.requestedTypes where type.type != nil && !type.offering.isAbsent {
      guard let quota = context.catalog.quota(of: type.name.value), quota.defaultVCPUs == 0 else { continue }
      if let index = found.firstIndex(where: { $0.quota.code == quota.code }) {
        if !found[index].types.contains(where: { $0.value == type.name.value }) { found[index].types.append(type.name) }
      } else {
        found.append((quota, [type.name]))
      }
    }
    guard !found.isEmpty, context.quotas(of: draft) == nil,
      context.comparison?.selectedEstimate.computeNodes.high != .zero
    else { return [] }
    return found.map { finding($0, $1, draft, context) }
  }

  private func finding(
    _ quota: Quota, _ types: [Located<String>], _ draft: RequestDraft, _ context: RuleContext
  ) -> Finding {
    let names = types.map { "`\($0.value)`" }.joined(separator: " or ")
    var help = ["name the account's quotas under `accounts` in tollgate.yaml, or say that the capacity is reserved"]
    let needed = context.comparison?.selectedEstimate.vcpus.total.first { $0.quota == quota }
    if let region = draft.region?.value, let needed {
      help.append(QuotaFit.increase(of: quota, to: needed.vcpus.high, in: printable(region, limit: 40)))
    }
    return Finding(
      Self.self, "a new AWS account cannot run \(names): its quota \(quota.code), `\(quota.name)`, is 0 by default",
      at: types[0].place, help: help)
  }
}
