import Catalog
import Findings
import Gate
import Platform
import Requests
import TestSupport
import Testing

@testable import Rules

/// The examples in the documentation of rules are tests of the rules.
@Suite struct RuleDocumentationTests {
  private func codes(_ patch: String, asOf day: CalendarDate = Repository.day) throws -> [RuleCode] {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate(asOf: day).evaluate(draft).findings.map(\.code)
  }

  /// Rules whose example is another file, or another day, than a part of a request.
  private static let apart: Set<RuleCode> = [
    .syntax, .limit, .encoding, .duplicateKey, .unsupportedYAML, .configuration, .costProfile, .scenario, .notPriced,
    CatalogAge.code,
  ]

  @Test func `every example shows its rule, and its remedy does not`() throws {
    let policies = Set(PolicyRules.entries.map(\.code))  // about other documents than requests
    for entry in Registry.entries where !Self.apart.contains(entry.code) && !policies.contains(entry.code) {
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
    let entries = Registry.entries
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
    #expect(Registry.entry(of: "tg404")?.name == "instance-type-offered")
    #expect(Registry.entry(of: "Instance-Type-Offered")?.code == "TG404")
    #expect(Registry.entry(of: "TG999") == nil)
  }

  @Test func `an old catalog is found on the ninety-first day`() throws {
    let catalogDay = try Repository.catalog.get().asOf
    #expect(try !codes("{}", asOf: CalendarDate(daysSinceEpoch: catalogDay.daysSinceEpoch + 90)).contains("TG512"))
    #expect(try codes("{}", asOf: CalendarDate(daysSinceEpoch: catalogDay.daysSinceEpoch + 91)).contains("TG512"))
  }
}
