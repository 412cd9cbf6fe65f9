import CEL
import Catalog
import Requests
import Rules

/// A quota of vCPUs in an expression: `quota('L-DB2E81BA').vcpus`. What it allows and what is in use are those of the account
/// and the region of the request, as far as the configuration names them.
struct QuotaValue: Structure {
  let quota: Quota
  /// What is known of it; nil if the configuration names no quotas of the account in the region.
  let applied: AppliedQuota?
  let account: String?
  let region: String?

  static let structureType = StructureType<QuotaValue>("quota") {
    Field("code") { $0.quota.code }
    Field("name") { $0.quota.name }
    Field("purchase") { $0.quota.purchase.rawValue }
    Field("default") { $0.quota.defaultVCPUs }
    Field("vcpus", .int) { $0.known($0.applied?.vcpus, "how many vCPUs it allows") }
    Field("inUse", .int) { $0.known($0.applied?.inUse, "how many of its vCPUs are in use") }
    Field("available", .int) { $0.known($0.applied?.left, "how many of its vCPUs are left") }
  }

  private func known(_ number: Int?, _ what: String) -> Value {
    if let number { return .int(Int64(number)) }
    let place = [account.map { "the account \($0)" }, region.map { "in \($0)" }].compactMap(\.self)
    return .error(
      EvaluationError(
        .noSuchField,
        "the configuration does not say of \(quota.code) \(what), for \(place.isEmpty ? "an unknown account" : place.joined(separator: " "))"
      ))
  }

  /// `quota(CODE)`, of the account and the region of the request.
  static func function(_ catalog: Catalog, _ accounts: AccountQuotas) -> Function {
    Function("quota", .global, [.string], returns: valueType, cost: 1, reading: [PolicyVariables.object]) { arguments in
      guard case .string(let code)? = arguments.first else { return .null }
      guard let quota = catalog.quota(code: code) else {
        return .error(
          EvaluationError(.invalidArgument, "the catalog of \(catalog.asOf) knows no quota of vCPUs `\(code)`"))
      }
      let region = ObjectText.region(of: arguments.last)
      let account = ObjectText.roleARN(of: arguments.last).flatMap { ClusterRequest.account(ofRole: $0) }
      var applied: AppliedQuota?
      if let account, let region { applied = accounts.quotas(of: account, in: region)?.quota(code) }
      return QuotaValue(quota: quota, applied: applied, account: account, region: region).value
    }
  }
}
