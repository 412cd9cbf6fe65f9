import Catalog
import Requests
import Costs
public import Findings
public import Gate
import Money

/// The report of `tollgate cost --diff` in Markdown, for a pull request.
public enum CostDifferenceMarkdown {
  /// What each request costs more or less, with the changed lines folded up.
  public static func render(_ run: CostDifferenceRun) -> PrintableText {
    PrintableText(alreadyPrintable: markdown(run))
  }

  private static func markdown(_ run: CostDifferenceRun) -> String {
    var text = "**\(MarkdownText.escaped(DifferenceReport.summary(run)))**\n\n"
    for pair in run.pairs { text += request(pair.difference) }
    for verdict in run.unpricedOld + run.unpricedNew {
      let place = verdict.draft.place
      let what = "\(verdict.draft.name?.value ?? "(no name)") at \(place.source):\(place.range.start.line)"
      text += "- not compared: \(MarkdownText.escaped(what)); `tollgate check` says why\n"
    }
    text += CostMarkdown.unreadable(run.old) + CostMarkdown.unreadable(run.new)
    for (side, basis) in [("old", run.old.basis), ("new", run.new.basis)] {
      let profile = MarkdownText.escaped(basis.costProfile.name)
      text += "- \(side): catalog of \(basis.catalog.asOf), cost profile \(profile)\n"
    }
    return text
  }

  private static func request(_ difference: CostDifference) -> String {
    let name = MarkdownText.escaped(printable(difference.name, limit: 80))
    let report = DifferenceReport(difference)
    let title = "### \(name) \(MarkdownText.escaped(report.about))\n\n"
    guard !difference.isEmpty else { return title + "It costs what it did.\n\n" }
    let bills = report.bills
    let currency = difference.normal.total.monthly.expected.currency
    let summary = MarkdownText.table(
      ["\(currency) a month, expected", "old", "new", "difference"],
      bills.map { bill in
        [
          MarkdownText.escaped(bill.title), expected(bill.difference.old), expected(bill.difference.new),
          AmountText.signed(bill.difference.total)[1],
        ]
      })
    let remarks = report.remarks + bills.compactMap { bill in bill.notIncluded.map { "\(bill.title), \($0)" } }
    let details = bills.filter { !$0.difference.isEmpty }.map { bill in
      "\n" + MarkdownText.details(MarkdownText.escaped(bill.title) + ", line by line", lines(bill))
    }
    return title + summary + MarkdownText.list(remarks) + details.joined() + "\n"
  }

  private static func expected(_ estimate: Estimate?) -> String {
    estimate.map { AmountText.bounds($0.total)[1] } ?? "none"
  }

  private static func lines(_ bill: DifferenceReport.Bill) -> String {
    let rows = bill.rows.map { row in
      [MarkdownText.escaped(row.kind == .difference ? "" : row.title), row.kind.rawValue]
        + row.details.map(MarkdownText.escaped)
        + (row.kind == .difference ? row.amounts.map { "**\($0)**" } : row.amounts)
    }
    return MarkdownText.table(
      ["\(bill.currency) a month", ""] + DifferenceReport.Row.columns, rows, leftColumns: [1, 3])
      + MarkdownText.list(bill.notKnown)
  }
}
