import Costs
import Findings
import Money
import Requests

/// The bills of one request as reports show them.
struct BillReport {
  let request: ClusterRequest
  let comparison: Comparison

  init(_ request: ClusterRequest, _ comparison: Comparison) {
    self.request = request
    self.comparison = comparison
  }

  /// What the report is about.
  var title: String { "Cost of \(printable(request.name, limit: 80)) in \(printable(request.region, limit: 80))" }

  /// Both modes in short, each line by line, and what that rests on.
  var blocks: [ReportBlock] {
    summary
      + comparison.estimates.map { .section(title(of: $0), lines($0), .folded) }
      + (comparison.savingParts.isEmpty
        ? []
        : [
          .section(
            "What makes the saving",
            [
              .table(OutlookWords.parts(comparison)),
              .list([OutlookWords.carriers(comparison)].compactMap { $0.map { .text($0) } }),
            ],
            .folded)
        ])
      + [.section("What this rests on", [.list(reasons)], .folded)]
  }

  /// Both modes beside each other, the saving, and what is to be said of them.
  var summary: [ReportBlock] {
    let outlook = comparison.outlook
    let remarks =
      [
        (isCompared ? "* asked for; " : "") + "a month has \(Estimate.hoursPerMonth) hours",
        isCompared ? OutlookWords.saturation(outlook) : nil, OutlookWords.waiting(comparison), conversion, parentheses,
      ] + notIncluded + [assumptions]
    return [.table(totals), .list(remarks.compactMap { $0.map { .text($0) } })]
  }

  /// Whether there are two modes.
  private var isCompared: Bool { comparison.modes.count > 1 }

  /// The cost in the mode that is asked for, and the saving, on one line.
  var line: String {
    let total = comparison.selectedEstimate.total
    let amount = ReportNumber.partial(total.expected, of: total, isSaving: false).text
    guard isCompared else { return "\(amount) \(comparison.currency) a month" }
    let asked = "\(amount) \(comparison.currency) a month in \(Self.title(comparison.selected))"
    guard let savings = comparison.savings, !savings.isIncomplete, !savings.expected.isNegative else { return asked }
    let saved = ReportNumber.partial(savings.expected, of: savings, isSaving: true).text
    return comparison.selected == .costSavings
      ? asked + ", \(saved) less than in normal mode" : asked + "; cost-savings mode saves \(saved)"
  }

  /// The name of a mode.
  static func title(_ mode: PerformanceProfile) -> String {
    mode == .normal ? "normal mode" : "cost-savings mode"
  }

  /// The name of a mode in tables.
  static func shortTitle(_ mode: PerformanceProfile) -> String { mode == .normal ? "normal" : "cost savings" }

  private func title(of estimate: Estimate) -> String {
    guard isCompared else { return "Bill" }
    return (estimate.mode == .normal ? "Normal mode" : "Cost-savings mode")
      + (comparison.selected == estimate.mode ? " (asked for)" : "")
  }

  private var totals: ReportTable {
    func row(_ title: String, _ total: Total?, _ mode: PerformanceProfile?) -> ReportTable.Row {
      let isSaving = mode == nil
      guard let total else {
        return ReportTable.Row(title: .text(title), cells: Array(repeating: .text("none"), count: 5))
      }
      let periods = [Period.day, .hour].map {
        ReportNumber.partial($0.amount(ofMonthly: total.expected), of: total, isSaving: isSaving)
      }
      return ReportTable.Row(
        title: .text(isCompared && mode == comparison.selected ? title + " *" : title),
        cells: ReportNumber.bounds(total, isSaving: isSaving) + periods)
    }
    let modes = comparison.estimates.map { row(isCompared ? Self.shortTitle($0.mode) : "cost", $0.total, $0.mode) }
    return ReportTable(
      caption: isCompared ? "both modes" : "cost",
      columns: ["\(comparison.currency)", "month, low", "expected", "high", "day, expected", "hour, expected"],
      rows: modes + (isCompared ? [row("saving", comparison.savings, nil)] : []))
  }

  /// What an amount in parentheses is, where there is one.
  private var parentheses: String? {
    comparison.savings?.isIncomplete ?? false ? "in parentheses: the saving on the lines whose price is known" : nil
  }

  /// The exchange rate, where the amounts are converted.
  private var conversion: String? { comparison.exchangeRate.map { "converted from US dollars: \($0)" } }

