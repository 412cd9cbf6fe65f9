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
    var text = "**\(MarkdownText.escaped(CostDifferenceWords.summary(run)))**\n\n"
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
    var text = "### \(name) \(MarkdownText.escaped(CostDifferenceWords.about(difference)))\n\n"
    guard !difference.isEmpty else { return text + "It costs what it did.\n\n" }
    let bills = CostDifferenceWords.bills(difference)
    let currency = difference.normal.total.monthly.expected.currency
    text += MarkdownText.table(
      ["\(currency) a month, expected", "old", "new", "difference"],
      bills.map { title, bill in
        [
          MarkdownText.escaped(title), expected(bill.old), expected(bill.new),
          CostDifferenceWords.signed(bill.total)[1],
        ]
      })
    var remarks = CostDifferenceWords.remarks(difference)
    for (title, bill) in bills where !bill.total.isComplete {
      remarks.append("\(title), \(CostDifferenceWords.notIncluded(bill.total))")
    }
    if !remarks.isEmpty { text += "\n" + remarks.map { "- \(MarkdownText.escaped($0))\n" }.joined() }
    for (title, bill) in bills where !bill.isEmpty {
      text += "\n" + MarkdownText.details(MarkdownText.escaped(title) + ", line by line", lines(bill))
    }
    return text + "\n"
  }

  private static func expected(_ estimate: Estimate?) -> String {
    estimate.map { AmountText.bounds($0.total)[1] } ?? "none"
  }

  private static func lines(_ bill: BillDifference) -> String {
    var rows: [[String]] = []
    var notes = ""
    for line in bill.lines {
      for (side, item) in [("old", line.old), ("new", line.new)] {
        guard let item else { continue }
        rows.append(
          [
            MarkdownText.escaped(item.component.title), side, "\(item.quantity.expected)",
            MarkdownText.escaped(item.unit ?? ""), item.unitPrice?.amount.expected.rounded(places: 4) ?? "unknown",
          ] + AmountText.bounds(item.monthly))
      }
      if line.change == .changed {
        rows.append(["", "difference", "", "", ""] + CostDifferenceWords.signed(line.monthly).map { "**\($0)**" })
      }
      if let reason = line.unknownBecause {
        notes += "- not known: \(MarkdownText.escaped("the difference of \(line.component.title), since \(reason)"))\n"
      }
    }
    if let old = bill.old { rows.append(["total", "old", "", "", ""] + AmountText.bounds(old.total)) }
    if let new = bill.new { rows.append(["total", "new", "", "", ""] + AmountText.bounds(new.total)) }
    rows.append(["", "difference", "", "", ""] + CostDifferenceWords.signed(bill.total).map { "**\($0)**" })
    let currency = bill.total.monthly.expected.currency
    return MarkdownText.table(
      ["\(currency) a month", "", "quantity", "unit", "unit price", "low", "expected", "high"], rows,
      leftColumns: [1, 3]) + (notes.isEmpty ? "" : "\n" + notes)
  }
}
