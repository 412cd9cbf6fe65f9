import Money
import Costs
public import Findings
public import Gate
import Requests

/// The report of `tollgate cost` in Markdown, for a pull request.
public enum CostMarkdown {
  /// Both modes of each request in a table, with their bills folded up.
  public static func render(_ run: CheckRun) -> PrintableText {
    PrintableText(alreadyPrintable: markdown(run))
  }

  private static func markdown(_ run: CheckRun) -> String {
    var text = ""
    for verdict in run.verdicts {
      if let comparison = verdict.bills?.reported, let request = verdict.request {
        text += bill(comparison, request)
      } else {
        let name = MarkdownText.escaped(printable(verdict.draft.name?.value ?? "(no name)", limit: 80))
        text += "### \(name)\n\nNot priced: the request is not complete; `tollgate check` says why.\n\n"
      }
    }
    return text + unreadable(run) + MarkdownText.escaped(RunText.footing(run.basis).text) + "\n"
  }

  /// What could not be read.
  static func unreadable(_ run: CheckRun) -> String {
    let count = run.files.syntaxErrors.count + run.files.fileErrors.count
    guard count > 0 else { return "" }
    return "**\(counted(count, "part")) could not be read; `tollgate check` says why.**\n\n"
  }

  private static func bill(_ comparison: Comparison, _ request: ClusterRequest) -> String {
    let (name, region) = (printable(request.name, limit: 80), printable(request.region, limit: 80))
    let report = BillReport(request, comparison)
    let remarks = report.notIncluded + [report.parentheses, report.conversion, report.assumptions].compactMap(\.self)
    return "### Cost of \(MarkdownText.escaped(name)) in \(MarkdownText.escaped(region))\n\n"
      + MarkdownText.table(report.summary(mark: " (asked for)", withPeriods: false)) + MarkdownText.list(remarks)
      + report.estimates.map { estimate in
        let table = BillReport.lines(estimate, columns: .listAndPaid, subtotals: false)
        return "\n"
          + MarkdownText.details(
            table.caption + ", line by line",
            MarkdownText.table(table) + MarkdownText.list(estimate.terms.map { "\($0)" }))
      }.joined() + "\n"
  }
}
