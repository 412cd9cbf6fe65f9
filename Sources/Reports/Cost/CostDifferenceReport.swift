import Catalog
import Costs
import Findings
import Gate
import Money

/// The report of `tollgate cost --diff`: what a change does to each request, and to all of them.
enum CostDifferenceReport {
  static func page(_ run: CostDifferenceRun) -> ReportPage {
    let problems =
      ReportProblem.unreadable(run.old) + ReportProblem.unreadable(run.new)
      + run.unpricedOld.map { ReportProblem.request("not compared", $0, in: run.old) }
      + run.unpricedNew.map { ReportProblem.request("not compared", $0, in: run.new) }
    let requests = run.pairs.map { pair in
      let report = DifferenceReport(pair.difference)
      return ReportBlock.section(report.title, report.blocks)
    }
    return ReportPage(
      title: "What the change costs",
      blocks: [.paragraph(.text(summary(run)), .answer)] + problems + requests
        + [.paragraph(.text(footing(run)), .footing)])
  }

  /// One sentence over all requests.
  private static func summary(_ run: CostDifferenceRun) -> String {
    let unpriced = max(run.unpricedOld.count, run.unpricedNew.count)
    let changed = run.pairs.count { !$0.difference.isEmpty }
    let currency = run.total.monthly.expected.currency
    var text = "\(counted(run.pairs.count, "request")) compared, \(changed) with other costs"
    if unpriced > 0 { text += ", \(unpriced) not compared" }
    guard !run.pairs.isEmpty else { return text }
    let total = ReportNumber.signed(run.total.monthly, isComplete: run.total.isComplete)
    text += "; in the modes asked for \(total[1].text) \(currency) a month expected"
    if !run.total.isComplete { text += ", without " + run.total.notIncluded.joined(separator: ", ") }
    return text
  }

  private static func footing(_ run: CostDifferenceRun) -> String {
    [("old", run.old.basis), ("new", run.new.basis)].map { side, basis in
      "\(side): catalog of \(basis.catalog.asOf), cost profile \(printable(basis.costProfile.name, limit: 80))"
    }.joined(separator: "; ")
  }
}
