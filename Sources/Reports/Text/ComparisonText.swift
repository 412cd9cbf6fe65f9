import Costs
import Findings
import Money
import Requests

/// Both modes of a request beside each other, in a few lines.
enum ComparisonText {
  static func render(_ comparison: Comparison, _ request: ClusterRequest) -> PrintableText {
    var table = TextTable()
    table.add(["\(comparison.currency)", "month, low", "expected", "high", "day, expected", "hour, expected"])
    table.add(row("normal" + mark(.normal, comparison), comparison.normal.total))
    table.add(row("cost savings" + mark(.costSavings, comparison), comparison.costSavings.total))
    table.add(savings(comparison.savings))
    var text = table.render()
    text += "  * asked for; a month has \(Estimate.hoursPerMonth) hours\n"
    if let rate = comparison.exchangeRate { text += "  converted from US dollars: \(rate)\n" }
    if comparison.savings.isIncomplete { text += "  in parentheses: the saving on the lines whose price is known\n" }
    for line in unknown(comparison) { text += "  not included: \(line)\n" }
    if let assumptions = WorkloadText.assumptions(request.workload) { text += "  \(assumptions)\n" }
    return text
  }

  private static func mark(_ mode: PerformanceProfile, _ comparison: Comparison) -> String {
    comparison.selected == mode ? " *" : ""
  }

  private static func row(_ title: String, _ total: Total) -> [String] {
    let prefix = total.isIncomplete ? "≥ " : ""
    return [
      title, prefix + AmountText.text(total.low), prefix + AmountText.text(total.expected),
      AmountText.text(total.high), prefix + AmountText.text(Period.day.amount(ofMonthly: total.expected)),
      prefix + AmountText.text(Period.hour.amount(ofMonthly: total.expected)),
    ]
  }

  /// A saving on part of the lines is no bound of the whole: what is unknown may be more in either mode.
  private static func savings(_ total: Total) -> [String] {
    let cells = row("saving", total)
    guard total.isIncomplete else { return cells }
    return cells.map { $0.hasPrefix("≥ ") ? "(\($0.dropFirst(2)))" : $0 }
  }

  /// What is missing from the totals, and why.
  static func unknown(_ comparison: Comparison) -> [String] {
    var lines: [String] = []
    for line in comparison.normal.unknown + comparison.costSavings.unknown {
      let text = "\(line.component.title), since \(line.unknownBecause ?? "its price is not known")"
      if !lines.contains(text) { lines.append(text) }
    }
    return lines
  }
}

/// A workload in words.
enum WorkloadText {
  /// What the request left to defaults; nil if nothing.
  static func assumptions(_ workload: Workload) -> String? {
    var parts: [String] = []
    if workload.assumed.contains(.computeNodes) {
      parts.append("\(workload.minimumNodes) to \(workload.maximumNodes) compute nodes in normal mode")
    }
    if workload.assumed.contains(.utilization) { parts.append("utilization \(workload.utilization)") }
    return parts.isEmpty ? nil : "assumed, since `workload` does not say: " + parts.joined(separator: ", ")
  }
}
