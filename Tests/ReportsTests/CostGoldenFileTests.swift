import Findings
import Costs
import Foundation
import Gate
import Money
import TestSupport
import Testing

@testable import Reports

/// The reports on costs in every format, compared with a file.
@Suite struct CostGoldenFileTests {
  private let plain = TextStyle(isColored: false)

  private func run(_ path: String, withTerms: Bool = false, catalog: String? = nil) throws -> CheckRun {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try TermsProfile.text().write(toFile: folder + "/terms.yaml", atomically: true, encoding: .utf8)
    let options = CheckRun.Options(
      catalog: Repository.catalogPath, costProfile: withTerms ? folder + "/terms.yaml" : nil, asOf: Repository.day,
      loader: Repository.loader)
    return try CheckRun(RequestFiles(paths: [Repository.path + "/" + path]), options)
  }

  @Test func `the bills of the example in Markdown`() throws {
    try expectGoldenFile(MarkdownBlocks.render(CostReport.page(try run("Examples/vision-train.yaml"))), "cost.md")
    try expectGoldenFile(MarkdownBlocks.render(CostReport.page(try run("Tests/Requests"))), "troubled-cost.md")
  }

  @Test func `the bills of the example as a page and as cells`() throws {
    let page = CostReport.page(try run("Examples/vision-train.yaml"))
    try expectGoldenFile(HTMLBlocks.render(page), "cost.html")
    try expectGoldenFile(CSVBlocks.render(page), "cost-cells.csv")
    try expectGoldenFile(HTMLBlocks.render(CostReport.page(try run("Tests/Requests"))), "troubled-cost.html")
  }

  @Test func `the bills of the example as FOCUS`() throws {
    try expectGoldenFile(FocusCSV.render(try run("Examples/vision-train.yaml")), "cost.csv")
  }

  @Test func `bills with discounts, markups, prices of one's own and another currency`() throws {
    let run = try run("Examples/vision-train.yaml", withTerms: true)
    try expectGoldenFile(TextBlocks(style: plain).render(CostReport.page(run)), "cost-terms.txt")
    try expectGoldenFile(CheckMembers.render(run, withLines: true), "cost-terms.json")
    try expectGoldenFile(MarkdownBlocks.render(CostReport.page(run)), "cost-terms.md")
    try expectGoldenFile(FocusCSV.render(run), "cost-terms.csv")
    try expectGoldenFile(CheckText.render(run, style: plain), "check-terms.txt")
  }

  @Test func `several requests side by side`() throws {
    let terms = try run("Tests/Bills/old.yaml", withTerms: true)
    try expectGoldenFile(TextBlocks(style: plain).render(WhatIfOverview.page(terms)), "whatif-several.txt")
    try expectGoldenFile(MarkdownBlocks.render(WhatIfOverview.page(terms)), "whatif-several.md")
    try expectGoldenFile(HTMLBlocks.render(WhatIfOverview.page(terms)), "whatif-several.html")
    try expectGoldenFile(CSVBlocks.render(WhatIfOverview.page(terms)), "whatif-several.csv")
    try expectGoldenFile(WhatIfOverviewJSON.render(terms, style: plain), "whatif-several.json")
    try expectGoldenFile(CSVBlocks.render(CostReport.page(terms)), "cost-several-cells.csv")
    let troubled = try run("Tests/Requests")
    try expectGoldenFile(TextBlocks(style: plain).render(WhatIfOverview.page(troubled)), "troubled-whatif.txt")
  }

  @Test func `several requests in groups`() throws {
    let run = try run("Examples/requests")
    var options = FleetOptions()
    options.grouping = try Grouping("label:team,mode")
    options.order = .perHour
    try expectGoldenFile(CostPages<TextPages>.render(run, style: plain, options), "cost-groups.txt")
    try expectGoldenFile(WhatIfOverviewPages<TextPages>.render(run, style: plain, options), "whatif-groups.txt")
    try expectGoldenFile(WhatIfOverviewPages<MarkdownPages>.render(run, style: plain, options), "whatif-groups.md")
    try expectGoldenFile(WhatIfOverviewJSON.render(run, style: plain, options), "whatif-groups.json")
    try expectGoldenFile(WhatIfFocus.render(run, style: plain, options), "cost-groups.csv")
  }

  @Test func `changed requests`() throws {
    let difference = try CostDifferenceRun(old: try run("Tests/Bills/old.yaml"), new: try run("Tests/Bills/new.yaml"))
    try expectGoldenFile(TextBlocks(style: plain).render(CostDifferenceReport.page(difference)), "cost-diff.txt")
    try expectGoldenFile(
      TextBlocks(style: TextStyle(isColored: true)).render(CostDifferenceReport.page(difference)),
      "cost-diff-colored.txt")
    try expectGoldenFile(CostDifferenceJSON.render(difference), "cost-diff.json")
    try expectGoldenFile(MarkdownBlocks.render(CostDifferenceReport.page(difference)), "cost-diff.md")
    try expectGoldenFile(HTMLBlocks.render(CostDifferenceReport.page(difference)), "cost-diff.html")
    try expectGoldenFile(CSVBlocks.render(CostDifferenceReport.page(difference)), "cost-diff-cells.csv")
  }

  @Test func `a changed cost profile`() throws {
    let request = "Examples/vision-train.yaml"
    let difference = try CostDifferenceRun(old: try run(request), new: try run(request, withTerms: true))
    try expectGoldenFile(TextBlocks(style: plain).render(CostDifferenceReport.page(difference)), "cost-diff-terms.txt")
    try expectGoldenFile(MarkdownBlocks.render(CostDifferenceReport.page(difference)), "cost-diff-terms.md")
  }

  @Test func `requests that cannot be compared`() throws {
    let difference = try CostDifferenceRun(
      old: try run("Examples/vision-train.yaml"), new: try run("Tests/Requests/unknown-price.yaml"))
    try expectGoldenFile(
      TextBlocks(style: plain).render(CostDifferenceReport.page(difference)), "cost-diff-unknown.txt")
    let troubled = try CostDifferenceRun(
      old: try run("Examples/vision-train.yaml"), new: try run("Examples/everything-wrong.yaml"))
    #expect(!troubled.isWhole)
    try expectGoldenFile(TextBlocks(style: plain).render(CostDifferenceReport.page(troubled)), "cost-diff-troubled.txt")
    try expectGoldenFile(CostDifferenceJSON.render(troubled), "cost-diff-troubled.json")
    try expectGoldenFile(MarkdownBlocks.render(CostDifferenceReport.page(troubled)), "cost-diff-troubled.md")
  }

  @Test func `the same requests cost what they did`() throws {
    let run = try run("Tests/Bills/new.yaml")
    let difference = try CostDifferenceRun(old: run, new: run)
    let text = TextBlocks(style: plain).render(CostDifferenceReport.page(difference)).text
    #expect(text.components(separatedBy: "costs what it did").count == 5, "\(text)")
    #expect(text.contains("4 requests compared, 0 with other costs"))
  }
}
