import Catalog
import Costs
import Findings
import Gate
import Rules
import TestSupport
import Testing

@testable import Reports

/// Text for a terminal fits into its columns.
@Suite struct TextWidthTests {
  private func run(_ path: String, costProfile: String? = nil) throws -> CheckRun {
    try CheckRun(
      RequestFiles(paths: [Repository.path + "/" + path]),
      CheckRun.Options(
        catalog: Repository.catalogPath, costProfile: costProfile, asOf: Repository.day, loader: Repository.loader))
  }

  /// The reports for people, in a style.
  private func texts(_ style: TextStyle) throws -> [(name: String, text: PrintableText)] {
    let examples = try run("Examples")
    let difference = try CostDifferenceRun(old: try run("Tests/Bills/old.yaml"), new: try run("Tests/Bills/new.yaml"))
    let catalog = CatalogText(try Repository.catalog.get(), style: style)
    let type = try #require(try Repository.catalog.get().instanceTypes["p5.48xlarge"])
    let region = try #require(try Repository.catalog.get().regions["us-east-1"])
    let rule = try #require(Registry.complete.entry(of: "TG404"))
    let rules = RulesText(style: style)
    return [
      ("check", CheckText.render(examples, style: style)),
      ("cost", TextBlocks(style: style).render(CostReport.page(examples))),
      ("cost --diff", TextBlocks(style: style).render(CostDifferenceReport.page(difference))),
      ("catalog", catalog.overview()),
      ("region", catalog.region(region)), ("type", catalog.type(type)),
      ("rules", rules.list(Registry.complete.entries)), ("explain", rules.explain(rule)),
    ].map { ($0.0, style.fitted($0.1)) }
  }

  @Test(arguments: [(80, false), (80, true), (120, false)])
  func `no line is wider than the terminal unless it is one word or a line of a source`(
    width: Int, isColored: Bool
  ) throws {
    for (name, text) in try texts(TextStyle(isColored: isColored, width: width)) {
      for line in text.text.split(separator: "\n") {
        let plain = line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        let isOfSource = plain.drop { $0 == " " || $0.isNumber }.hasPrefix("|")
        let words = plain.split(separator: " ").count
        #expect(plain.unicodeScalars.count <= width || isOfSource || words == 1, "\(name): \(plain)")
      }
    }
  }

  @Test func `a difference of large bills has room for its words, and its sign stays beside the title`() throws {
    let style = TextStyle(isColored: false, width: 80)
    var table = TextTable(leftColumns: [1, 3], titleColumns: 2)
    let amounts = ["123,456.78", "234,567.89", "1,234,567.89"]
    table.add(["", "USD a month", "quantity", "unit", "unit price", "low", "expected", "high"])
    table.add(["-", "compute nodes", "1234.5678", "instance-hour", "12.3456"] + amounts)
    let lines = table.rowLines(style)
    #expect(lines[1].first == "  -  compute nodes")
    #expect(lines.joined().allSatisfy { $0.width <= 80 })
  }

  @Test(arguments: [
    "│  └─ \(String(repeating: "a ", count: 90))", "    \"key\": \"\(String(repeating: "b ", count: 90))\"",
  ])
  func `trees and JSON keep their lines`(line: String) {
    let text = PrintableText(line)
    #expect(TextStyle(isColored: false, width: 80).fitted(text) == text)
  }

  @Test func `a line in color keeps its indentation, and the next one has two blanks more`() {
    let style = TextStyle(isColored: true, width: 80)
    let text = style.faint("    \(String(repeating: "word ", count: 20))") + "\n"
    let lines = style.fitted(text).text.split(separator: "\n")
    #expect(lines[0].hasPrefix("\u{1B}[2m    word word"))
    #expect(lines[1].hasPrefix("      word word"))
  }

  @Test func `a narrower terminal is treated as one of 80 columns, and a file has lines of any length`() throws {
    #expect(TextStyle(isColored: false, width: 20).width == 80)
    let long = PrintableText(String(repeating: "word ", count: 100))
    #expect(TextStyle(isColored: false).fitted(long) == long)
  }

  @Test func `a table without room for its words puts the first column on a line of its own`() throws {
    var table = TextTable()
    let number = String(repeating: "9", count: 19)
    table.add(["title", number, number, number, number])
    let lines = table.render(TextStyle(isColored: false, width: 84)).text.split(separator: "\n")
    #expect(lines == ["  title", "    \(number)  \(number)  \(number)  \(number)"])
  }
}
