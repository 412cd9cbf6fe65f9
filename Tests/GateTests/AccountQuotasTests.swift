import Catalog
import Documents
import Findings
import Foundation
import Platform
import Rules
import TestSupport
import Testing

@testable import Gate

/// `accounts` of a configuration, and the sheets of quotas that it names.
@Suite struct AccountQuotasTests {
  private static let folder = Repository.path + "/Tests/Quotas"

  /// The configuration with `accounts` beside the fixtures.
  private func configuration(_ accounts: String) throws -> Configuration {
    let text = "apiVersion: tollgate/v1\nkind: Configuration\naccounts:\n  \(accounts)\n"
    return try Configuration(SourceFile(name: Self.folder + "/tollgate.yaml", text: text))
  }

  private func quotas(_ accounts: String) throws -> AccountQuotas {
    try configuration(accounts).accountQuotas(Repository.catalog.get())
  }

  /// What is wrong with `accounts`, in their place.
  private func mistakes(_ accounts: String) throws -> [String] {
    do {
      _ = try quotas(accounts)
      return []
    } catch let error as GateError {
      switch error {
      case .configuration(let findings, _), .quotaSheet(let findings, _):
        return findings.map {
          "\($0.place.range.start.line): \($0.message)".replacing(Self.folder + "/", with: "")
        }
      default: return ["\(error)"]
      }
    }
  }

  @Test func `the sheet of a fresh account is read as AWS prints it`() throws {
    let known = try quotas(#""123456789012": {quotas: fresh.json}"#)
    #expect(!known.isEmpty)
    #expect(known.regions(of: "123456789012") == ["us-east-1"])
    let region = try #require(known.quotas(of: "123456789012", in: "us-east-1"))
    for quota in try Repository.catalog.get().quotas {
      #expect(region.quota(quota.code).vcpus == quota.defaultVCPUs)
      #expect(region.quota(quota.code).inUse == nil)
      #expect(region.quota(quota.code).left == nil)
      #expect(region.quota(quota.code).mostLeft == quota.defaultVCPUs)
    }
    // Elastic IPs are no vCPUs.
    #expect(region.quota("L-0263D0A3").vcpus == nil)
    #expect(known.quotas(of: "123456789012", in: "us-west-2") == nil)
    #expect(known.quotas(of: "210987654321", in: "us-east-1") == nil)
  }

  @Test func `an account may have a sheet for each region, and what is in use there`() throws {
    let known = try quotas(
      """
      "210987654321":
          quotas: [large.json, large-us-west-2.json]
          inUse: {us-east-1: {L-1216C47A: 2000}, us-west-2: {L-DB2E81BA: 80}}
      """)
    let (east, west) = (
      try #require(known.quotas(of: "210987654321", in: "us-east-1")),
      try #require(known.quotas(of: "210987654321", in: "us-west-2"))
    )
    #expect(known.regions(of: "210987654321") == ["us-east-1", "us-west-2"])
    #expect(east.quota("L-1216C47A").left == 48)
    #expect(east.quota("L-DB2E81BA").left == nil && east.quota("L-DB2E81BA").mostLeft == 768)
    #expect(west.quota("L-1216C47A").vcpus == 512)
    // More than it allows may be in use: AWS can lower a quota.
    #expect(west.quota("L-DB2E81BA").left == 0)
    // The sheet lacks it, so it is unknown, whatever the default is.
    #expect(east.quota("L-43DA4232").vcpus == nil && east.quota("L-43DA4232").mostLeft == nil)
  }

  @Test func `only the sheets of the accounts that are asked for are read`() throws {
    let configuration = try configuration(
      """
      "123456789012": {quotas: broken.json}
        "210987654321": {quotas: large.json}
      """)
    let catalog = try Repository.catalog.get()
    #expect(configuration.quotaAccounts == ["123456789012", "210987654321"])
    let some = try configuration.accountQuotas(catalog, of: ["210987654321", "999999999999"])
    #expect(some.quotas(of: "210987654321", in: "us-east-1") != nil)
    let none = try configuration.accountQuotas(catalog, of: [])
    #expect(!none.isEmpty && none.quotas(of: "210987654321", in: "us-east-1") == nil)
    #expect(throws: GateError.self) { try configuration.accountQuotas(catalog) }
    #expect(throws: GateError.self) { try configuration.accountQuotas(catalog, of: ["123456789012"]) }
  }

  @Test func `a check reads the sheets of its requests' accounts, and others when it comes to them`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      apiVersion: tollgate/v1
      kind: Configuration
      catalog: \(Repository.catalogPath)
      accounts:
        "123456789012": {quotas: \(Self.folder)/fresh.json}
        "210987654321": {quotas: \(Self.folder)/large.json}
        "999999999999": {quotas: \(Self.folder)/broken.json}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/tollgate.yaml"))
    var options = CheckRun.Options(configuration: folder + "/tollgate.yaml", asOf: Repository.day)
    options.loader = Repository.loader
    var engine = try CheckEngine(options)
    func codes(_ account: String) throws -> [String] {
      let patch = "spec: {costSavings: false, roleArn: \"arn:aws:iam::\(account):role/x\"}"
      let drafts = RequestText.drafts(try RequestText.patched(patch), name: "a.json")
      return try engine.verdicts(on: drafts).verdicts.flatMap(\.findings).map(\.code.description)
    }
    #expect(try codes("210987654321") == [])
    #expect(try codes("123456789012") == ["TG901"])
    #expect(try codes("210987654321") == [])
    #expect(try codes("111111111111") == ["TG904"])
    #expect(throws: GateError.self) { try codes("999999999999") }
  }

