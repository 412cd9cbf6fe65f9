import Costs
import Findings
import Money
import Requests

/// The bills of one request as a report shows them, the same in every format for people: tables, and what is to be said
/// about them.
struct BillReport {
  let request: ClusterRequest
  let comparison: Comparison

  init(_ request: ClusterRequest, _ comparison: Comparison) {
    self.request = request
    self.comparison = comparison
  }

  /// The modes, normal mode first.
  var estimates: [Estimate] { [comparison.normal, comparison.costSavings] }

  /// The name of a mode.
  static func title(_ mode: PerformanceProfile) -> String {
    mode == .normal ? "normal mode" : "cost-savings mode"
  }

  /// Both modes beside each other, and the saving.
  /// - Parameters:
  ///   - mark: What stands behind the mode that is asked for.
  ///   - withPeriods: Whether there are columns for a day and an hour too.
  func summary(mark: String, withPeriods: Bool) -> ReportTable {
    func row(_ title: String, _ total: Total, _ mode: PerformanceProfile?) -> ReportTable.Row {
      let isSaving = mode == nil
      var amounts = AmountText.bounds(total, isSaving: isSaving)
      if withPeriods {
        amounts += [Period.day, .hour].map {
          AmountText.partial($0.amount(ofMonthly: total.expected), of: total, isSaving: isSaving)
        }
      }
      return ReportTable.Row(
        title: .text(mode == comparison.selected ? title + mark : title), cells: amounts.map { .text($0) })
    }
    return ReportTable(
      caption: "both modes",
      columns: withPeriods
        ? ["\(comparison.currency)", "month, low", "expected", "high", "day, expected", "hour, expected"]
        : ["\(comparison.currency) a month", "low", "expected", "high"],
      rows: [
        row("normal", comparison.normal.total, .normal),
        row("cost savings", comparison.costSavings.total, .costSavings), row("saving", comparison.savings, nil),
      ])
  }

  /// What an amount in parentheses is, where there is one.
  var parentheses: String? {
    comparison.savings.isIncomplete ? "in parentheses: the saving on the lines whose price is known" : nil
  }

  /// The exchange rate, where the amounts are converted.
  var conversion: String? { comparison.exchangeRate.map { "converted from US dollars: \($0)" } }

  /// What is missing from the totals, and why.
  var notIncluded: [String] {
    var lines: [String] = []
    for line in comparison.normal.unknown + comparison.costSavings.unknown {
      let text = "not included: \(line.component.title), since \(line.unknownBecause ?? "its price is not known")"
      if !lines.contains(text) { lines.append(text) }
    }
    return lines
  }

  /// What the request left to defaults; nil if nothing.
  var assumptions: String? {
    let workload = request.workload
    var parts: [String] = []
    if workload.assumed.contains(.computeNodes) {
      parts.append("\(workload.minimumNodes) to \(workload.maximumNodes) compute nodes in normal mode")
    }
    if workload.assumed.contains(.utilization) { parts.append("utilization \(workload.utilization)") }
    return parts.isEmpty ? nil : "assumed, since `workload` does not say: " + parts.joined(separator: ", ")
  }

  /// A bill line by line: the fixed lines first, then those by usage.
  /// - Parameters:
  ///   - columns: The columns about prices.
  ///   - subtotals: Whether each part has a sum.
  static func lines(_ estimate: Estimate, columns: Columns, subtotals: Bool) -> ReportTable {
    func sum(_ title: String, _ total: Total) -> ReportTable.Row {
      let blanks = [String](repeating: "", count: columns.prices.count + 2)
      return ReportTable.Row(
        title: .text(title), cells: (blanks + AmountText.bounds(total) + [""]).map { .text($0) }, isTotal: true)
    }
    var rows: [ReportTable.Row] = []
    for part in Component.Part.allCases {
      for line in estimate.lines where line.component.part == part {
        let cells =
          ["\(line.quantity.expected)", line.unit ?? ""] + columns.prices.map { columns.cell($0, line.unitPrice) }
          + AmountText.bounds(line.monthly) + [line.unitPrice?.status.rawValue ?? "unknown"]
        rows.append(ReportTable.Row(title: .text(line.component.title), cells: cells.map { .text($0) }))
      }
      if subtotals {
        rows.append(part == .fixed ? sum("= fixed", estimate.fixed) : sum("= by usage", estimate.usage))
      }
    }
    rows.append(sum(subtotals ? "= total" : "total", estimate.total))
    let titles =
      ["\(estimate.total.low.currency) a month", "quantity", "unit"] + columns.prices.map(\.rawValue)
      + ["low", "expected", "high", "status"]
    let left = titles.indices.filter { ["unit", "terms", "status"].contains(titles[$0]) }
    return ReportTable(caption: title(estimate.mode), columns: titles, rows: rows, leftColumns: Set(left))
  }

  /// The columns of a bill that are about prices.
  enum Columns {
    /// The price paid.
    case paid
    /// The list price and the price paid.
    case listAndPaid
    /// Both, and the terms between them.
    case terms

    /// A column.
    enum Price: String {
      case list = "list price"
      case paid = "unit price"
      case terms
    }

    var prices: [Price] {
      switch self {
      case .paid: [.paid]
      case .listAndPaid: [.list, .paid]
      case .terms: [.list, .paid, .terms]
      }
    }

    func cell(_ column: Price, _ price: UnitPrice?) -> String {
      switch column {
      case .list: price?.list?.expected.rounded(places: 4) ?? "unknown"
      case .paid: price?.amount.expected.rounded(places: 4) ?? "unknown"
      case .terms: (price?.terms ?? []).map(\.short).joined(separator: " ")
      }
    }
  }
}
