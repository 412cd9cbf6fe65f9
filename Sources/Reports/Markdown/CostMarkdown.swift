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
      if let comparison = verdict.comparison?.reported, let request = verdict.request {
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
    var text = "### Cost of \(MarkdownText.escaped(name)) in \(MarkdownText.escaped(region))\n\n"
    func row(_ title: String, _ total: Total) -> [String] { [title] + AmountText.bounds(total) }
    func mark(_ mode: PerformanceProfile) -> String { comparison.selected == mode ? " (asked for)" : "" }
    var saving = row("saving", comparison.savings)
    if comparison.savings.isIncomplete { saving = saving.map { $0.hasPrefix("≥ ") ? "(\($0.dropFirst(2)))" : $0 } }
    text += MarkdownText.table(
      ["\(comparison.currency) a month", "low", "expected", "high"],
      [
        row("normal" + mark(.normal), comparison.normal.total),
        row("cost savings" + mark(.costSavings), comparison.costSavings.total), saving,
      ])
    var remarks = ComparisonText.unknown(comparison).map { "not included: \($0)" }
    if comparison.savings.isIncomplete {
      remarks.append("in parentheses: the saving on the lines whose price is known")
    }
    if let rate = comparison.exchangeRate { remarks.append("converted from US dollars: \(rate)") }
    if let assumptions = WorkloadText.assumptions(request.workload) { remarks.append(assumptions) }
    if !remarks.isEmpty { text += "\n" + remarks.map { "- \(MarkdownText.escaped($0))\n" }.joined() }
    for estimate in [comparison.normal, comparison.costSavings] {
      let title = estimate.mode == .normal ? "normal mode" : "cost-savings mode"
      text += "\n" + MarkdownText.details(title + ", line by line", lines(estimate))
    }
    return text + "\n"
  }

  private static func lines(_ estimate: Estimate) -> String {
    let lines = Component.Part.allCases.flatMap { part in estimate.lines.filter { $0.component.part == part } }
    let total = ["**total**", "", "", "", ""] + AmountText.bounds(estimate.total).map { "**\($0)**" } + [""]
    let notes = estimate.terms.map { "- \(MarkdownText.escaped("\($0)"))\n" }.joined()
    return MarkdownText.table(
      [
        "\(estimate.total.low.currency) a month", "quantity", "unit", "list price", "unit price", "low", "expected",
        "high", "status",
      ], lines.map(row) + [total], leftColumns: [2, 8]) + (notes.isEmpty ? "" : "\n" + notes)
  }

  private static func row(_ line: LineItem) -> [String] {
    let price = line.unitPrice
    let cells = [
      MarkdownText.escaped(line.component.title), "\(line.quantity.expected)", MarkdownText.escaped(line.unit ?? ""),
      price?.list?.expected.rounded(places: 4) ?? "unknown", price?.amount.expected.rounded(places: 4) ?? "unknown",
    ]
    return cells + AmountText.bounds(line.monthly) + [price?.status.rawValue ?? "unknown"]
  }
}
