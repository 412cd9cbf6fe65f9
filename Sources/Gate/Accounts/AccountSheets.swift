import Catalog
import Documents
import Findings
import Platform
import Rules
import Spelling

extension Configuration {
  /// The ids of the accounts whose quotas the configuration names, sorted.
  public var quotaAccounts: [String] { accounts.map(\.account.value).sorted() }

  /// Reads the sheets of the accounts that the configuration names.
  ///
  /// AWS prints a hundred kilobytes for each, so that reading those of many accounts takes longer than a check.
  /// - Parameter wanted: The accounts that are needed; nil for all.
  /// - Throws: `GateError` for a sheet that cannot be read or used, and for what is in use of a quota or in a region that does
  ///   not exist.
  func accountQuotas(_ catalog: Catalog, of wanted: Set<String>? = nil) throws(GateError) -> AccountQuotas {
    var known = AccountQuotas(isEmpty: accounts.isEmpty)
    guard let source else { return known }
    for account in accounts where wanted?.contains(account.account.value) ?? true {
      var sheets: [(file: Located<String>, sheet: QuotaSheet)] = []
      for path in account.sheets {
        let file: SourceFile
        do throws(FileError) { file = try SourceFile(reading: path.value) } catch { throw placed(.file(error)) }
        let sheet = try QuotaSheet(file, account: account.account.value, catalog.quotas)
        if catalog.regions[sheet.region] == nil {
          throw .configuration(
            findings: [
              .configuration(
                "the sheet is of the region `\(printable(sheet.region, limit: 40))`, which does not exist",
                at: path.place,
                help: [
                  Spelling.nearest(to: sheet.region, in: catalog.regions.keys.sorted()).first.map {
                    Spelling.question($0)
                  }
                    ?? "save it again: `aws service-quotas list-service-quotas --service-code ec2`"
                ])
            ], source: source)
        }
        if let other = sheets.first(where: { $0.sheet.region == sheet.region }) {
          throw .configuration(
            findings: [
              .configuration(
                "two sheets of the account \(account.account.value) are of the region \(printable(sheet.region, limit: 40))",
                at: path.place,
                help: ["keep the newer one; the other is \(printable(other.file.value, limit: 200))"])
            ], source: source)
        }
        sheets.append((path, sheet))
      }
      let findings = account.inUse.compactMap { Self.mistake($0, sheets.map(\.sheet.region), catalog) }
      guard findings.isEmpty else { throw .configuration(findings: findings, source: source) }
      for (_, sheet) in sheets {
        let inUse = account.inUse.filter { $0.region == nil || $0.region?.value == sheet.region }
        known.add(
          RegionQuotas(
            applied: sheet.vcpus,
            inUse: Dictionary(inUse.map { ($0.code.value, $0.vcpus) }, uniquingKeysWith: { first, _ in first })),
          of: account.account.value, in: sheet.region)
      }
    }
    return known
  }

  /// What is wrong with a number of vCPUs in use; nil if nothing.
  private static func mistake(_ inUse: AccountSettings.InUse, _ regions: [String], _ catalog: Catalog) -> Finding? {
    let names = regions.map { printable($0, limit: 40) }
    if let region = inUse.region {
      if !regions.contains(region.value) {
        return .configuration(
          "there is no sheet of the region `\(printable(region.value, limit: 80))`", at: region.place,
          help: [
            Spelling.nearest(to: region.value, in: regions).first.map { Spelling.question($0) }
              ?? "the sheets are of " + names.joined(separator: ", ")
          ])
      }
    } else if regions.count > 1 {
      return .configuration(
        "there are sheets of \(regions.count) regions, and this does not say in which of them it is in use",
        at: inUse.code.place,
        help: ["write `inUse: {\(names[0]): {\(printable(inUse.code.value, limit: 40)): \(inUse.vcpus)}}`"])
    }
    let codes = catalog.quotas.map(\.code)
    guard !codes.contains(inUse.code.value) else { return nil }
    return .configuration(
      "the catalog has no quota of vCPUs `\(printable(inUse.code.value, limit: 80))`", at: inUse.code.place,
      help: [
        Spelling.nearest(to: inUse.code.value, in: codes).first.map { Spelling.question($0) }
          ?? "a sheet has the codes as `QuotaCode`"
      ])
  }
}
