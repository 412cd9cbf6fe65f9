import Findings
import Foundation
import Gate
@testable import Reports
import TestSupport
import Testing

/// Texts of requests and file names that try to steer a terminal, to command a CI system or to look like a report.
@Suite struct HostileTextTests {
  private static let attack =
    "::error::MARK\\n::set-output name=x::MARK\\n1 checked, 1 approved MARK\\u001b[31m\\u202e\\u0085"

  private static let texts: [(what: String, request: String)] = [
    ("a region", #"spec: {region: "ATTACK"}"#), ("an instance type", #"spec: {instanceTypes: ["ATTACK"]}"#),
    ("a name", #"metadata: {name: "ATTACK"}"#), ("a role", #"spec: {roleArn: "ATTACK"}"#),
    ("a label", #"metadata: {labels: {"ATTACK": "ATTACK"}}"#), ("a field", #"{"ATTACK": 1}"#),
    ("a version", #"apiVersion: "tollgate/ATTACK""#), ("a workload", #"spec: {workload: {load: "ATTACK"}}"#),
    ("a variable", #"spec: {externalIdFrom: {env: "ATTACK"}}"#),
  ]

  private func run(_ patch: String) throws -> CheckRun {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/\n::error::MARK.json"
    let patch = patch.replacingOccurrences(of: "ATTACK", with: Self.attack)
    try RequestText.patched(patch).write(toFile: path, atomically: true, encoding: .utf8)
    return try CheckRun(
      RequestFiles(paths: [path]),
      .init(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader))
  }

  @Test(arguments: texts) func `no report can be steered by a request`(what: String, request: String) throws {
    let run = try run(request)
    let plain = TextStyle(isColored: false)
    let formats = CheckFormats.all.map { format -> (String, PrintableText) in
      var emitter = format.init(style: plain)
      return ("check, \(format.name)", emitter.emit(run.whole, run.basis) + emitter.end(run.tally, run.basis))
    }
    let reports: [(String, PrintableText)] =
      formats + [
        ("check", CheckText.render(run, style: plain)), ("cost", TextBlocks(style: plain).render(CostReport.page(run))),
        ("check, JSON", CheckMembers.render(run, withLines: true)),
        ("cost, Markdown", MarkdownBlocks.render(CostReport.page(run))),
        ("cost, FOCUS", FocusCSV.render(run)), ("cost, HTML", HTMLBlocks.render(CostReport.page(run))),
        ("cost, CSV", CSVBlocks.render(CostReport.page(run))),
        (
          "cost --diff",
          TextBlocks(style: plain).render(
            CostDifferenceReport.page(try CostDifferenceRun(old: run, new: try self.run("{}"))))
        ),
        ("an error", ErrorText.message(Self.attack, help: Self.attack, plain)),
      ]
    #expect(!run.verdicts.isEmpty)
    for (name, report) in reports {
      for line in report.text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
        // Commands of ours begin so, and nothing of the request stands before their text.
        guard
          !line.hasPrefix("::error file=") && !line.hasPrefix("::warning file=")
            && !line.hasPrefix("##vso[task.logissue type=")
        else {
          // A host takes the properties up to the next `::`, and looks for `##vso[` anywhere in a line.
          let text = String(line.dropFirst(2))
          #expect(text.hasPrefix("vso[") || text.components(separatedBy: "::")[0].contains(",title="), "\(line)")
          #expect(!text.contains("##vso["), "\(line)")
          continue
        }
        let visible = line.drop { $0 == " " }
        #expect(
          !visible.hasPrefix("::") && !visible.hasPrefix("MARK") && !visible.hasPrefix("1 checked, 1 approved MARK"))
        #expect(!line.unicodeScalars.contains(where: isUnprintable), "\(what) in \(name): \(line.debugDescription)")
      }
    }
  }

  @Test(arguments: [
    ("plain", "plain"), ("::error::x", "\\u{3A}:error::x"), ("  ::x", "  \\u{3A}:x"), ("a::b", "a::b"),
    ("##[group]", "#\\u{23}[group]"), ("x ##vso[task.complete]", "x #\\u{23}vso[task.complete]"),
    ("##teamcity[x]", "#\\u{23}teamcity[x]"), ("## a heading", "## a heading"), ("a\nb", "a\\u{A}b"),
    ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{2028}", "\\u{2028}"), ("é", "é"),
  ])
  func `text from outside is made visible, and stays the same when that is done twice`(text: String, shown: String) {
    let printable: PrintableText = "\(text)"
    #expect(printable.text == shown)
    #expect(PrintableText(printable.text) == printable)
  }

  @Test func `literals are taken as they are`() {
    let text: PrintableText = "a\n\("b\n")\(3)\("abcdef", limit: 2)"
    #expect(text.text == "a\nb\\u{A}3ab…")
  }
}
