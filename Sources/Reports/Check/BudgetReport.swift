import Documents
import Findings
import Gate
import Money
import Policies

/// What budgets have left after a run, as reports show it.
enum BudgetReport {
  /// A bar for each budget: what exists costs, what the run asks for, what is left. None without budgets.
  static func blocks(_ statuses: [BudgetStatus]) -> [ReportBlock] {
    guard let currency = statuses.first?.cap.currency else { return [] }
    let rows = statuses.map { status in
      ReportTable.Row(
        title: .text(printable(status.budget.name.value, limit: 80)),
        cells: [
          .text(bar(status)), amount(status.existing), amount(status.asked), .amount(status.rest),
          .amount(status.cap), .text(state(status)),
        ])
    }
    let table = ReportTable(
      caption: "budgets", columns: ["\(currency) a month", "", "spent", "asked for", "left", "cap", "state"],
      rows: rows,
      leftColumns: [1, 6])
    let counts = statuses.map { status in
      "\(printable(status.budget.name.value, limit: 80)): \(counted(status.existing.count, "existing request")), "
        + "\(status.asked.count) in this run that nothing else denies"
    }
    return [.section("Budgets", [.table(table), .list(counts.map { .text($0) })])]
  }

  /// What requests cost; more than that where a price is not known.
  private static func amount(_ share: BudgetStatus.Share) -> ReportNumber {
    let amount = ReportNumber.amount(share.cost)
    return share.unpriced == 0 ? amount : .text("≥ " + amount.text)
  }

  private static let width = 12

  /// `█` for what is spent, `▓` for what is asked for, `░` for what is left.
  private static func bar(_ status: BudgetStatus) -> String {
    let spent = cells(status.existing.cost, of: status.cap)
    let used = max(spent, cells(status.used, of: status.cap))
    return String(repeating: "█", count: spent) + String(repeating: "▓", count: used - spent)
      + String(repeating: "░", count: width - used)
  }

  /// The cells of a bar for a part of a cap; all of them for more than the cap, and none only for nothing.
  private static func cells(_ part: Money?, of cap: Money) -> Int {
    guard let part else { return width }
    guard part != .zero(part.currency) else { return 0 }
    guard let share = try? part.multiplied(by: Quantity(width)).ratio(to: cap) else { return width }
    let half = Quantity.one.units / 2
    return max(1, min(width, Int((min(share.units, Quantity(width).units) + half) / Quantity.one.units)))
  }

  /// What is to be said of a budget in short.
  private static func state(_ status: BudgetStatus) -> String {
    let isNear = status.isNear ? "nearly used up" : ""
    let words = status.isExceeded ? "exceeded" : isNear
    return status.isUnknown ? (words.isEmpty ? "" : words + ", ") + "a cost is not known" : words.isEmpty ? "ok" : words
  }

  /// The budgets as JSON: amounts of a month, `left` after the run and negative where too much is asked for.
  static func json(_ status: BudgetStatus) -> JSONValue {
    func share(_ share: BudgetStatus.Share) -> JSONValue {
      .object([
        ("requests", .integer(share.count)), ("monthly", JSONValue(share.cost?.exact)),
        ("unknown", .integer(share.unpriced)),
      ])
    }
    let budget = status.budget
    return .object([
      ("name", .string(budget.name.value)), ("owner", JSONValue(budget.owner)),
      ("currency", .string("\(status.cap.currency)")), ("cap", .string(status.cap.exact)),
      ("warnAt", JSONValue(budget.warnAt?.description)), ("spent", share(status.existing)),
      ("asked", share(status.asked)), ("left", JSONValue(status.rest?.exact)),
      ("exceeded", .boolean(status.isExceeded)), ("near", .boolean(status.isNear)),
    ])
  }
}
