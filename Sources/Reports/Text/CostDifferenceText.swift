import Requests
import Catalog
import Costs
public import Findings
public import Gate
import Money

/// The report of `tollgate cost --diff` for people.
public struct CostDifferenceText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// Each request line by line, and the sum. Requests that are not complete are named with their findings.
  public func render(_ run: CostDifferenceRun) -> PrintableText {
    var text = unpriced(run.old, run.unpricedOld) + unpriced(run.new, run.unpricedNew)
    for pair in run.pairs { text += request(pair) }
    return text + "\(DifferenceReport.summary(run))\n" + footing("old", run.old.basis)
      + footing("new", run.new.basis)
  }

  private func unpriced(_ run: CheckRun, _ verdicts: [Verdict]) -> PrintableText {
    let findings = FindingText(sources: run.files.sources, secrets: run.whole.secrets, style: style)
    var text = run.files.syntaxErrors.map { findings.render($0) }.joined()
    for error in run.files.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    for verdict in verdicts {
      let place = verdict.draft.place
      let name: PrintableText = verdict.draft.name.map { PrintableText($0.value, limit: 80) } ?? "(no name)"
      if verdict.bills == nil {
        text += findings.render(verdict.findings.filter(\.denies), omitted: verdict.omitted.filter(\.denies))
      }
      text += "not compared: \(style.bold(name)) at \(place.source):\(place.range.start.line)\n\n"
    }
    return text
  }

  private func request(_ pair: CostDifferenceRun.Pair) -> PrintableText {
    let difference = pair.difference
    let report = DifferenceReport(difference)
    let text: PrintableText = "request \(style.bold(PrintableText(difference.name, limit: 80))) \(report.about)\n"
    guard !difference.isEmpty else { return text + "  costs what it did\n\n" }
    return text + report.remarks.map { "  \($0)\n" }.joined() + "\n" + report.bills.map { bill($0) }.joined()
  }

  private func bill(_ bill: DifferenceReport.Bill) -> PrintableText {
    let title = style.bold("\(bill.title)") + "\n"
    guard !bill.difference.isEmpty else { return title + "  no line is changed\n\n" }
    let remarks = bill.notKnown + [bill.notIncluded].compactMap(\.self)
    return title + table(bill) + remarks.map { "  \($0)\n" }.joined() + "\n"
  }

  /// The rows: what was begins with `-`, what is to be with `+`, the difference with `=`.
  private func table(_ bill: DifferenceReport.Bill) -> PrintableText {
    var table = TextTable(leftColumns: [1, 3], titleColumns: 2)
    table.add(["", "\(bill.currency) a month"] + DifferenceReport.Row.columns)
    for row in bill.rows { table.add([sign(row.kind), row.title] + row.details + row.amounts) }
    let rows = table.rowLines(style)
    return rows[0].map { $0 + "\n" }.joined()
      + zip(bill.rows, rows.dropFirst()).map { row, lines in
        lines.map { colored(row.kind, $0) + "\n" }.joined()
      }.joined()
  }

  private func sign(_ kind: DifferenceReport.Row.Kind) -> String {
    switch kind {
    case .old: "-"
    case .new: "+"
    case .difference: "="
    }
  }

  private func colored(_ kind: DifferenceReport.Row.Kind, _ line: PrintableText) -> PrintableText {
    switch kind {
    case .old: style.red(line)
    case .new: style.green(line)
    case .difference: style.bold(line)
    }
  }

  private func footing(_ side: PrintableText, _ basis: CheckBasis) -> PrintableText {
    "\(side): catalog of \(basis.catalog.asOf), cost profile `\(basis.costProfile.name)`\n"
  }
}
