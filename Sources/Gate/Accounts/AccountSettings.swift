import Documents
import Findings
import Requests

/// An element of `accounts` in a configuration: an AWS account, the sheets of its quotas, and what is in use already.
struct AccountSettings: Sendable {
  /// The twelve digits of the account, where they stand.
  let account: Located<String>
  /// The files with its quotas, one for each region.
  let sheets: [Located<String>]
  /// What is in use, by region and quota.
  let inUse: [InUse]

  /// The vCPUs of a quota that are in use.
  struct InUse: Sendable {
    /// The region; nil if it is that of the account's only sheet.
    let region: Located<String>?
    /// The code of the quota.
    let code: Located<String>
    /// How many vCPUs are in use.
    let vcpus: Int
  }

  /// The greatest number of vCPUs that is believed: a thousand times as many as any account has.
  static let greatest = 1_000_000_000

  private static let fields = [
    TreeDecoder.Field("quotas", "quotas: quotas.json"), TreeDecoder.Field("inUse", "inUse: {L-1216C47A: 64}"),
  ]

  /// Reads `accounts` of a configuration.
  /// - Parameter path: A path as the program opens it, from one as the configuration writes it.
  static func all(
    in configuration: TreeDecoder.Fields?, _ decoder: inout TreeDecoder, resolving path: (String) -> String
  ) -> [AccountSettings] {
    guard let node = decoder.value("accounts", in: configuration) else { return [] }
    decoder.mayBe(.mapping, node)
    guard case .mapping(let members) = node.value else {
      decoder.report(.wrongType("accounts", expected: "a mapping", node))
      return []
    }
    return members.compactMap { AccountSettings($0, &decoder, resolving: path) }
  }

  private init?(_ member: Node.Member, _ decoder: inout TreeDecoder, resolving path: (String) -> String) {
    account = member.key
    if !ClusterRequest.isAccount(account.value) {
      decoder.report(
        .configuration(
          "`\(printable(account.value, limit: 80))` is not the id of an AWS account", at: account.place,
          help: ["write its twelve digits in quotes: `\"123456789012\"`"]))
    }
    guard
      let fields = decoder.fields(
        of: member.value, title: account.value, at: account.place, known: Self.fields)
    else { return nil }
    var sheets: [Located<String>] = []
    if let node = decoder.value("quotas", in: fields, isRequired: true) {
      decoder.mayBe(.list, node)
      let nodes = node.elements ?? [node]
      if nodes.isEmpty {
        decoder.report(
          .configuration(
            "`quotas` names no file", at: node.place,
            help: ["name what `aws service-quotas list-service-quotas --service-code ec2` printed"]))
      }
      sheets = nodes.compactMap { decoder.string($0, title: "quotas") }
    }
    self.sheets = sheets.map { $0.map(path) }
    inUse = Self.inUse(in: fields, &decoder)
  }

  /// Reads vCPUs by quota, or by region and quota.
  private static func inUse(in fields: TreeDecoder.Fields, _ decoder: inout TreeDecoder) -> [InUse] {
    guard let node = decoder.value("inUse", in: fields) else { return [] }
    decoder.mayBe(.mapping, node)
    guard case .mapping(let members) = node.value else {
      decoder.report(.wrongType("inUse", expected: "a mapping", node))
      return []
    }
    var found: [InUse] = []
    for member in members {
      guard case .mapping(let quotas) = member.value.value else {
        found += [vcpus(member, in: nil, &decoder)].compactMap(\.self)
        continue
      }
      decoder.mayBe(.mapping, member.value)
      found += quotas.compactMap { vcpus($0, in: member.key, &decoder) }
    }
    if let byQuota = found.first(where: { $0.region == nil }), found.contains(where: { $0.region != nil }) {
      decoder.report(
        .configuration(
          "`inUse` is given by quota and by region at once", at: byQuota.code.place,
          help: ["write it by quota for an account with one sheet, or by region and quota"]))
    }
    return found
  }

  private static func vcpus(
    _ member: Node.Member, in region: Located<String>?, _ decoder: inout TreeDecoder
  ) -> InUse? {
    guard let number = decoder.integer(member.value, title: member.key.value) else { return nil }
    guard (0...greatest).contains(number.value) else {
      decoder.report(
        .configuration(
          "`\(printable(member.key.value, limit: 80))` is \(number.value), not a number of vCPUs from 0 to \(greatest)",
          at: number.place))
      return nil
    }
    return InUse(region: region, code: member.key, vcpus: number.value)
  }
}

extension Finding {
  /// An error in a configuration, or in a file that it names.
  static func configuration(_ message: String, at place: Place, help: [String] = []) -> Finding {
    Finding(code: .configuration, severity: .error, message: message, place: place, help: help)
  }
}
