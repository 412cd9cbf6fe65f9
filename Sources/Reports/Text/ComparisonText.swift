import Costs
import Findings
import Requests

/// Both modes of a request beside each other, in a few lines.
enum ComparisonText {
  static func render(_ comparison: Comparison, _ request: ClusterRequest, _ style: TextStyle) -> PrintableText {
    let report = BillReport(request, comparison)
    let remarks =
      ["* asked for; a month has \(Estimate.hoursPerMonth) hours", report.conversion, report.parentheses]
      + report.notIncluded + [report.assumptions]
    return TextTable(report.summary(mark: " *", withPeriods: true)).render(style)
      + remarks.compactMap { $0.map { "  \($0)\n" } }.joined()
  }
}
