import Findings
import Costs
import Foundation
import Money
import Requests
import TestSupport
import Testing
import WhatIf

@testable import Reports

@Suite struct WhatIfReportTests {
  @Test func `the page stands alone, and a name cannot break out of it`() async throws {
    let page = HTMLBlocks.render(WhatIfReport.page(try await WhatIfExample.answer(), name: "<script>alert(1)</script>"))
      .text
    for part in ["<script", "http:", "https:", "url(", "@import", "src=", "href="] {
      #expect(!page.contains(part), "\(part)")
    }
    #expect(page.contains("&lt;script&gt;"))
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
    #expect(page.components(separatedBy: "<svg").count == 7)
    #expect(page.components(separatedBy: "<svg").count == page.components(separatedBy: "<title>").count - 1)
    #expect(page.components(separatedBy: "<svg").count == page.components(separatedBy: "<desc>").count)
    for part in ["{{", "<td></td>", "<span></span>", "<figure>\n\n", "class=\"\"", "data-form=\"\""] {
      #expect(!page.contains(part), "a part of the template is empty: \(part)")
    }
  }

  @Test func `every format has the same numbers`() async throws {
    let answer = try await WhatIfExample.answer()
    let (page, text, markdown) = (
      HTMLBlocks.render(WhatIfReport.page(answer, name: "a")).text,
      TextBlocks(style: TextStyle(isColored: false)).render(WhatIfReport.page(answer, name: "a")).text,
      MarkdownBlocks.render(WhatIfReport.page(answer, name: "a")).text
    )
    let data = Data(WhatIfJSON.render(answer, name: "a").text.utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let study = try #require(json["study"] as? [String: Any])
    for mode in ["normal", "costSavings"] {
      let monthly = try #require((study[mode] as? [String: Any])?["monthly"] as? [String: Any])
      let shown = AmountText.text(try Money(try #require(monthly["expected"] as? String), .usd))
      #expect(page.contains(">\(shown)</td>") && text.contains(shown) && markdown.contains(" \(shown) |"))
    }
    let recommendation = try #require(json["recommendation"] as? String)
    #expect(page.contains(recommendation) && markdown.contains(recommendation))
    #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(recommendation))
  }

  @Test func `the services of a bill come to its total`() async throws {
    let answer = try await WhatIfExample.answer()
    for estimate in [answer.normal.estimate, answer.costSavings.estimate] {
      let groups = CostGroup.groups(of: estimate)
      var sum = Money.zero(.usd)
      for group in groups { sum = try sum.adding(try #require(group.expected)) }
      #expect(sum == estimate.total.expected)
      #expect(Set(groups.map(\.name)).count == groups.count)
    }
  }

  @Test func `a mode that cannot carry the load has no waiting times in any format`() async throws {
    let answer = try await WhatIfExample.answer(load: 1.5)
    #expect(WaitShares.seconds(answer.costSavings) == nil)
    #expect(MarkdownBlocks.render(WhatIfReport.page(answer, name: "a")).text.contains("| wait, mean | "))
    #expect(
      HTMLBlocks.render(WhatIfReport.page(answer, name: "a")).text.contains("data-json=\"/study/costSavings/meanWait\"")
    )
    #expect(WhatIfJSON.render(answer, name: "a").text.contains("\"waitDistribution\": null"))
  }

  @Test func `with a load that no mode can carry there is no chart of waiting times`() async throws {
    let page = HTMLBlocks.render(WhatIfReport.page(try await WhatIfExample.answer(load: 20), name: "a")).text
    #expect(page.contains("Neither mode carries the load"))
    #expect(!page.contains("Waiting times in each mode"))
  }

  @Test(arguments: [
    ("plain-name", "plain-name"), ("a|b", "a\\|b"), ("`rm`", "\\`rm\\`"), ("<b>&amp;", "&lt;b>&amp;amp;"),
    ("a\n# b", "a \\# b"), ("_*[x](y)", "\\_\\*\\[x\\](y)"), ("a\\|b", "a\\\\\\|b"),
  ])
  func `text in Markdown reads as it is`(text: String, markdown: String) {
    #expect(MarkdownText.escaped(text) == markdown)
  }

  @Test(arguments: [
    (0.0, "0 s"), (89.0, "89 s"), (90, "1.5 min"), (5_399, "90 min"), (5_400, "1.5 h"), (172_800, "2 d"),
    (1_234_567, "14.3 d"), (.infinity, "unknown"),
  ])
  func `spans of time are short`(seconds: Double, text: String) {
    #expect(WhatIfWords.duration(seconds) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (0.12345, "0.123"), (1.2345, "1.23"), (12.345, "12.3"), (123.45, "123"), (1234.5, "1230"),
    (-2.5, "-2.5"), (1, "1"), (.infinity, "unknown"),
  ])
  func `numbers have three digits that count`(value: Double, text: String) {
    #expect(WhatIfWords.number(value) == text)
  }
}

/// A short comparison of the modes.
enum WhatIfExample {
  static func request(_ patch: String = "{}") throws -> ClusterRequest {
    try #require(RequestText.drafts(try RequestText.patched(patch)).first?.complete)
  }

  static func answer(load: Double = 0.1, _ patch: String = "{}") async throws -> WhatIf {
    let request = try request(patch)
    var assumptions = Assumptions(request.workload, .standard)
    assumptions.load = load
    var effort = WhatIf.Effort()
    (effort.jobs, effort.replications) = (1_000, 10)
    let estimator = Estimator(profile: try Repository.costProfile.get(), catalog: try Repository.catalog.get())
    return try await WhatIf(request, estimator, assumptions, effort: effort)
  }
}
