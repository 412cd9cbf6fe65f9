import Catalog
import Costs
import Findings
import Requests

extension QuotaFit {
  /// The finding about what does not fit.
  func finding(_ rule: (some Rule).Type, _ shortage: Shortage, in draft: RequestDraft) -> Finding {
    let mode = Self.words(mode)
    guard let type = shortage.type else {
      let needs = Self.needs(shortage.size, shortage.needed)
      return Finding(
        rule,
        "the account \(account) has \(Self.vcpus(shortage.left)) left for management nodes in \(region), and \(mode) \(needs)",
        at: draft.costSavings?.place ?? draft.place, help: help(shortage), notes: [quota(shortage)])
    }
    let place = draft.instanceTypes.first { $0.value == type.name }?.place ?? draft.instanceTypesPlace
    let room = room(type, at: shortage.size) ?? 0
    return Finding(
      rule,
      "the account \(account) can run \(Self.nodes(room)) of `\(type.name)` in \(region), and \(mode) \(Self.needs(shortage.size, need.nodes))",
      at: place, help: help(shortage), notes: [quota(shortage), sum(shortage)] + others(than: type))
  }

  /// What the quota allows and has left.
  private func quota(_ shortage: Shortage) -> String {
    let applied = quotas.quota(shortage.quota.code)
    let name = "\(shortage.quota.code), `\(shortage.quota.name)`, is \(applied.vcpus.map(Self.vcpus) ?? "unknown")"
    if applied.vcpus == 0 { return name }
    guard let inUse = applied.inUse else {
      return name + "; how many are in use is not configured, and none are counted"
    }
    return name + ", \(inUse) of them in use"
  }

  /// What the cluster needs of the quota.
  private func sum(_ shortage: Shortage) -> String {
    let needed = shortage.needed
    let management = need.vcpus(of: shortage.quota, using: nil).high
    let part = management == 0 ? "" : ", with \(management) for management nodes"
    return needed.low == needed.high
      ? "the cluster needs \(needed.low) of it\(part)"
      : "the cluster needs \(needed.low) of it at least, \(needed.expected) as expected and \(needed.high) at most\(part)"
  }

  /// How the other listed types fit.
  private func others(than type: VCPUNeed.ListedType) -> [String] {
    let others = need.listed.filter { $0.name != type.name }
    guard !others.isEmpty else { return [] }
    let words = others.map { other in
      let fit =
        if let shortage = shortage(of: other) {
          "\(room(other, at: shortage.size) ?? 0) of \(shortage.size.part(of: need.nodes))"
        } else if other.vcpus == nil || other.quota.flatMap({ left($0) }) == nil {
          "unknown"
        } else {
          "all"
        }
      return "`\(printable(other.name, limit: 80))` \(fit)"
    }
    return ["nodes of the other listed types that fit: " + words.joined(separator: ", ")]
  }

  private func help(_ shortage: Shortage) -> [String] {
    var help: [String] = []
    if let type = shortage.type, mode == .normal, let room = room(type, at: shortage.size), room > 0 {
      help.append("the largest request for `\(type.name)` that fits now has \(Self.nodes(room))")
    }
    if let other = otherMode(using: shortage.type) {
      let setting = other == .costSavings ? "`costSavings: true`" : "`costSavings: false`"
      help.append("\(Self.words(other)) fits: \(setting)")
    }
    // What is asked for is enough for every size; for management nodes, also for compute nodes of the largest listed type.
    let whole = shortage.type == nil ? need.total.first { $0.quota == shortage.quota }?.vcpus.high : nil
    let inUse = quotas.quota(shortage.quota.code).inUse ?? 0
    help.append(Self.increase(of: shortage.quota, to: inUse + max(whole ?? 0, shortage.needed.high), in: region))
    return help
  }

  /// The command line that asks AWS for a greater quota.
  static func increase(of quota: Quota, to vcpus: Int, in region: String) -> String {
    "ask for more: `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code \(quota.code) --desired-value \(vcpus) --region \(region)`"
  }

  private static func words(_ mode: PerformanceProfile) -> String {
    mode == .normal ? "normal mode" : "cost-savings mode"
  }

  private static func needs(_ size: Size, _ bounds: Bounds<Int>) -> String {
    switch size {
    case .minimum where bounds.low == bounds.high: "needs \(bounds.low)"
    case .minimum: "needs at least \(bounds.low)"
    case .expected: "is expected to need \(bounds.expected)"
    case .greatest: "may need \(bounds.high)"
    }
  }

  private static func nodes(_ count: Int) -> String {
    count == 0 ? "no node" : count == 1 ? "1 node" : "\(count) nodes"
  }

  static func vcpus(_ count: Int) -> String { count == 1 ? "1 vCPU" : "\(count) vCPUs" }
}