  /// What is missing from the totals, and why.
  private var notIncluded: [String] {
    var lines: [String] = []
    for line in comparison.estimates.flatMap(\.unknown) {
      let text = "not included: \(line.component.title), since \(line.unknownBecause ?? "its price is not known")"
      if !lines.contains(text) { lines.append(text) }
    }
    return lines
  }

  /// What the request left to defaults, or what the organisation fixes; nil if nothing.
  private var assumptions: String? {
    let workload = comparison.outlook.workload
    if let fixed = OutlookWords.fixed(workload) { return fixed }
    var parts: [String] = []
    if workload.assumed.contains(.computeNodes) {
      parts.append("\(workload.minimumNodes) to \(workload.maximumNodes) compute nodes in normal mode")
    }
    if let load = OutlookWords.assumedLoad(workload) { parts.append(load) }
    return parts.isEmpty ? nil : "assumed, since `workload` does not say: " + parts.joined(separator: ", ")
  }

  /// A bill line by line: the fixed lines first, then those by usage, each part with its sum.
  private func lines(_ estimate: Estimate) -> [ReportBlock] {
    let columns: [PriceColumn] = estimate.terms.isEmpty ? [.paid] : [.list, .terms, .paid]
    func sum(_ title: String, _ total: Total) -> ReportTable.Row {
      let blanks = [ReportNumber](repeating: .text(""), count: columns.count + 2)
      return ReportTable.Row(
        title: .text(title), cells: blanks + ReportNumber.bounds(total) + [.text("")], kind: .total)
    }
    var rows: [ReportTable.Row] = []
    for part in Component.Part.allCases {
      for line in estimate.lines where line.component.part == part {
        rows.append(
          ReportTable.Row(
            title: .text(line.component.title),
            cells: [.exact("\(line.quantity.expected)"), .text(line.unit ?? "")]
              + columns.map { $0.cell(line.unitPrice) } + ReportNumber.bounds(line.monthly)
              + [.text(line.unitPrice?.status.rawValue ?? "unknown")]))
      }
      rows.append(part == .fixed ? sum("fixed", estimate.fixed) : sum("by usage", estimate.usage))
    }
    rows.append(sum("total", estimate.total))
    let titles =
      ["\(estimate.total.low.currency) a month", "quantity", "unit"] + columns.map(\.rawValue)
      + ["low", "expected", "high", "status"]
    let left = titles.indices.filter { ["unit", "terms", "status"].contains(titles[$0]) }
    let nodes = estimate.computeNodes
    let types = request.instanceTypes.map { printable($0, limit: 80) }.joined(separator: ", ")
    let table = ReportTable(caption: title(of: estimate), columns: titles, rows: rows, leftColumns: Set(left))
    let remark =
      "compute nodes (\(types)): \(nodes.low) at low, \(nodes.expected) expected, \(nodes.high) at high; quantities and "
      + "unit prices are the expected ones"
    return [.table(table), .list([.text(remark)])]
  }

  /// A column of a bill about prices.
  private enum PriceColumn: String {
    case list = "list price"
    case terms
    case paid = "unit price"

    func cell(_ price: UnitPrice?) -> ReportNumber {
      switch self {
      case .list: .price(price?.list?.expected)
      case .paid: .price(price?.amount.expected)
      case .terms: .text((price?.terms ?? []).map(\.short).joined(separator: " "))
      }
    }
  }

  /// Why each component has its quantity, where its price comes from, and what was agreed on prices.
  private var reasons: [ReportNumber] {
    var reasons: [String] = []
    var seen: Set<String> = []
    for line in comparison.estimates.flatMap(\.lines) where seen.insert(line.component.name).inserted {
      let price =
        line.unitPrice.map { price in
          "Price (\(price.status.rawValue)\(price.asOf.map { ", as of \($0)" } ?? "")): \(price.source)"
        } ?? "Price unknown: \(line.unknownBecause ?? "")"
      reasons.append("\(line.component.title): \(line.component.reason) \(price)")
    }
    reasons += comparison.terms.map { "\($0.short): \($0)" }
    reasons.append(OutlookWords.scaling(comparison.outlook.scaling))
    if let claim = OutlookWords.claim(comparison.outlook.workload) { reasons.append(claim) }
    return reasons.map { .text($0) }
  }
}
