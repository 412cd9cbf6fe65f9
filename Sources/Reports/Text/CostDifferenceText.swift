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
    return text + "\(CostDifferenceWords.summary(run))\n" + footing("old", run.old.basis)
      + footing("new", run.new.basis)
  }

  private func unpriced(_ run: CheckRun, _ verdicts: [Verdict]) -> PrintableText {
    let findings = FindingText(sources: run.files.sources, secrets: run.whole.secrets, style: style)
    var text = run.files.syntaxErrors.map { findings.render($0) }.joined()
    for error in run.files.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    for verdict in verdicts {
      let place = verdict.draft.place
      let name: PrintableText = verdict.draft.name.map { PrintableText($0.value, limit: 80) } ?? "(no name)"
      if verdict.comparison == nil {
        text += findings.render(verdict.findings.filter(\.denies), omitted: verdict.omitted.filter(\.denies))
      }
      text += "not compared: \(style.bold(name)) at \(place.source):\(place.range.start.line)\n\n"
    }
    return text
  }

  private func request(_ pair: CostDifferenceRun.Pair) -> PrintableText {
    let difference = pair.difference
    var text: PrintableText =
      "request \(style.bold(PrintableText(difference.name, limit: 80))) \(CostDifferenceWords.about(difference))\n"
    guard !difference.isEmpty else { return text + "  costs what it did\n\n" }
    for remark in CostDifferenceWords.remarks(difference) { text += "  \(remark)\n" }
    text += "\n"
    for (title, bill) in CostDifferenceWords.bills(difference) { text += self.bill("\(title)", bill) }
    return text
  }

  private func bill(_ title: PrintableText, _ bill: BillDifference) -> PrintableText {
    var text = style.bold(title) + "\n"
    guard !bill.isEmpty else { return text + "  no line is changed\n\n" }
    var rows = Rows(bill)
    for line in bill.lines { rows.add(line) }
    if let old = bill.old { rows.add("-", "total", AmountText.bounds(old.total)) }
    if let new = bill.new { rows.add("+", "total", AmountText.bounds(new.total)) }
    rows.add(bill.total)
    text += rows.render(style)
    for line in bill.lines {
      guard let reason = line.unknownBecause else { continue }
      text += "  not known: the difference of \(line.component.title), since \(reason)\n"
    }
    if !bill.total.isComplete { text += "  \(CostDifferenceWords.notIncluded(bill.total))\n" }
    return text + "\n"
  }

  private func footing(_ side: PrintableText, _ basis: CheckBasis) -> PrintableText {
    "\(side): catalog of \(basis.catalog.asOf), cost profile `\(basis.costProfile.name)`\n"
  }
}

/// The rows of one bill's difference: what was begins with `-`, what is to be with `+`, the difference with `=`.
private struct Rows {
  private var table = TextTable(leftColumns: [1, 3])
  private var signs: [String] = [""]

  init(_ bill: BillDifference) {
    let currency = (bill.new ?? bill.old)?.total.low.currency ?? .usd
    table.add(["", "\(currency) a month", "quantity", "unit", "unit price", "low", "expected", "high"])
  }

  mutating func add(_ line: LineDifference) {
    for (sign, side) in [("-", line.old), ("+", line.new)] {
      guard let side else { continue }
      signs.append(sign)
      table.add(
        [
          sign, side.component.title, "\(side.quantity.expected)", side.unit ?? "",
          side.unitPrice?.amount.expected.rounded(places: 4) ?? "unknown",
        ] + AmountText.bounds(side.monthly))
    }
    if line.change == .changed { add("=", "", CostDifferenceWords.signed(line.monthly)) }
  }

  mutating func add(_ sign: String, _ title: String, _ amounts: [String]) {
    signs.append(sign)
    table.add([sign, title, "", "", ""] + amounts)
  }

  mutating func add(_ total: TotalDifference) {
    add("=", "difference", CostDifferenceWords.signed(total))
  }

  func render(_ style: TextStyle) -> PrintableText {
    let lines = zip(signs, table.lines()).map { sign, line -> PrintableText in
      switch sign {
      case "-": style.red(line) + "\n"
      case "+": style.green(line) + "\n"
      case "=": style.bold(line) + "\n"
      default: line + "\n"
      }
    }
    return lines.joined()
  }
}
