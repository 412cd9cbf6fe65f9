import Catalog
import Costs
import Findings
import Gate
import Money

/// The report of `tollgate cost --diff`: what a change does to each request, and to all of them.
enum CostDifferenceReport {
  static func page(_ run: CostDifferenceRun) -> ReportPage {
    let problems =
      ReportProblems.unreadable(run.old) + ReportProblems.unreadable(run.new)
      + run.unpricedOld.map { ReportProblem.request("not compared", $0, in: ReportProblem.Source(run.old)) }
      + run.unpricedNew.map { ReportProblem.request("not compared", $0, in: ReportProblem.Source(run.new)) }
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
    summary(run.pairs, unpriced: max(run.unpricedOld.count, run.unpricedNew.count), run.total)
  }

  /// What another catalog does to bills: one sentence, the requests with other costs, and those that are not compared.
  static func bills(_ run: CostDifferenceRun) -> [ReportBlock] {
    let problems =
      run.unpricedOld.map { ReportProblem.request("not compared", $0, in: ReportProblem.Source(run.old)) }
      + run.unpricedNew.map { ReportProblem.request("not compared", $0, in: ReportProblem.Source(run.new)) }
    return [.paragraph(.text(summary(run)))] + changed(run.pairs, most: .max) + problems
  }

  /// What a change since a revision costs: one sentence, and the requests with other costs, at most `most`.
  static func blocks(_ change: CostChange, most: Int) -> [ReportBlock] {
    [.paragraph(.text(sentence(change)))] + changed(change.pairs, most: most)
  }

  /// The requests with other costs as a table; none if there are none.
  private static func changed(_ pairs: [CostDifferenceRun.Pair], most: Int) -> [ReportBlock] {
    let changed = pairs.filter { !$0.difference.isEmpty }
    guard !changed.isEmpty else { return [] }
    let rows = changed.prefix(most).map { pair in
      let bill = pair.difference.selected
      let (before, after) = (side(bill.old), side(bill.new))
      let more = ReportNumber.signed(bill.total.monthly, isComplete: bill.total.isComplete)
      return ReportTable.Row(title: .text(printable(pair.difference.name, limit: 80)), cells: [before, after, more[1]])
    }
    let table = ReportTable(
      caption: "What the change costs a month, in the modes asked for",
      columns: ["request", "before", "after", "more"],
      rows: Array(rows))
    return [.table(table)]
  }

  /// What a change since a revision costs, in one sentence.
  static func sentence(_ change: CostChange) -> String {
    "Since \(printable(change.revision, limit: 80)): " + summary(change.pairs, unpriced: change.unpriced, change.total)
  }

  private static func side(_ estimate: Estimate?) -> ReportNumber {
    estimate.map { .partial($0.total.expected, of: $0.total) } ?? .text("none")
  }

  private static func summary(
    _ pairs: [CostDifferenceRun.Pair], unpriced: Int, _ total: TotalDifference
  ) -> String {
    let changed = pairs.count { !$0.difference.isEmpty }
    let currency = total.monthly.expected.currency
    var text = "\(counted(pairs.count, "request")) compared, \(changed) with other costs"
    if unpriced > 0 { text += ", \(unpriced) not compared" }
    guard !pairs.isEmpty else { return text }
    let more = ReportNumber.signed(total.monthly, isComplete: total.isComplete)
    text += "; in the modes asked for \(more[1].text) \(currency) a month expected"
    if !total.isComplete { text += ", without " + total.notIncluded.joined(separator: ", ") }
    return text
  }

  private static func footing(_ run: CostDifferenceRun) -> String {
    [("old", run.old.basis), ("new", run.new.basis)].map { side, basis in
      "\(side): catalog of \(basis.catalog.asOf), cost profile \(ProfileWords.name(basis.costProfile))"
    }.joined(separator: "; ")
  }
}
