import Findings
import Money
import Policies

/// What a budget says of a request, in words.
struct BudgetWords {
  private let status: BudgetStatus
  /// The other requests that ask, the dearest first, as many as are named.
  private let others: [BudgetLedger.Entry]

  init(_ status: BudgetStatus, _ others: [BudgetLedger.Entry]) {
    self.status = status
    self.others = Array(others.prefix(BudgetLedger.namedOthers))
  }

  private var budget: Budget { status.budget }
  private var name: String { "the budget `\(budget.name.value)`" }
  private var currency: Currency { status.cap.currency }

  /// The requests ask for more than what is left.
  func cap(_ cost: Money, at place: Place) -> Finding {
    let asked = text(status.asked.cost)
    let message: String
    if let left = status.left, !left.isNegative {
      let isEqual = left.rounded(places: 2) == status.asked.cost?.rounded(places: 2)
      let (room, sum) = isEqual ? (left.exact, status.asked.cost?.exact ?? asked) : (text(left), asked)
      message =
        status.asked.count == 1
        ? "\(name) has \(room) \(currency) a month left, and the request costs \(sum)"
        : "\(name) has \(room) \(currency) a month left, and \(status.asked.count) requests cost \(sum) together"
    } else {
      message = "\(name) has nothing left: what exists costs \(text(status.existing.cost)) \(currency) a month"
    }
    return finding(
      .cap, .error, message, at: place, help: "ask for less, or \(whoGrants) for a higher cap",
      notes: [
        status.asked.count > 1
          ? "the request costs \(text(cost)); the other\(status.asked.count > 2 ? "s are" : " is") \(otherNames)" : nil,
        basis,
      ])
  }

  /// The requests leave room, but not much.
  func warning(at place: Place) -> Finding {
    finding(
      .warning, .warning,
      "\(name) is nearly used up: with this run \(text(status.rest)) \(currency) of \(text(status.cap)) a month are left",
      at: place, help: "plan with less, or ask \(whoGrants) for a higher cap in time",
      notes: ["it warns from \(budget.warnAt.map { "\($0)" } ?? "100") % on", basis])
  }

  /// A cost is not known.
  func unpriced(isItself: Bool, at place: Place) -> Finding {
    let existing = status.existing.unpriced
    let which =
      isItself
      ? "the cost of the request is not known"
      : "the cost of \(existing) existing request\(existing == 1 ? "" : "s") is not known"
    return finding(
      .unpriced, .error, "\(which), so that nobody can tell whether \(name) has room for it", at: place,
      help: isItself
        ? "choose an instance type with a price, or write the price into the cost profile"
        : "write the missing price into the cost profile",
      notes: [basis])
  }

  private func finding(
    _ part: Budget.Part, _ severity: Severity, _ message: String, at place: Place, help: String, notes: [String?]
  ) -> Finding {
    Finding(
      code: budget.code(part), severity: severity, message: message, place: place, help: [help],
      notes: notes.compactMap(\.self))
  }

  /// The others by name, ten at most, then their number.
  private var otherNames: String {
    let names = others.map { "`\(printable($0.name, limit: 80))` (\(text($0.cost)))" }
    let more = status.asked.count - 1 - names.count
    return names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// What the cap is, what counts already, and where the budget stands.
  private var basis: String {
    let count = status.existing.count
    let spent =
      count == 0
      ? "" : ", of which \(count) existing request\(count == 1 ? " uses" : "s use") \(text(status.existing.cost))"
    let place = budget.place
    return
      "the cap is \(text(status.cap)) \(currency) a month\(spent): \(printable(place.source, limit: 200)):\(budget.name.place.range.start.line)"
  }

  private var whoGrants: String { budget.owner.map { printable($0, limit: 80) } ?? "whoever owns the budget" }

  private func text(_ money: Money?) -> String { money?.rounded(places: 2) ?? "more than can be computed" }
}
