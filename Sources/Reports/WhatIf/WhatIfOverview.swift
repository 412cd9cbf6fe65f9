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
      blocks: ReportProblem.unreadable(run) + unpriced + comparison(compared, run)
        + [.paragraph(.text(RunText.footing(run.basis).text), .footing)])
  }

  private static func comparison(_ compared: [ComparedRequest], _ run: CheckRun) -> [ReportBlock] {
    guard !compared.isEmpty else { return [] }
    let leftOut = ProfileWords.notInBills(run.basis.costProfile)
    return [
      .paragraph(.text(answer(compared)), .answer), .table(table(compared)), .list(remarks(compared).map { .text($0) }),
      .section("What the bills leave out", [.list(leftOut.map { .text($0) })], .folded),
    ]
  }

  /// For how many requests each mode is the better choice, what that saves, and which requests should change.
  static func answer(_ compared: [ComparedRequest]) -> String {
    let cheap = compared.count { $0.comparison.betterMode == .costSavings }
    var text = "Cost-savings mode is the better choice for \(cheap) of \(counted(compared.count, "request")). "
    let changing = compared.filter(\.shouldChange)
    switch ComparedRequest.combined(compared) {
    case .success(let combined):
      let currency = compared[0].comparison.currency
      text += "As asked for, they cost \(amount(combined.selected)) \(currency) a month together"
      text +=
        changing.isEmpty
        ? ". " : "; in the better mode of each, they would cost \(amount(combined.better)) \(currency). "
    case .failure(let error): text += "Their sum cannot be computed: \(error). "
    }
    guard !changing.isEmpty else { return text + "None should ask for another mode." }
    let shown = changing.prefix(10).map { request in
      "\(request.title)\(request.comparison.betterMode.map { " (to \(BillReport.title($0)))" } ?? "")"
    }
    let more = changing.count - shown.count
    return text + "\(counted(changing.count, "request")) should change: \(shown.joined(separator: ", "))"
      + (more > 0 ? " and \(more) more." : ".")
  }

  private static func amount(_ total: Total) -> String { AmountText.partial(total.expected, of: total) }

  private static func table(_ compared: [ComparedRequest]) -> ReportTable {
    let rows = compared.map { request -> ReportTable.Row in
      let comparison = request.comparison
      func cost(_ mode: PerformanceProfile) -> ReportNumber {
        let total = comparison.estimate(in: mode).total
        return .partial(total.expected, of: total)
      }
      let saving = comparison.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
      let extra = comparison.outlook.extraWait.map { ($0 < 0 ? "-" : "") + WhatIfWords.duration(abs($0)) }
      let better =
        comparison.betterMode.map(BillReport.shortTitle) ?? (comparison.savings == nil ? "neither" : "unknown")
      return ReportTable.Row(
        title: .text(request.title),
        cells: [
          .text(BillReport.shortTitle(comparison.selected)), cost(.normal), cost(.costSavings), saving ?? .text("none"),
          .text(extra ?? "saturated"), comparison.savingPerHourOfWaiting.map { .amount($0) } ?? .text(""),
          .text(request.shouldChange ? better + " *" : better),
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
    func requests(_ isMeant: (Comparison) -> Bool) -> String? {
      let count = compared.count { isMeant($0.comparison) }
      return count == 0 ? nil : counted(count, "request")
    }
    let terms = ComparedRequest.terms(compared)
    return [
      compared.contains(where: \.shouldChange) ? "* another mode than the request asks for" : nil,
      "saved per hour: what is saved for each hour that jobs wait longer in cost-savings mode",
      requests { $0.savings == nil }.map { "no saving: a mode cannot carry the load of \($0)" },
      requests { $0.savings?.isIncomplete ?? false }.map {
        "in parentheses: the saving on the lines whose price is known; without all prices no mode is better (\($0))"
      },
      requests { $0.outlook.workload.assumed.contains(.load) }.map {
        "the load of \($0) is assumed, since `workload` does not say"
      },
      terms.isEmpty ? nil : "prices are those of the catalog, changed by " + terms.joined(separator: "; "),
      compared[0].comparison.exchangeRate.map { "converted from US dollars: \($0)" },
      "nodes and waits by formulas; `tollgate whatif` with one request has their ranges, a simulation and what else matters",
    ].compactMap(\.self)
  }
}
