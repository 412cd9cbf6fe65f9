import Documents
import Findings
import Gate
import Requests
import TestSupport
import Testing

@testable import Rules

@Suite struct NameRulesTests {
  private func findings(_ name: String) throws -> [Finding] {
    let patch = JSONValue.object([("metadata", .object([("name", .string(name))]))]).canonical
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate().evaluate(draft).findings
  }

  /// The valid names of upstream's own tests.
  @Test(arguments: ["test-7", "0wildgoat", String(repeating: "a", count: 63), "a", "7"])
  func `names that the control plane accepts pass`(name: String) throws {
    #expect(try findings(name) == [])
  }

  @Test(arguments: [
    ("abc\n", "TG101", "the name ends with a line break"),
    (String(repeating: "a", count: 64), "TG102", "the name has 64 characters, 1 more than 63"),
    ("", "TG102", "the name is empty"),
    ("vision\u{2011}train", "TG101", "the name has `\u{2011}` (U+2011), which looks like `-` but is not"),
    ("visi\u{043E}n", "TG101", "the name has `\u{043E}` (U+043E), which looks like `o` but is not"),
    ("vision\u{FF0D}a", "TG101", "the name has `\u{FF0D}` (U+FF0D), which looks like `-` but is not"),
    ("\u{FF41}b", "TG101", "the name has `\u{FF41}` (U+FF41), which looks like `a` but is not"),
    ("vision\u{200B}train", "TG101", "the name has a character that cannot be seen (U+200B)"),
    ("vision\u{FE0F}train", "TG101", "the name has a character that cannot be seen (U+FE0F)"),
    ("vision train", "TG101", "the name has a blank (U+0020)"),
    ("vision\u{A0}train", "TG101", "the name has a blank (U+00A0)"),
    ("a\nb", "TG101", "the name has a blank (U+000A)"),
    ("vision.train", "TG101", "the name has a dot"),
    ("vision_train", "TG101", "the name has an underscore"),
    ("Vision", "TG101", "the name has a capital letter, `V`"),
    ("visiön", "TG101", "the name has `ö` (U+00F6)"),
    ("vision\u{1F600}", "TG101", "the name has `\u{1F600}` (U+1F600)"),
    ("-vision", "TG103", "the name begins with a hyphen"),
    ("vision-", "TG103", "the name ends with a hyphen"),
    ("-", "TG103", "the name begins with a hyphen"),
    ("vision--train", "TG104", "the name has several hyphens in a row"),
  ])
  func `others fail with a message that says why`(name: String, code: String, message: String) throws {
    let found = try findings(name)
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.code.description) == [code])
  }

  @Test(arguments: [("{team: \"\"}", 1), ("{team: vision}", 0), ("{a: \"\", b: \"\", c: d}", 2)])
  func `a label without a value is a warning at its place`(labels: String, count: Int) throws {
    let text = try RequestText.patched("metadata: {labels: \(labels)}")
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let found = try Repository.gate().evaluate(draft).findings.filter { $0.code == LabelValue.code }
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.severity == .warning && $0.place.pointer.description.hasPrefix("/metadata/labels/") })
  }

  @Test(arguments: [(1_024, 0), (1_025, 1)])
  func `a description has at most 1,024 characters`(count: Int, findings: Int) throws {
    let text = try RequestText.patched("metadata: {description: \(String(repeating: "ä", count: count))}")
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let found = try Repository.gate().evaluate(draft).findings.filter { $0.code == DescriptionLength.code }
    #expect(found.count == findings)
    #expect(found.allSatisfy { $0.message == "the description has 1025 characters, more than 1024" })
  }

  @Test func `each kind of slip is told once`() throws {
    #expect(
      try findings("My_Cluster_X").map(\.message) == [
        "the name has a capital letter, `M`", "the name has an underscore",
      ])
    #expect(try findings("My_Cluster").first?.help == ["for example `my-cluster`"])
    #expect(try findings("***").first?.help == [])
  }

  @Test func `the caret stands under the character`() throws {
    let text = RequestText.approved.replacing("name: vision-train", with: "name: \"vision_train\"")
    let draft = try #require(RequestText.drafts(text).first)
    let finding = try #require(try Repository.gate().evaluate(draft).findings.first)
    #expect(finding.place.range.start.line == 4)
    #expect(finding.place.range.start.column == 16)
    #expect(finding.place.range.end.column == 17)
  }
}