  @Test func `with one sheet the region need not be said`() throws {
    let known = try quotas(#""123456789012": {quotas: fresh.json, inUse: {L-1216C47A: 3}}"#)
    #expect(known.quotas(of: "123456789012", in: "us-east-1")?.quota("L-1216C47A").left == 2)
  }

  @Test(arguments: [
    (#""12345": {quotas: fresh.json}"#, "4: `12345` is not the id of an AWS account"),
    (#""12345678901x": {quotas: fresh.json}"#, "4: `12345678901x` is not the id of an AWS account"),
    (#""123456789012": {}"#, "4: `123456789012` lacks the field `quotas`"),
    (#""123456789012": {quotas: []}"#, "4: `quotas` names no file"),
    (#""123456789012": {quotas: 5}"#, "4: `quotas` should be a string, not a whole number"),
    (#""123456789012": fresh.json"#, "4: `123456789012` should be a mapping, not a string"),
    (#""123456789012": {quotas: fresh.json, used: {}}"#, "4: `123456789012` has no field `used`"),
    (#""123456789012": {quotas: fresh.json, inUse: 5}"#, "4: `inUse` should be a mapping, not a whole number"),
    (
      #""123456789012": {quotas: fresh.json, inUse: {L-1216C47A: -1}}"#,
      "4: `L-1216C47A` is -1, not a number of vCPUs from 0 to 1000000000"
    ),
    (
      #""123456789012": {quotas: fresh.json, inUse: {L-1216C47A: 1.5}}"#,
      "4: `L-1216C47A` should be a whole number, not a number"
    ),
    (
      #""123456789012": {quotas: fresh.json, inUse: {L-1216C47B: 1}}"#,
      "4: the catalog has no quota of vCPUs `L-1216C47B`"
    ),
    (
      #""123456789012": {quotas: fresh.json, inUse: {us-east-2: {L-1216C47A: 1}}}"#,
      "4: there is no sheet of the region `us-east-2`"
    ),
    (
      #""210987654321": {quotas: [large.json, large-us-west-2.json], inUse: {L-1216C47A: 1}}"#,
      "4: there are sheets of 2 regions, and this does not say in which of them it is in use"
    ),
    (
      #""210987654321": {quotas: [large.json, large.json]}"#,
      "4: two sheets of the account 210987654321 are of the region us-east-1"
    ),
    (
      #""123456789012": {quotas: large.json}"#, "30: the sheet is that of the account 210987654321, not of 123456789012"
    ),
    (
      #""123456789012": {quotas: none.json}"#,
      "4: `quotas` names what cannot be used: cannot read `none.json`: no such file or directory"
    ),
  ])
  func `a mistake in accounts has its message and its line`(accounts: String, message: String) throws {
    #expect(try mistakes(accounts).first == message)
  }

  @Test func `a sheet that is cut off is refused, with how to save it again`() throws {
    let error = #expect(throws: GateError.self) { try quotas(#""123456789012": {quotas: broken.json}"#) }
    guard case .quotaSheet(let findings, let source)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(source.name.hasSuffix("broken.json"))
    #expect(findings.map(\.code) == [.syntax])
    #expect(
      findings.first?.help.last
        == "save the output of `aws service-quotas list-service-quotas --service-code ec2 --output json` for the account 123456789012 again"
    )
  }

  // MARK: Sheets

  private static let arn = "arn:aws:servicequotas:us-east-1:123456789012:ec2/L-1216C47A"

  /// What is wrong with a sheet; the region and vCPUs if nothing is.
  private func sheet(_ text: String, name: String = "quotas.json") throws -> [String] {
    do {
      let sheet = try QuotaSheet(
        SourceFile(name: name, text: text), account: "123456789012", Repository.catalog.get().quotas)
      return [sheet.region] + sheet.vcpus.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    } catch let error as GateError {
      guard case .quotaSheet(let findings, _) = error else { throw error }
      for finding in findings { #expect(!finding.help.isEmpty && finding.place.source == name) }
      return findings.map(\.message)
    }
  }

  private func quota(_ value: String, arn: String = arn, code: String = "L-1216C47A") -> String {
    #"{"QuotaArn": "\#(arn)", "QuotaCode": "\#(code)", "QuotaName": "x", "Value": \#(value)}"#
  }

  @Test(arguments: [("64.0", 64), ("64", 64), ("0", 0), ("0.0", 0), ("6.4e1", 64), ("1000000000", 1_000_000_000)])
  func `a number of vCPUs may be written in any way that is whole`(text: String, value: Int) throws {
    #expect(try sheet(#"{"Quotas": [\#(quota(text))]}"#) == ["us-east-1", "L-1216C47A \(value)"])
  }

  @Test(arguments: [
    "-1", "-0.5", "0.5", "1e300", "1e999", "1000000001", "18446744073709551615", "123456789012345678901234567890",
  ])
  func `no other number is believed`(text: String) throws {
    #expect(
      try sheet(#"{"Quotas": [\#(quota(text))]}"#) == [
        "`Value` of L-1216C47A should be a whole number of vCPUs from 0 to 1000000000"
      ])
  }

  @Test func `every mistake of a sheet is named`() throws {
    let good = quota("5")
    for (text, messages) in [
      ("{}", ["the sheet has no list `Quotas`"]), ("[]", ["the sheet has no list `Quotas`"]),
      ("5", ["the sheet has no list `Quotas`"]), (#"{"Quotas": {}}"#, ["`Quotas` should be a list, not a mapping"]),
      (#"{"Quotas": []}"#, ["the sheet has no quota of vCPUs: it is not that of the service `ec2`"]),
      (#"{"Quotas": [5]}"#, ["an element of `Quotas` lacks `QuotaCode`"]),
      (#"{"Quotas": [{"QuotaCode": 5}]}"#, ["`QuotaCode` should be a string, not a whole number"]),
      (#"{"Quotas": [{"QuotaCode": "L-1216C47A"}]}"#, ["an element of `Quotas` lacks `QuotaArn`"]),
      (
        #"{"Quotas": [{"QuotaCode": "L-1216C47A", "QuotaArn": "\#(Self.arn)"}]}"#,
        ["the quota L-1216C47A lacks `Value`"]
      ),
      (#"{"Quotas": [\#(quota(#""5""#))]}"#, ["`Value` of L-1216C47A should be a number, not a string"]),
      (#"{"Quotas": [\#(quota("null"))]}"#, ["`Value` of L-1216C47A should be a number, not nothing"]),
      (#"{"Quotas": [\#(good), \#(quota("6"))]}"#, ["L-1216C47A is 6 here and 5 before"]),
      (
        #"{"Quotas": [\#(good)], "NextToken": "abc"}"#,
        ["the sheet is only a part of the quotas: it ends with a `NextToken`"]
      ),
      (#"{"Quotas": [\#(quota("5", arn: "L-1216C47A"))]}"#, ["`L-1216C47A` is not the ARN of a quota of EC2"]),
      (
        #"{"Quotas": [\#(quota("5", arn: "arn:aws:servicequotas:us-east-1::ec2/L-1216C47A"))]}"#,
        ["these are AWS's default quotas, not those of the account 123456789012"]
      ),
      (
        #"{"Quotas": [\#(good), \#(quota("0", arn: "arn:aws:servicequotas:eu-west-1:123456789012:ec2/L-DB2E81BA", code: "L-DB2E81BA"))]}"#,
        ["the sheet has quotas of two regions, us-east-1 and eu-west-1"]
      ),
    ] { #expect(try sheet(text) == messages, "\(text)") }
  }

  @Test func `what is no quota of vCPUs is passed over, whatever it says`() throws {
    let others =
      #"{"QuotaCode": "L-0263D0A3", "Value": 0.5}, {"QuotaCode": "L-1216C47A", "Value": 9, "QuotaAppliedAtLevel": "RESOURCE"}"#
    #expect(
      try sheet(#"{"Quotas": [\#(others), \#(quota("5")), \#(quota("5.0"))], "NextToken": null, "More": {}}"#)
        == ["us-east-1", "L-1216C47A 5"])
    #expect(try sheet("Quotas: [\(quota("5"))]", name: "quotas.yaml") == ["us-east-1", "L-1216C47A 5"])
  }

  @Test func `text that is not JSON is refused`() throws {
    for text in ["", "QUOTAS\tTrue\tec2\t5.0", "<html>", "\u{1F}", #"{"Quotas": ["#, "{\"Quotas\": []} x"] {
      let found = try sheet(text)
      #expect(!found.isEmpty && !found.contains("us-east-1"), "\(text): \(found)")
    }
  }

  /// Neither crashes nor hangs, nor believes a number that is not one of the sheet's kind.
  @Test func `ten thousand damaged sheets are refused or read`() throws {
    let text =
      #"{"Quotas": [\#(quota("5.0")), \#(quota("12", arn: "arn:aws:servicequotas:us-east-1:123456789012:ec2/L-DB2E81BA", code: "L-DB2E81BA"))]}"#
    let catalog = try Repository.catalog.get()
    var random = SeededGenerator(seed: 9)
    var read = 0
    for _ in 0..<10_000 {
      let bytes = Mutation.mutate(Array(text.utf8), using: &random)
      guard
        let sheet = try? QuotaSheet(
          SourceFile(name: "quotas.json", bytes: bytes), account: "123456789012", catalog.quotas)
      else { continue }
      read += 1
      #expect(sheet.vcpus.values.allSatisfy { (0...AccountSettings.greatest).contains($0) })
    }
    #expect(read > 100)
  }
}
