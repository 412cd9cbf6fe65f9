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
      guard let comparison = verdict.bills?.reported, let request = verdict.request else {
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
    text += style.bold("both modes") + "\n" + ComparisonText.render(comparison, request, style) + "\n"
    return text + notes(comparison)
  }

  private func estimate(_ estimate: Estimate, isSelected: Bool) -> PrintableText {
    let title = BillReport.title(estimate.mode) + (isSelected ? " (asked for)" : "")
    let nodes = estimate.computeNodes
    let table = BillReport.lines(estimate, columns: estimate.terms.isEmpty ? .paid : .terms, subtotals: true)
    return style.bold("\(title)") + "\n"
      + "  compute nodes: \(nodes.low) at low, \(nodes.expected) expected, \(nodes.high) at high;"
      + " quantities and unit prices below are the expected ones\n" + TextTable(table).render(style) + "\n"
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
