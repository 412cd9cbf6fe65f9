import Costs
import Documents
import Gate
import Money
import Requests

/// The report of `tollgate cost` for people: the bill of materials of each mode.
public struct CostText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report. Requests that are not complete are named with their findings.
  public func render(_ run: CheckRun) -> String {
    let findings = FindingText(sources: run.files.sources, secrets: run.whole.secrets, style: style)
    var text = run.files.syntaxErrors.map { findings.render($0) }.joined()
    for error in run.files.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    for verdict in run.verdicts {
      guard let comparison = verdict.comparison, let request = verdict.request else {
        text += verdict.findings.filter(\.denies).map { findings.render($0) }.joined()
        continue
      }
      text += bill(comparison, request)
    }
    return text + RunText.footing(run.basis)
  }

  private func bill(_ comparison: Comparison, _ request: ClusterRequest) -> String {
    var text = style.bold(printable(request.name, limit: 80)) + " in \(printable(request.region, limit: 80))\n"
    text += "  compute nodes: \(request.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", "))\n\n"
    for estimate in [comparison.normal, comparison.costSavings] {
      text += self.estimate(estimate, isSelected: comparison.selected == estimate.mode)
    }
    text += style.bold("both modes") + "\n" + ComparisonText.render(comparison, request) + "\n"
    return text + notes(comparison)
  }

  private func estimate(_ estimate: Estimate, isSelected: Bool) -> String {
    let title = estimate.mode == .normal ? "normal mode" : "cost-savings mode"
    var text = style.bold(title + (isSelected ? " (asked for)" : "")) + "\n"
    let nodes = estimate.computeNodes
    text += "  compute nodes: \(nodes.low) at low, \(nodes.expected) expected, \(nodes.high) at high;"
    text += " quantities and unit prices below are the expected ones\n"
    var table = TextTable(leftColumns: [2, 7])
    table.add(["USD a month", "quantity", "unit", "unit price", "low", "expected", "high", "status"])
    for part in Component.Part.allCases {
      for line in estimate.lines where line.component.part == part { table.add(row(line)) }
      let total = part == .fixed ? estimate.fixed : estimate.usage
      table.add(["= \(part == .fixed ? "fixed" : "by usage")", "", "", ""] + amounts(total) + [""])
    }
    table.add(["= total", "", "", ""] + amounts(estimate.total) + [""])
    return text + table.render() + "\n"
  }

  private func row(_ line: LineItem) -> [String] {
    guard let price = line.unitPrice, let monthly = line.monthly else {
      return [
        line.component.title, "\(line.quantity.expected)", "", "unknown", "unknown", "unknown", "unknown", "unknown",
      ]
    }
    return [
      line.component.title, "\(line.quantity.expected)", line.unit ?? "", price.amount.expected.rounded(places: 4),
      AmountText.text(monthly.low), AmountText.text(monthly.expected), AmountText.text(monthly.high),
      price.status.rawValue,
    ]
  }

  private func amounts(_ total: Total) -> [String] {
    let prefix = total.isIncomplete ? "≥ " : ""
    return [prefix + AmountText.text(total.low), prefix + AmountText.text(total.expected), AmountText.text(total.high)]
  }

  /// Why each component has its quantity, and where its price comes from.
  private func notes(_ comparison: Comparison) -> String {
    var text = style.bold("what this rests on") + "\n"
    var seen: Set<String> = []
    for line in comparison.normal.lines + comparison.costSavings.lines where seen.insert(line.component.name).inserted {
      text += "  \(line.component.title): \(printable(line.component.reason))\n"
      if let price = line.unitPrice {
        let asOf = price.asOf.map { " as of \($0)" } ?? ""
        text += style.faint("    price \(price.status.rawValue)\(asOf): \(printable(price.source))") + "\n"
      } else {
        text += style.faint("    price unknown: \(printable(line.unknownBecause ?? ""))") + "\n"
      }
    }
    return text + "\n"
  }
}
