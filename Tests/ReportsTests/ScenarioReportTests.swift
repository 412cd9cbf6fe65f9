import Costs
import Findings
import Foundation
import Requests
import Simulation
import TestSupport
import Testing
import WhatIf

@testable import Reports

@Suite struct ScenarioReportTests {
  private func answer(trace: Bool = false) async throws -> WhatIf {
    let request = try #require(RequestText.drafts(RequestText.approved).first?.complete)
    let text = """
      {apiVersion: tollgate/v1, kind: Scenario, metadata: {name: spare}, description: less,
      spec: {purchase: {commitment: {years: 3}}}}
      """
    let scenarios = try ScenarioDocument.read([SourceFile(name: "s.yaml", text: text)])
    var assumptions = Assumptions(request.workload, .standard)
    assumptions.load = 0.1
    var effort = WhatIf.Effort()
    (effort.jobs, effort.replications) = (500, 5)
    let estimator = Estimator(profile: try Repository.costProfile.get(), catalog: try Repository.catalog.get())
    var choice: WhatIf.TraceChoice?
    if trace {
      let jobs = (0..<100).map { "\($0 * 2_592),\(600 + $0 % 3 * 900),1\n" }
      let bytes = Array(("arrival,duration,processors\n" + jobs.joined()).utf8)
      choice = WhatIf.TraceChoice(
        try JobTrace(bytes, source: "jobs.csv", format: .csv(CSVColumns())), processorsPerNode: 1)
    }
    return try await WhatIf(request, estimator, assumptions, scenarios: scenarios, trace: choice, effort: effort)
  }

  private func text(_ answer: WhatIf) -> String {
    TextBlocks(style: TextStyle(isColored: false)).render(WhatIfReport.page(answer, name: "a")).text.split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
  }

  private func json(_ answer: WhatIf) throws -> [String: Any] {
    let data = Data(WhatIfJSON.render(answer, name: "a").text.utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `a scenario without a price shows a lower bound and why, and no saving`() async throws {
    let answer = try await answer()
    let text = text(answer)
    #expect(
      text.contains(
        "since neither the scenario nor the catalog has a price with a commitment for 3 years of m7i.xlarge in us-east-1"
      ))
    #expect(text.contains("spare (less): normal mode; m7i.xlarge in us-east-1; 2 to 8 nodes"))
    let bound = "≥ " + AmountText.text(answer.others[0].outcome.estimate.total.expected)
    #expect(text.contains("spare \(bound) unknown"))
    let one = try #require((try json(answer)["others"] as? [[String: Any]])?.first)
    #expect(one["saving"] is NSNull && one["isPriced"] as? Bool == false)
    #expect((one["purchase"] as? [String: Any])?["kind"] as? String == "commitment")
  }

  @Test func `formulas stand beside the waits of a trace where they apply, and a reason where none does`() async throws
  {
    let answer = try await answer(trace: true)
    let text = text(answer)
    #expect(text.contains("mean wait by formula none applies"))
    #expect(text.contains("check of spare: no formula applies, since the number of nodes follows demand"))
    #expect(text.contains("check of cost-savings mode: the approximation of Allen and Cunneen"))
    let checks = try #require(try json(answer)["checks"] as? [[String: Any]])
    #expect(checks.map { $0["name"] as? String } == ["normal", "costSavings", "spare"])
  }

  @Test func `intervals of a trace are the percentiles of its replications`() async throws {
    let answer = try await answer(trace: true)
    let text = text(answer)
    #expect(text.contains("(95 of 100 resampled traces: ") && text.contains("approximation"))
    let study = try #require(try json(answer)["study"] as? [String: Any])
    #expect(study["intervals"] as? String == "bootstrap")
    let wait = try #require((study["costSavings"] as? [String: Any])?["simulated"] as? [String: Any])
    let range = answer.study.costSavings.sample(.meanWait).range(level: 0.95)
    let interval = try #require(wait["meanWait"] as? [String: Double])
    #expect(interval["low"] == range.low && interval["high"] == range.high)
    #expect((study["costSavings"] as? [String: Any])?["meanWait"] as? Double == answer.costSavings.meanWait)
  }
}
