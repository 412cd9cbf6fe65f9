import Catalog
import Documents
import Findings

/// The quotas of one account in one region, as AWS prints them: the output of
/// `aws service-quotas list-service-quotas --service-code ec2`.
///
/// ```json
/// {"Quotas": [{"QuotaArn": "arn:aws:servicequotas:us-east-1:123456789012:ec2/L-1216C47A", "QuotaCode": "L-1216C47A",
///              "QuotaName": "Running On-Demand Standard …", "Value": 64.0, …}, …]}
/// ```
///
/// Only the quotas of vCPUs are read, and of these the fields above. Source: `ListServiceQuotas` and `ServiceQuota` in the API
/// reference of Service Quotas.
struct QuotaSheet {
  /// The region of its quotas.
  let region: String
  /// The vCPUs that each quota allows, by its code.
  let vcpus: [String: Int]

  /// Reads the sheet of an account. Quotas other than those of the catalog are passed over.
  /// - Throws: `GateError.quotaSheet` with every mistake.
  init(_ source: SourceFile, account: String, _ quotas: [Quota]) throws(GateError) {
    let file = DocumentReader.read(source)
    var reader = Reader(account: account, codes: Set(quotas.map(\.code)))
    reader.findings = file.errors.map { $0.adding(help: Reader.remedy(account)) }
    if reader.findings.isEmpty {
      let whole = Place(source: source.name, range: SourceRange(at: .start))
      if file.documents.count == 1, let root = file.documents.first?.root {
        reader.findings = file.documents.flatMap(\.findings)
        reader.read(root)
      } else {
        reader.report("a sheet of quotas is one JSON document", at: whole)
      }
      if reader.findings.isEmpty, reader.regions.isEmpty {
        reader.report("the sheet has no quota of vCPUs: it is not that of the service `ec2`", at: whole)
      }
    }
    guard reader.findings.isEmpty, let region = reader.regions.first?.value else {
      throw .quotaSheet(findings: reader.findings, source: source)
    }
    self.region = region
    vcpus = reader.vcpus.mapValues(\.value)
  }

  /// Reads the list and keeps what is wrong with it.
  private struct Reader {
    let account: String
    let codes: Set<String>
    var findings: [Finding] = []
    var vcpus: [String: Located<Int>] = [:]
    /// Whether it is a sheet of something else, so that one finding is enough.
    private var isOther = false
    /// The regions of the quotas, each once.
    var regions: [Located<String>] = []

    init(account: String, codes: Set<String>) {
      self.account = account
      self.codes = codes
    }

    /// What to do about a sheet that cannot be used.
    static func remedy(_ account: String) -> String {
      "save the output of `aws service-quotas list-service-quotas --service-code ec2 --output json` for the account \(account) again"
    }

    mutating func report(_ message: String, at place: Place, help: String? = nil) {
      findings.append(.configuration(message, at: place, help: [help ?? Self.remedy(account)]))
    }

    mutating func read(_ root: Node) {
      if let token = root["NextToken"], token.kind != Node(.null, at: token.place).kind {
        report(
          "the sheet is only a part of the quotas: it ends with a `NextToken`", at: token.place,
          help: "save all of them: leave out `--max-items` and `--no-paginate`")
      }
      guard let list = root["Quotas"] else {
        return report("the sheet has no list `Quotas`", at: root.place)
      }
      guard let elements = list.elements else {
        return report("`Quotas` should be a list, not \(list.kind)", at: list.place)
      }
      for quota in elements where !isOther { add(quota) }
    }

    private mutating func add(_ quota: Node) {
      guard let code = text("QuotaCode", of: quota) else { return }
      // Quotas of single resources have the codes of those of the account.
      guard codes.contains(code.value), quota["QuotaAppliedAtLevel"]?.text != "RESOURCE" else { return }
      guard let arn = text("QuotaArn", of: quota), isOfAccount(arn), let value = value(of: quota, code.value) else {
        return
      }
      if let known = vcpus[code.value], known.value != value.value {
        return report("\(code.value) is \(value.value) here and \(known.value) before", at: value.place)
      }
      vcpus[code.value] = value
    }

    private mutating func text(_ name: String, of quota: Node) -> Located<String>? {
      guard let node = quota[name] else {
        report("an element of `Quotas` lacks `\(name)`", at: quota.place)
        return nil
      }
      guard let text = node.text else {
        report("`\(name)` should be a string, not \(node.kind)", at: node.place)
        return nil
      }
      return Located(text, at: node.place)
    }

    /// Whether an ARN, `arn:aws:servicequotas:REGION:ACCOUNT:ec2/CODE`, is that of a quota of the account, in the region of the
    /// others.
    private mutating func isOfAccount(_ arn: Located<String>) -> Bool {
      let parts = arn.value.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 6, parts[0] == "arn", parts[2] == "servicequotas", !parts[3].isEmpty,
        parts[5].hasPrefix("ec2/")
      else {
        report("`\(printable(arn.value, limit: 120))` is not the ARN of a quota of EC2", at: arn.place)
        return false
      }
      guard parts[4] == account else {
        isOther = true
        if parts[4].isEmpty {
          report(
            "these are AWS's default quotas, not those of the account \(account)", at: arn.place,
            help: "save the output of `list-service-quotas`, not of `list-aws-default-service-quotas`")
        } else {
          report(
            "the sheet is that of the account \(printable(String(parts[4]), limit: 40)), not of \(account)",
            at: arn.place,
            help: "name it under that account, or save the quotas of \(account)")
        }
        return false
      }
      let region = String(parts[3])
      if let first = regions.first, first.value != region {
        isOther = true
        report(
          "the sheet has quotas of two regions, \(printable(first.value, limit: 40)) and \(printable(region, limit: 40))",
          at: arn.place, help: "save the quotas of each region in a file of its own, and list the files")
        return false
      }
      if regions.isEmpty { regions = [Located(region, at: arn.place)] }
      return true
    }

    private mutating func value(of quota: Node, _ code: String) -> Located<Int>? {
      guard let node = quota["Value"] else {
        report("the quota \(code) lacks `Value`", at: quota.place)
        return nil
      }
      let number: Double
      switch node.value {
      case .integer(let whole): number = Double(whole)
      case .number(let text):
        switch WrittenNumber(text) {
        case .unsigned(let whole): number = Double(whole)
        case .double(let value): number = value
        }
      default:
        report("`Value` of \(code) should be a number, not \(node.kind)", at: node.place)
        return nil
      }
      // Beyond the greatest number that is believed, a double may not be exact; below it, every whole one is.
      guard let whole = Int(exactly: number), (0...AccountSettings.greatest).contains(whole) else {
        report(
          "`Value` of \(code) should be a whole number of vCPUs from 0 to \(AccountSettings.greatest)", at: node.place)
        return nil
      }
      return Located(whole, at: node.place)
    }
  }
}
