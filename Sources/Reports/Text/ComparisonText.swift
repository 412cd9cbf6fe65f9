import Costs
import Money
import Requests

/// Both modes of a request beside each other, in a few lines.
enum ComparisonText {
  static func render(_ comparison: Comparison, _ request: ClusterRequest) -> String {
    var table = TextTable()
    table.add(["USD", "month, low", "expected", "high", "day, expected", "hour, expected"])
    table.add(row("normal" + mark(.normal, comparison), comparison.normal.total))
    table.add(row("cost savings" + mark(.costSavings, comparison), comparison.costSavings.total))
    table.add(row("saving", comparison.savings))
    var text = table.render()
    text += "  * asked for; a month has \(Estimate.hoursPerMonth) hours\n"
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
