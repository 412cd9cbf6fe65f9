/// The quotas of an organization's AWS accounts, as far as it says what they are: by account and region.
public struct AccountQuotas: Sendable {
  private struct Key: Hashable {
    let account: String
    let region: String
  }

  private var regions: [Key: RegionQuotas] = [:]

  /// Whether the organization names no quotas at all. If it does, those of an account may still be unknown.
  public private(set) var isEmpty: Bool

  /// Nothing is known of any account.
  public static let none = AccountQuotas(isEmpty: true)

  /// Quotas of no account yet.
  package init(isEmpty: Bool) { self.isEmpty = isEmpty }

  /// The quotas of an account in a region; nil if nothing is known of them.
  public func quotas(of account: String, in region: String) -> RegionQuotas? {
    regions.isEmpty ? nil : regions[Key(account: account, region: region)]
  }

  /// The regions in which quotas of an account are known, sorted.
  public func regions(of account: String) -> [String] {
    regions.keys.filter { $0.account == account }.map(\.region).sorted()
  }

  /// Adds the quotas of an account in a region.
  package mutating func add(_ quotas: RegionQuotas, of account: String, in region: String) {
    regions[Key(account: account, region: region)] = quotas
    isEmpty = false
  }
}

/// The quotas of one account in one region: what AWS allows, and what is in use already.
public struct RegionQuotas: Sendable {
  /// The vCPUs that each quota allows, by its code.
  private let applied: [String: Int]
  /// The vCPUs that are in use already, by the code of the quota.
  private let inUse: [String: Int]

  /// Creates quotas from vCPUs by codes. What is absent is unknown.
  package init(applied: [String: Int], inUse: [String: Int]) {
    self.applied = applied
    self.inUse = inUse
  }

  /// What is known of the quota with a code.
  public func quota(_ code: String) -> AppliedQuota { AppliedQuota(vcpus: applied[code], inUse: inUse[code]) }
}

/// What is known of one quota of an account in a region.
public struct AppliedQuota: Sendable, Equatable {
  /// The vCPUs that it allows to run at the same time; nil if unknown.
  public let vcpus: Int?
  /// The vCPUs that run already; nil if unknown.
  public let inUse: Int?

  /// The vCPUs that are left; nil if it is unknown what the quota allows. If it is unknown what runs already, nothing counts as
  /// running, so that there may be less.
  public var mostLeft: Int? { vcpus.map { max(0, $0 - (inUse ?? 0)) } }

  /// The vCPUs that are left; nil if anything about it is unknown.
  public var left: Int? { inUse == nil ? nil : mostLeft }
}
