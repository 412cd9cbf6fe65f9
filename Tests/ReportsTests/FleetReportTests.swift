import Costs
import Documents
import Findings
import Foundation
import Gate
import Money
import TestSupport
import Testing

@testable import Reports

/// Reports on many requests: in parts they say what they say at once, and their sums are those of the requests.
@Suite struct FleetReportTests {
  private let plain = TextStyle(isColored: false)
  private let options = CheckRun.Options(
    catalog: Repository.catalogPath, asOf: Repository.day, loader: SharedCatalog())

  /// A file with so many requests, and perhaps something that is not a request.
  private func withFile(_ documents: [String], _ body: (String) throws -> Void) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(RandomRequests.write(documents, in: folder))
  }

  private func streamed(_ format: any FleetEmitter.Type, _ path: String, _ fleet: FleetOptions) throws -> String {
    var emitter: any FleetEmitter = format.init(style: plain, fleet)
    var text = ""
    let outcome = try CheckStream.run(paths: [path], options, for: .costs) { part, basis in
      for piece in part.pieces(of: 64) { text += try emitter.emit(piece, basis).text }
    }
    try emitter.end(outcome.tally, outcome.basis) { text += $0.text }
    return text
  }

  @Test(arguments: [1, 600])
  func `a report in parts has the bytes of the whole, in every format`(count: Int) throws {
    var fleet = FleetOptions()
    fleet.grouping = try Grouping("label:team,account")
    var documents = RandomRequests.documents(count, seed: 1)
    documents.append("apiVersion: tollgate/v1\nkind: ClusterRequest\nmetadata: {name: incomplete}\n")
    try withFile(documents) { path in
      let run = try CheckRun(RequestFiles(paths: [path]), options)
      for format in CostFormats.all + WhatIfOverviewFormats.all {
        #expect(try streamed(format, path, fleet) == format.render(run, style: plain, fleet).text, "\(format)")
      }
      let pages: [(any FleetEmitter.Type, PrintableText)] = [
        (CostPages<TextPages>.self, TextBlocks(style: plain).render(CostReport.page(run, fleet))),
        (CostPages<MarkdownPages>.self, MarkdownBlocks.render(CostReport.page(run, fleet))),
        (CostPages<HTMLPages>.self, HTMLBlocks.render(CostReport.page(run, fleet))),
        (CostPages<CSVPages>.self, CSVBlocks.render(CostReport.page(run, fleet))),
      ]
      for (format, page) in pages { #expect(try streamed(format, path, fleet) == page.text, "\(format)") }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `sums of groups are those of single runs, exactly`(seed: UInt64) throws {
    let documents = RandomRequests.documents(60, seed: seed)
    // Each request alone, as a run of its own.
    var expected: [[String?]: Money] = [:]
    var savings: [[String?]: Money] = [:]
    let grouping = try Grouping("label:team,region,mode,account")
    for document in documents {
      try withFile([document]) { path in
        let run = try CheckRun(RequestFiles(paths: [path]), options)
        let request = try #require(run.verdicts[0].request)
        let bills = try #require(run.verdicts[0].bills?.reported)
        let values = grouping.values(request)
        expected[values] = try (expected[values] ?? .zero(.usd)).adding(bills.selectedEstimate.total.expected)
        savings[values] = try (savings[values] ?? .zero(.usd)).adding(bills.savings?.expected ?? .zero(.usd))
      }
    }
    try withFile(documents) { path in
      var fleet = FleetOptions()
      fleet.grouping = grouping
      let run = try CheckRun(RequestFiles(paths: [path]), options)
      let groups = try #require(FleetGroups(RequestFleet(run, fleet))).groups
      #expect(groups.count == expected.count && groups.reduce(0) { $0 + $1.count } == 60)
      for group in groups {
        let sums = try group.combined.get()
        #expect(sums.selected.expected == expected[group.values] && sums.savings.expected == savings[group.values])
      }
      let costs = try groups.map { try $0.combined.get().selected.expected }
      #expect(try zip(costs, costs.dropFirst()).allSatisfy { try !$0.isLess(than: $1) })
    }
  }

  @Test func `requests without a label are a group that says so`() throws {
    try withFile(RandomRequests.documents(40, seed: 4)) { path in
      var fleet = FleetOptions()
      fleet.grouping = try Grouping("label:team")
      let run = try CheckRun(RequestFiles(paths: [path]), options)
      #expect(try CostPages<TextPages>.render(run, style: plain, fleet).text.contains("\n  no label team "))
      #expect(try CostJSON.render(run, style: plain, fleet).text.contains("\"label:team\": null"))
    }
  }

  @Test(arguments: [
    ("regoin", "requests have no key `regoin`", "did you mean `region`?"),
    ("team", "requests have no key `team`", "a label is written `label:team`"),
    ("region,", "a key is empty", "the keys are `region`, `mode`, `account`, `instanceTypes` and `label:KEY`"),
    ("label:", "a key is empty", "the keys are"),
    ("mode,mode", "`mode` is given twice", "leave one of them out"),
    ("label:a\u{1B}[31m,region,regio\u{7}n", "requests have no key `regio\\u{7}n`", "did you mean `region`?"),
  ])
  func `a wrong key is refused with what was meant`(text: String, message: String, help: String) throws {
    let error = try #require(throws: InvalidGrouping.self) { try Grouping(text) }
    #expect(error.message == message && error.help.contains(help))
  }

  @Test func `one request is handed back where only several are reported`() throws {
    try withFile(RandomRequests.documents(1, seed: 1)) { path in
      let one = try #require(throws: CheckStream.OneRequest.self) {
        try CheckStream.run(paths: [path], options, for: .costsOfSeveral) { _, _ in Issue.record("something was done") }
      }
      #expect(one.files.drafts.count == 1 && one.files.sources.count == 1)
    }
    try withFile(RandomRequests.documents(2, seed: 1)) { path in
      var count = 0
      _ = try CheckStream.run(paths: [path], options, for: .costsOfSeveral) { part, _ in count += part.verdicts.count }
      #expect(count == 2)
    }
  }

  @Test func `the order of a comparison is that of savings, or of savings per hour`() throws {
    try withFile(RandomRequests.documents(80, seed: 5)) { path in
      let run = try CheckRun(RequestFiles(paths: [path]), options)
      var fleet = FleetOptions()
      fleet.order = .perHour
      let ranked = RequestFleet(run, fleet)
      let amounts = ranked.bySaving.map { ranked.requests[$0].totals.savingPerHourOfWaiting }
      let known = amounts.prefix { $0 != nil }.compactMap(\.self)
      #expect(known.count > 10 && amounts.dropFirst(known.count).allSatisfy { $0 == nil })
      #expect(try zip(known, known.dropFirst()).allSatisfy { try !$0.isLess(than: $1) })
      let text = try WhatIfOverviewPages<TextPages>.render(run, style: plain, fleet).text
      #expect(text.contains("in the order of what is saved per hour"))
    }
  }
}
