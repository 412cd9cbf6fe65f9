import Costs
public import Findings
public import Gate
import Money
import Requests

/// The report of `tollgate cost` for people: the bill of materials of each mode.
public struct CostText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report. Requests that are not complete are named with their findings.
  public func render(_ run: CheckRun) -> PrintableText {
    let findings = FindingText(sources: run.files.sources, secrets: run.whole.secrets, style: style)
    var text = run.files.syntaxErrors.map { findings.render($0) }.joined()
    for error in run.files.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    for verdict in run.verdicts {
      guard let comparison = verdict.comparison?.reported, let request = verdict.request else {
        text += findings.render(verdict.findings.filter(\.denies), omitted: verdict.omitted.filter(\.denies))
        continue
      }
      text += bill(comparison, request)
    }
    return text + "\(RunText.footing(run.basis))\n"
  }

  private func bill(_ comparison: Comparison, _ request: ClusterRequest) -> PrintableText {
    var text: PrintableText = "\(style.bold("bill")) of \(request.name, limit: 80) in \(request.region, limit: 80)\n"
    text += "  compute nodes: \(request.instanceTypes.map { PrintableText($0, limit: 80) }.joined(separator: ", "))\n\n"
    for estimate in [comparison.normal, comparison.costSavings] {
      text += self.estimate(estimate, isSelected: comparison.selected == estimate.mode)
    }
    text += style.bold("both modes") + "\n" + ComparisonText.render(comparison, request) + "\n"
    return text + notes(comparison)
  }

  private func estimate(_ estimate: Estimate, isSelected: Bool) -> PrintableText {
    let title: PrintableText = estimate.mode == .normal ? "normal mode" : "cost-savings mode"
    var text = style.bold(title + (isSelected ? " (asked for)" : "")) + "\n"
    let nodes = estimate.computeNodes
    text += "  compute nodes: \(nodes.low) at low, \(nodes.expected) expected, \(nodes.high) at high;"
    text += " quantities and unit prices below are the expected ones\n"
    let hasTerms = !estimate.terms.isEmpty
    var table = TextTable(leftColumns: hasTerms ? [2, 5, 9] : [2, 7])
    let currency = estimate.total.low.currency
    table.add(
      ["\(currency) a month", "quantity", "unit"] + (hasTerms ? ["list price", "unit price", "terms"] : ["unit price"])
        + ["low", "expected", "high", "status"])
    let blanks = [String](repeating: "", count: hasTerms ? 5 : 3)
    for part in Component.Part.allCases {
      for line in estimate.lines where line.component.part == part { table.add(row(line, hasTerms: hasTerms)) }
      let total = part == .fixed ? estimate.fixed : estimate.usage
      table.add(["= \(part == .fixed ? "fixed" : "by usage")"] + blanks + AmountText.bounds(total) + [""])
    }
    table.add(["= total"] + blanks + AmountText.bounds(estimate.total) + [""])
    return text + table.render() + "\n"
  }

  private func row(_ line: LineItem, hasTerms: Bool) -> [String] {
    let price = line.unitPrice
    let paid = price?.amount.expected.rounded(places: 4) ?? "unknown"
    let list = price?.list?.expected.rounded(places: 4) ?? "unknown"
    let terms = (price?.terms ?? []).map(\.short).joined(separator: " ")
    return [line.component.title, "\(line.quantity.expected)", line.unit ?? ""]
      + (hasTerms ? [list, paid, terms] : [paid]) + AmountText.bounds(line.monthly)
      + [price?.status.rawValue ?? "unknown"]
  }

  /// Why each component has its quantity, where its price comes from, and what was agreed on prices.
  private func notes(_ comparison: Comparison) -> PrintableText {
    var text = style.bold("what this rests on") + "\n"
    var seen: Set<String> = []
    for line in comparison.normal.lines + comparison.costSavings.lines where seen.insert(line.component.name).inserted {
      text += "  \(line.component.title): \(line.component.reason)\n"
      if let price = line.unitPrice {
        let asOf = price.asOf.map { " as of \($0)" } ?? ""
        text += style.faint("    price \(price.status.rawValue)\(asOf): \(price.source)") + "\n"
      } else {
        text += style.faint("    price unknown: \(line.unknownBecause ?? "")") + "\n"
      }
    }
    var terms: [AppliedTerm] = []
    for term in comparison.normal.terms + comparison.costSavings.terms where !terms.contains(term) {
      terms.append(term)
      text += "  \(term.short): \(term)\n"
    }
    return text + "\n"
  }
}
