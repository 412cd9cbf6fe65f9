import Costs
import Findings
import Money

/// What several requests cost, each and together.
enum CostOverview {
  /// The groups that somebody asked for, a table of the requests, the most expensive first, and what is to be said of it. A single
  /// request has no table.
  static func blocks(_ fleet: RequestFleet, isCompared: Bool) -> [ReportBlock] {
    let groups = FleetGroups(fleet).map { [$0.block(isCompared: isCompared)] } ?? []
    guard fleet.requests.count > 1, let currency = fleet.currency else { return groups }
    let titles = fleet.titles
    let rows = fleet.byCost.map { place in row(fleet.requests[place], titles[place], isCompared) }
    let sum: [ReportTable.Row]
    var remark = "the saving is that of cost-savings mode, whichever mode is asked for"
    switch fleet.combined {
    case .success(let combined):
      sum = [total(combined, isCompared: isCompared)]
      if combined.savings.isIncomplete { remark += "; in parentheses: on the lines whose price is known" }
      if combined.withoutSaving > 0 {
        remark += "; none where a mode cannot carry the load (\(counted(combined.withoutSaving, "request")))"
      }
    case .failure(let error): (sum, remark) = ([], "the sum cannot be computed: \(error)")
    }
    let table = ReportTable(
      caption: isCompared ? "all requests in the modes asked for" : "all requests",
      columns: ["\(currency) a month", "region"] + (isCompared ? ["asked for"] : []) + ["low", "expected", "high"]
        + (isCompared ? ["saving"] : []),
      rows: rows + sum, leftColumns: isCompared ? [1, 2] : [1])
    return groups + [.section("All requests", [.table(table)] + (isCompared ? [.list([.text(remark)])] : []))]
  }

  private static func row(_ request: FleetRequest, _ title: String, _ isCompared: Bool) -> ReportTable.Row {
    let totals = request.totals
    let saving = totals.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
    return ReportTable.Row(
      title: .text(title),
      cells: [.text(request.region)] + (isCompared ? [.text(BillReport.shortTitle(totals.selected))] : [])
        + ReportNumber.bounds(totals.asked) + (isCompared ? [saving ?? .text("none")] : []))
  }

  private static func total(_ combined: CombinedBills, isCompared: Bool) -> ReportTable.Row {
    ReportTable.Row(
      title: .text("all together"),
      cells: [.text("")] + (isCompared ? [.text("")] : []) + ReportNumber.bounds(combined.selected)
        + (isCompared ? [.partial(combined.savings.expected, of: combined.savings, isSaving: true)] : []),
      kind: .total)
  }
}
