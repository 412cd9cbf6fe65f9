import Findings
import Foundation
import Gate
import Rules
import TestSupport
import Testing

@testable import Reports

/// The pages of the rules in the documentation, which `make golden` writes.
@Suite struct RulePageTests {
  private static let folder = Repository.path + "/Docs/rules"

  @Test(arguments: Registry.complete.entries.map(\.code.description))
  func `each rule has a page`(code: String) throws {
    let entry = try #require(Registry.complete.entry(of: code))
    try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
    try expectGoldenFile(RuleReference.render(entry), "../../Docs/rules/\(code).md")
  }

  @Test func `no page is of a rule that is gone`() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(Set(pages) == Set(Registry.complete.entries.map { "\($0.code).md" }))
  }
}
