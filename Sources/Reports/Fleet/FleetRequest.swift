import Costs
import Findings
import Gate
import Requests

/// A request of several with the few numbers that tables and sums need. It holds neither its bills nor its document, so that
/// thousands of them take little memory.
struct FleetRequest: Sendable {
  /// Its name as it may be printed.
  let name: String
  /// Where it stands.
  let file: String
  let line: Int
  let region: String
  /// What its bills come to.
  let totals: BillTotals
  /// Its values of the keys by which requests are grouped.
  let group: [String?]

  /// A request with bills; nil for one without.
  init?(_ verdict: Verdict, _ grouping: Grouping?) {
    guard let bills = verdict.bills?.reported, let request = verdict.request else { return nil }
    name = printable(request.name, limit: 80)
    file = verdict.draft.place.source
    line = verdict.draft.place.range.start.line
    region = printable(request.region, limit: 40)
    totals = BillTotals(bills)
    group = grouping?.values(request) ?? []
  }
}
