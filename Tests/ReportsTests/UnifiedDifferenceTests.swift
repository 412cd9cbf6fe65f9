import Findings
import Foundation
import Gate
import Reports
import TestSupport
import Testing

/// Differences of files: git makes the new file of the old one with them, and nothing is shown that must not be.
@Suite struct UnifiedDifferenceTests {
  private static let style = TextStyle(isColored: false)

  private func difference(_ name: String, _ old: String, _ new: String) -> String {
    UnifiedDifference(
      from: SourceFile(name: name, text: old), hiding: [], to: SourceFile(name: name, text: new), hiding: []
    ).render(Self.style).text
  }

  /// What `git apply` makes of a file with a difference.
  private func applied(_ name: String, _ old: String, _ difference: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + name
    try Data(old.utf8).write(to: URL(fileURLWithPath: path))
    try Data(difference.utf8).write(to: URL(fileURLWithPath: folder.path + "/difference"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "apply", "--whitespace=nowarn", "difference"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(difference)")
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  private static let lines = (0..<200).map { "line \($0)\n" }.joined()

  @Test(arguments: [
    ("a.yaml", "a\nb\nc\n", "a\nB\nc\n"), ("with blanks.yaml", "a\nb\n", "b\n"),
    ("a.yaml", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"),
    ("a.yaml", "a\n\tb # \t c\nd", "a\n\tb # \t c\nD"), ("a.yaml", "a\nb", "a"), ("a.yaml", "a", "a\nb\n"),
    ("a.yaml", lines, lines.replacing("line", with: "lane")), ("a.yaml", lines, lines.replacing("0\n", with: "")),
  ])
  func `git makes the new version of the old one`(name: String, old: String, new: String) throws {
    let difference = difference(name, old, new)
    #expect(try applied(name, old, difference) == new, "\(difference)")
    #expect(self.difference(name, old, old).isEmpty)
  }

  @Test func `git makes any version of any other one`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      let old = (0..<Int.random(in: 1...120, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))" }
      var new = old
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let place = Int.random(in: 0...new.count, using: &random)
        if Bool.random(using: &random) || place == new.count {
          new.insert("x", at: place)
        } else {
          new.remove(at: place)
        }
      }
      guard old != new, !new.isEmpty else { continue }
      let (first, second) = (old.joined(separator: "\n") + "\n", new.joined(separator: "\n") + "\n")
      #expect(try applied("a.yaml", first, difference("a.yaml", first, second)) == second)
    }
  }

  @Test func `a change shows the lines around it, removed ones first`() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n"
    let expected = """
      --- a/tmp/a.yaml
      +++ b/tmp/a.yaml
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """
    #expect(difference("/tmp/a.yaml", old, old.replacing("5", with: "five")) == expected)
  }

  @Test(arguments: [
    "externalId: \(SecretWatch.externalId)\n---\n", "# as in externalId: \(SecretWatch.externalId)\n---\n", "",
  ])
  func `external ids are hidden, also in documents about something else`(document: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.yaml"
    let request = RequestText.approved
      .replacing("externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: \(SecretWatch.externalId)")
      .replacing("region: us-east-1", with: "region: us-eats-1 # not \(SecretWatch.externalId)")
    try Data((document + request).utf8).write(to: URL(fileURLWithPath: path))
    let options = CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader)
    let file = try #require(try FixRun(paths: [folder.path], options).files.first)
    #expect(file.new.text.contains(SecretWatch.externalId))
    let text = UnifiedDifference(
      from: file.old, hiding: file.oldSecrets, to: file.new, hiding: file.newSecrets
    ).render(Self.style).text
    #expect(text.contains("+  region: us-east-1 # not ****"), "\(text)")
    SecretWatch.expectNone(in: text)
  }

  @Test func `what deceives is made visible`() {
    let text = difference(
      "a\u{202E}.yaml", "a # \u{202E}x\u{1B}[2J\rb\n", "A # \u{202E}x\u{1B}[2J\rb\n")
    #expect(text.contains("-a # \\u{202E}x\\u{1B}[2J\\u{D}b\n"), "\(text)")
    #expect(text.contains("--- a/a\\u{202E}.yaml\n"))
  }
}
