import Costs
import Findings
import Gate
import Money
import Requests

/// What several requests cost, each and together.
enum CostOverview {
  /// A table of them, the most expensive first, and what is to be said of it; nothing for a single one.
  static func blocks(_ run: CheckRun) -> [ReportBlock] {
    let priced = ComparedRequest.all(run)
    let isCompared = run.basis.generation == .kubernetes
    guard priced.count > 1 else { return [] }
    let currency = priced[0].comparison.currency
    let rows = priced.map { priced -> (cost: Money, row: ReportTable.Row) in
      let (comparison, total) = (priced.comparison, priced.comparison.selectedEstimate.total)
      let saving = comparison.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
      return (
        total.expected,
        ReportTable.Row(
          title: .text(priced.title),
          cells: [.text(printable(priced.request.region, limit: 40))]
            + (isCompared ? [.text(BillReport.shortTitle(comparison.selected))] : []) + ReportNumber.bounds(total)
            + (isCompared ? [saving ?? .text("none")] : []))
      )
    }
    // INVARIANT: all amounts of a run are in one currency.
    let sorted = rows.enumerated().sorted { one, other in
      one.element.cost == other.element.cost
        ? one.offset < other.offset : (try? other.element.cost.isLess(than: one.element.cost)) ?? false
    }.map(\.element.row)
    let sum: [ReportTable.Row]
    var remark = "the saving is that of cost-savings mode, whichever mode is asked for"
    switch ComparedRequest.combined(priced) {
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
      rows: sorted + sum, leftColumns: isCompared ? [1, 2] : [1])
    return [.section("All requests", [.table(table)] + (isCompared ? [.list([.text(remark)])] : []))]
  }

  private static func total(_ combined: CombinedBills, isCompared: Bool) -> ReportTable.Row {
    ReportTable.Row(
      title: .text("all together"),
      cells: [.text("")] + (isCompared ? [.text("")] : []) + ReportNumber.bounds(combined.selected)
        + (isCompared ? [.partial(combined.savings.expected, of: combined.savings, isSaving: true)] : []),
      kind: .total)
  }
}
