import Costs
import Policies
import Requests

/// Judges the requests of a run by budgets, in two rounds: first everything is counted, then each request gets what its budgets
/// say of all together. So no verdict depends on the order of requests.
struct BudgetJudge: Sendable {
  private var counted: BudgetLedger
  /// What the second round has counted.
  private var judged: BudgetLedger
  private var number = 0

  /// A judge who has counted nothing; nil where no budget is valid.
  init?(_ budgets: [Budget], withExisting: Bool) {
    guard !budgets.isEmpty else { return nil }
    counted = BudgetLedger(budgets, withExisting: withExisting)
    judged = BudgetLedger(budgets, withExisting: false)
  }

  /// Counts requests of the run. Without errors of the budgets, they are those that nothing denies.
  mutating func count(_ verdicts: [Verdict]) { counted.add(verdicts) }

  /// Counts an existing request, after all requests of the run.
  mutating func count(existing request: ClusterRequest, _ bills: Bills) {
    counted.addExisting(request, bills.reported.selectedEstimate.total)
  }

  /// What the budgets have left, and what is asked of them.
  var statuses: [BudgetStatus] { counted.statuses }

  /// Adds what the budgets find, in the order in which the requests were counted.
  mutating func judge(_ verdicts: inout [Verdict], by gate: Gate) {
    judged.add(verdicts)
    for index in verdicts.indices {
      gate.add(counted.findings(on: verdicts[index], number: number), to: &verdicts[index])
      number += 1
    }
  }

  /// Whether both rounds have seen the same requests.
  var isSettled: Bool { judged.agrees(with: counted) }
}
