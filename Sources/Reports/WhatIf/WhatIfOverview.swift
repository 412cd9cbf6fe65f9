import Costs
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate whatif` about several requests: which mode is the better choice for each, the greatest saving first.
enum WhatIfOverview {
  static func page(_ run: CheckRun) -> ReportPage {
    let compared = ComparedRequest.all(run)
    let unpriced = run.verdicts.filter { $0.bills == nil }.map { ReportProblem.request("not compared", $0, in: run) }
    return ReportPage(
      title: "\(counted(compared.count, "request")): normal or cost-savings mode?",
      blocks: ReportProblem.unreadable(run) + unpriced + comparison(compared)
        + [.paragraph(.text(RunText.footing(run.basis).text), .footing)])
  }

  private static func comparison(_ compared: [ComparedRequest]) -> [ReportBlock] {
    guard !compared.isEmpty else { return [] }
    return [
      .paragraph(.text(answer(compared)), .answer), .table(table(compared)), .list(remarks(compared).map { .text($0) }),
    ]
  }

  /// For how many requests each mode is the better choice, what that saves, and which requests should change.
  static func answer(_ compared: [ComparedRequest]) -> String {
    let cheap = compared.count { $0.comparison.betterMode == .costSavings }
    var text = "Cost-savings mode is the better choice for \(cheap) of \(counted(compared.count, "request")). "
    let changing = compared.filter(\.shouldChange)
    switch ComparedRequest.combined(compared) {
    case .success(let combined):
      text += "As asked for, they cost \(amount(combined.selected)) \(compared[0].comparison.currency) a month together"
      text += changing.isEmpty ? ". " : ", in the better mode of each \(amount(combined.better)). "
    case .failure(let error): text += "Their sum cannot be computed: \(error). "
    }
    guard !changing.isEmpty else { return text + "None should ask for another mode." }
    let shown = changing.prefix(10).map { "\($0.name) (to \(BillReport.title($0.comparison.better)))" }
    let more = changing.count - shown.count
    return text + "\(counted(changing.count, "request")) should change: \(shown.joined(separator: ", "))"
      + (more > 0 ? " and \(more) more." : ".")
  }

  private static func amount(_ total: Total) -> String { AmountText.partial(total.expected, of: total) }

  private static func table(_ compared: [ComparedRequest]) -> ReportTable {
    let rows = compared.map { request -> ReportTable.Row in
      let comparison = request.comparison
      func cost(_ mode: PerformanceProfile) -> ReportNumber {
        let total = (mode == .normal ? comparison.normal : comparison.costSavings).total
        return .partial(total.expected, of: total)
      }
      let saving = comparison.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
      let extra = comparison.outlook.extraWait.map {
        $0 < 0 ? "-" + WhatIfWords.duration(-$0) : WhatIfWords.duration($0)
      }
      let shown = comparison.betterMode.map { $0 == .normal ? "normal" : "cost savings" } ?? "neither"
      return ReportTable.Row(
        title: .text(request.name),
        cells: [
          .text(comparison.selected == .normal ? "normal" : "cost savings"), cost(.normal), cost(.costSavings),
          saving ?? .text("none"), .text(extra ?? "saturated"),
          comparison.savingPerHourOfWaiting.map { .amount($0) } ?? .text(""),
          .text(request.shouldChange ? shown + " *" : shown),
        ])
    }
    return ReportTable(
      caption: "both modes of each request, expected",
      columns: [
        "\(compared[0].comparison.currency) a month", "asked for", "normal", "cost savings", "saving", "extra wait",
        "saved per hour", "better",
      ],
      rows: rows, leftColumns: [1, 7])
  }

  private static func remarks(_ compared: [ComparedRequest]) -> [String] {
    let assumed = compared.count { $0.comparison.outlook.workload.assumed.contains(.load) }
    let saturated = compared.count { $0.comparison.savings == nil }
    return [
      compared.contains(where: \.shouldChange) ? "* another mode than the request asks for" : nil,
      "saved per hour: what is saved for each hour that jobs wait longer in cost-savings mode",
      saturated > 0 ? "no saving: a mode cannot carry the load of \(counted(saturated, "request"))" : nil,
      assumed > 0
        ? "the load of \(counted(assumed, "request")) is assumed, since `workload` does not say" : nil,
      "nodes and waits by formulas; `tollgate whatif` with one request has their ranges, a simulation and what else matters",
    ].compactMap(\.self)
  }
}

/// A request of several, and its bills.
struct ComparedRequest {
  /// Its name as it may be printed.
  let name: String
  let request: ClusterRequest
  let comparison: Comparison
  let verdict: Verdict

  /// The requests of a run that have bills, the greatest saving first.
  static func all(_ run: CheckRun) -> [ComparedRequest] {
    let all = run.verdicts.compactMap { verdict -> ComparedRequest? in
      guard let comparison = verdict.bills?.reported, let request = verdict.request else { return nil }
      return ComparedRequest(
        name: printable(request.name, limit: 80), request: request, comparison: comparison, verdict: verdict)
    }
    return all.enumerated().sorted { one, other in
      switch (one.element.comparison.savings?.expected, other.element.comparison.savings?.expected) {
      // INVARIANT: all amounts of a run are in one currency.
      case (let saving?, let less?) where saving != less: (try? less.isLess(than: saving)) ?? false
      case (_?, nil): true
      case (nil, _?): false
      default: one.offset < other.offset
      }
    }.map(\.element)
  }

  /// What some requests cost together, or why that cannot be computed.
  static func combined(_ compared: [ComparedRequest]) -> Result<CombinedBills, MoneyError> {
    Result { () throws(MoneyError) in try CombinedBills(compared.map(\.comparison)) }
  }

  /// Whether the better mode is another than the one that it asks for.
  var shouldChange: Bool { comparison.betterMode.map { $0 != comparison.selected } ?? false }
}

extension Comparison {
  /// The better mode, or the one that is asked for where neither carries the load.
  fileprivate var better: PerformanceProfile { betterMode ?? selected }
}
