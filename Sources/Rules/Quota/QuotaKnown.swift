import Catalog
import Costs
import Findings
import Requests

struct QuotaKnown: Rule {
  static let code: RuleCode = "TG904"
  static let name = "quota-known"
  static let severity = Severity.note
  static let documentation = RuleDocumentation(
    checks: """
      Where the configuration names the quotas of accounts, it is known for every listed type whether it fits: the account and \
      the region have a sheet, the sheet has the quota, and the catalog knows which quota counts the type and how many vCPUs it \
      has.
      """,
    why: "What is not known is not compared: that nothing is found about it does not say that it fits.",
    example: "spec: {region: us-west-2} # with a sheet of us-east-1 alone",
    fixed: "spec: {region: us-east-1}",
    fix: "Save the quotas of the account in the region, and name the file under `accounts` in tollgate.yaml."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard !context.accounts.isEmpty, draft.capacityReservation?.value != true, let role = context.roleARN, role.isRole,
      let region = draft.region, context.comparison != nil
    else { return [] }
    guard let fit = context.quotaFit else {
      let account = printable(role.account.text, limit: 40)
      let others = context.accounts.regions(of: role.account.text)
      return [
        Finding(
          Self.self,
          "the quotas of the account \(account) in \(printable(region.value, limit: 40)) are not known, so that nothing is compared with them",
          at: others.isEmpty ? role.place(of: role.account) : region.place,
          help: ["save them, and name the file under `accounts` in tollgate.yaml"],
          notes: others.isEmpty ? [] : ["the configuration has those in " + others.joined(separator: ", ")])
      ]
    }
    return reasons(fit).map { type, reason in
      let subject = type.map { "`\(printable($0, limit: 80))` fits" } ?? "the management nodes fit"
      return Finding(
        Self.self, "whether \(subject) into a quota is not known: \(reason)",
        at: draft.instanceTypes.first { $0.value == type }?.place ?? draft.costSavings?.place ?? draft.place)
    }
  }

  /// The types of which it is not known whether they fit, and why; without a type, about management nodes.
  private func reasons(_ fit: QuotaFit) -> [(type: String?, reason: String)] {
    let listed = fit.need.listed.compactMap { type -> (type: String?, reason: String)? in
      guard let quota = type.quota else { return (type.name, "the catalog does not know which quota counts it") }
      guard type.vcpus != nil else { return (type.name, "the catalog does not know how many vCPUs it has") }
      return fit.left(quota) == nil ? (type.name, "the account's sheet lacks the quota \(quota.code)") : nil
    }
    let names = fit.need.listed.map(\.name)
    let management =
      fit.need.uncounted.filter { !names.contains($0) }.map {
        "the catalog does not know which quota counts `\(printable($0, limit: 80))`, or how many vCPUs it has"
      }
      + fit.need.management.map(\.quota).filter { quota in
        fit.left(quota) == nil && !fit.need.listed.contains { $0.quota == quota }
      }.map { "the account's sheet lacks the quota \($0.code)" }
    return listed + management.map { (nil, $0) }
  }
}
