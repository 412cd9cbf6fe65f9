import Catalog
import Costs
import Findings
import Requests

/// Whether the nodes of a request fit into the quotas of its account, in the mode that it asks for.
///
/// Each listed type is looked at as if all nodes of the request were of it. A cluster cannot start if not even all listed types
/// together, each in its own quota, can be its smallest number of nodes. What is not known never counts as too little.
final class QuotaFit: Sendable {  // a class, so that rules do not copy it
  /// A size of a cluster.
  enum Size: CaseIterable {
    case minimum, expected, greatest
  }

  /// A size that does not fit.
  struct Shortage {
    /// The type of all nodes of the request; nil for the nodes that every cluster has, such as management nodes.
    let type: VCPUNeed.ListedType?
    let quota: Quota
    /// The smallest size that does not fit.
    let size: Size
    /// The vCPUs that the cluster needs of the quota.
    let needed: Bounds<Int>
    /// The vCPUs that the quota has left.
    let left: Int
  }

  let account: String
  let region: String
  let mode: PerformanceProfile
  let need: VCPUNeed
  let quotas: RegionQuotas
  private let comparison: Comparison

  /// Nil if nothing is known of the account's quotas, if the request is not complete, or if its capacity is reserved.
  init?(_ draft: RequestDraft, in context: RuleContext) {
    guard let quotas = context.quotas(of: draft), let comparison = context.comparison,
      let account = context.roleARN?.account.text, let region = draft.region?.value,
      draft.capacityReservation?.value != true
    else { return nil }
    self.account = account
    self.region = region
    self.quotas = quotas
    self.comparison = comparison
    mode = comparison.selected
    need = comparison.selectedEstimate.vcpus
  }

  /// The vCPUs that a quota has left at most; nil if the sheet lacks it.
  func left(_ quota: Quota) -> Int? { quotas.quota(quota.code).mostLeft }

  /// The most nodes of a type that fit beside those that every cluster has at a size; nil if it is not known.
  func room(_ type: VCPUNeed.ListedType, at size: Size) -> Int? {
    guard let quota = type.quota, let one = type.vcpus, one > 0, let left = left(quota) else { return nil }
    return max(0, left - size.part(of: need.vcpus(of: quota, using: nil))) / one
  }

  /// What does not fit of the nodes that every cluster has. Where a listed type is of the same quota, only the minimum is looked
  /// at: the type has them in its sum.
  var ofManagement: [Shortage] {
    need.management.compactMap { part in
      guard let found = shortage(part.quota, part.vcpus, nil) else { return nil }
      let isInSum = need.listed.contains { $0.quota == part.quota }
      return found.size == .minimum || !isInSum ? found : nil
    }
  }

  /// What does not fit if all nodes of the request are of a type; nil if everything does, or if it is not known.
  func shortage(of type: VCPUNeed.ListedType) -> Shortage? {
    guard let quota = type.quota, type.vcpus != nil else { return nil }
    return shortage(quota, need.vcpus(of: quota, using: type), type)
  }

  /// Whether the cluster cannot have its smallest number of nodes, whichever of the listed types they are.
  var cannotStart: Bool {
    if ofManagement.contains(where: { $0.size == .minimum }) { return true }
    guard need.nodes.low > 0 else { return false }
    var rooms: [String: Int] = [:]
    for type in need.listed {
      guard let quota = type.quota, let room = room(type, at: .minimum) else { return false }
      rooms[quota.code] = max(rooms[quota.code] ?? 0, room)
    }
    // INVARIANT: a room is at most a quota's vCPUs, so that no sum of them overflows.
    return rooms.values.reduce(0, +) < need.nodes.low
  }

  /// The other mode, if a cluster may have it and it fits for sure at every size, with all nodes of a type. Without a type, any
  /// listed one will do.
  func otherMode(using type: VCPUNeed.ListedType?) -> PerformanceProfile? {
    guard let other = comparison.modes.first(where: { $0 != mode }) else { return nil }
    let need = comparison.estimate(in: other).vcpus
    func fits(_ type: VCPUNeed.ListedType?) -> Bool {
      if let type, type.quota == nil || type.vcpus == nil { return false }
      let quotas = need.management.map(\.quota) + [type?.quota].compactMap(\.self)
      return quotas.allSatisfy { quota in
        left(quota).map { need.vcpus(of: quota, using: type).high <= $0 } ?? false
      }
    }
    // A mode without nodes of listed types lists none.
    let isFit = need.listed.isEmpty ? fits(nil) : type.map { fits($0) } ?? need.listed.contains { fits($0) }
    return isFit ? other : nil
  }

  private func shortage(_ quota: Quota, _ needed: Bounds<Int>, _ type: VCPUNeed.ListedType?) -> Shortage? {
    guard let left = left(quota) else { return nil }
    let size = Size.allCases.first { $0.part(of: needed) > left }
    return size.map { Shortage(type: type, quota: quota, size: $0, needed: needed, left: left) }
  }
}

extension QuotaFit.Size {
  /// The number for this size.
  func part(of bounds: Bounds<Int>) -> Int {
    switch self {
    case .minimum: bounds.low
    case .expected: bounds.expected
    case .greatest: bounds.high
    }
  }
}

extension RuleContext {
  /// What is known of the quotas of a request's account in its region; nil if nothing is.
  func quotas(of draft: RequestDraft) -> RegionQuotas? {
    guard !accounts.isEmpty, let account = roleARN?.account.text, let region = draft.region?.value else { return nil }
    return accounts.quotas(of: account, in: region)
  }
}
