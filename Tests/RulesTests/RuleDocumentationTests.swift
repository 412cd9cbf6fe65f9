import Catalog
import Costs
import Documents
import Findings
import Gate
import Platform
import Requests
import TestSupport
import Testing
import WhatIf

@testable import Rules

/// The examples in the documentation of rules are tests of the rules.
@Suite struct RuleDocumentationTests {
  private func codes(_ patch: String, asOf day: CalendarDate = Repository.day) throws -> [RuleCode] {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate(asOf: day).evaluate(draft).findings.map(\.code)
  }

  /// Rules whose example is another file, another day, or what a short text cannot show.
  private static let apart: Set<RuleCode> = [
    .syntax, .limit, .encoding, .duplicateKey, .unsupportedYAML, .configuration, .costProfile, .scenario, .notPriced,
    CatalogAge.code, DescriptionLength.code, CostSavingsCarried.code, InstanceTypesCarried.code,
    OverprovisioningStated.code, QuotaMinimum.code, QuotaSize.code, QuotaKnown.code,
  ]

  /// The codes that are found in an example of a rule about a whole file.
  private func codes(of code: RuleCode, in example: String) throws -> [RuleCode] {
    func lines(_ text: String) -> String {
      text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    }
    func profile() throws -> CostProfile {
      let shipped = try SourceFile(reading: Repository.catalogPath + "/cost-profile.yaml")
      let key = lines(example).prefix { $0 != ":" }
      var text = shipped.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let index = try #require(text.firstIndex { $0.drop { $0 == " " }.hasPrefix(key + ":") })
      text[index] = text[index].prefix { $0 == " " } + lines(example)
      return try CostProfile(SourceFile(name: "profile.yaml", text: text.joined(separator: "\n")))
    }
    switch code {
    case .syntax, .duplicateKey, .unsupportedYAML:
      let file = DocumentReader.read(SourceFile(name: "request.yaml", text: example))
      return (file.errors + file.documents.flatMap(\.findings)).map(\.code)
    case .configuration:
      let text = "apiVersion: tollgate/v1\nkind: Configuration\n" + lines(example)
      do { _ = try Configuration(SourceFile(name: "tollgate.yaml", text: text)) } catch {
        guard case .configuration(let findings, _) = error else { throw error }
        return findings.map(\.code)
      }
      return []
    case .costProfile:
      do { _ = try profile() } catch let error as CostProfileError { return error.findings.map(\.code) }
      return []
    case .notPriced:
      let gate = Gate(
        catalog: try Repository.catalog.get(), costProfile: try profile(), rules: .standard, policies: nil,
        asOf: Repository.day)
      return try gate.evaluate(#require(RequestText.drafts(RequestText.approved).first)).findings.map(\.code)
    case .scenario:
      let header = "apiVersion: tollgate/v1\nkind: Scenario\nmetadata: {name: a}\nspec:\n  "
      let source = SourceFile(name: "scenarios.yaml", text: header + lines(example))
      do { _ = try ScenarioDocument.read([source]) } catch { return error.findings.map(\.code) }
      return []
    default: return []
    }
  }

  @Test(arguments: [
    RuleCode.syntax, .duplicateKey, .unsupportedYAML, .configuration, .costProfile, .notPriced, .scenario,
  ])
  func `an example of another file shows its rule, and its remedy does not`(code: RuleCode) throws {
    let documentation = try #require(Registry.complete.entry(of: code.description)).documentation
    #expect(try codes(of: code, in: documentation.example).contains(code))
    #expect(try !codes(of: code, in: documentation.fixed).contains(code))
  }

  @Test func `the catalog's age is a finding on a later day`() throws {
    let later = CalendarDate(daysSinceEpoch: Repository.day.daysSinceEpoch + 200)
    #expect(try codes("{}", asOf: later).contains(CatalogAge.code))
    #expect(try !codes("{}").contains(CatalogAge.code))
  }

  @Test func `every example of a rule about requests shows it, and its remedy does not`() throws {
    for entry in Registry().entries where !Self.apart.contains(entry.code) {
      let documentation = entry.documentation
      let sourceless =
        documentation.example.contains("externalId:") && !documentation.example.contains("externalIdFrom")
      let prefix =
        sourceless
        ? documentation.example.replacing("externalId:", with: "externalIdFrom: null, externalId:")
        : documentation.example
      #expect(try codes(prefix).contains(entry.code), "\(entry.code): \(documentation.example)")
      let fixed =
        documentation.fixed.contains("externalId: a")
        ? documentation.fixed.replacing("externalId: a", with: "externalIdFrom: null, externalId: a")
        : documentation.fixed
      #expect(try !codes(fixed).contains(entry.code), "\(entry.code): \(documentation.fixed)")
    }
  }

  @Test func `codes and names are unique and well formed`() {
    let entries = Registry.complete.entries
    #expect(Set(entries.map(\.code)).count == entries.count)
    #expect(Set(entries.map(\.name)).count == entries.count)
    #expect(entries.count >= 50)
    for entry in entries {
      let digits = entry.code.description.dropFirst(2)
      #expect(entry.code.description.hasPrefix("TG") && digits.count == 3 && Int(digits) != nil)
      #expect(
        entry.name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
      for text in [entry.documentation.checks, entry.documentation.why, entry.documentation.fix] {
        #expect(!text.isEmpty && text.hasSuffix("."), "\(entry.code)")
      }
    }
  }

  @Test func `an entry is found by code and name`() {
    #expect(Registry.complete.entry(of: "tg404")?.name == "instance-type-offered")
    #expect(Registry.complete.entry(of: "Instance-Type-Offered")?.code == "TG404")
    #expect(Registry.complete.entry(of: "TG999") == nil)
  }

  @Test func `an old catalog is found on the ninety-first day`() throws {
    let catalogDay = try Repository.catalog.get().asOf
    #expect(try !codes("{}", asOf: CalendarDate(daysSinceEpoch: catalogDay.daysSinceEpoch + 90)).contains("TG512"))
    #expect(try codes("{}", asOf: CalendarDate(daysSinceEpoch: catalogDay.daysSinceEpoch + 91)).contains("TG512"))
  }
}
