import Catalog
public import Findings
public import Money
public import Platform
import Spelling

extension PolicySet {
  /// The budgets that are valid on a day.
  public func budgets(on day: CalendarDate) -> [Budget] { documents.budgets.filter { $0.applies(on: day) } }

  /// The errors in budgets whose currency is not that of the bills.
  public func budgets(notIn currency: Currency) -> [Finding] {
    documents.budgets.filter { $0.monthly.value.currency != currency }.map { budget in
      Finding(
        code: .policyDocument, severity: .error,
        message:
          "the budget `\(budget.name.value)` is in \(budget.monthly.value.currency), and bills are in \(currency)",
        place: budget.monthly.place,
        help: ["write the cap in \(currency), or name a cost profile with an exchange rate"])
    }
  }

  /// What is to be said of budgets whose last day has passed, or is near: from the next day on nothing limits.
  func budgetExpiries(asOf day: CalendarDate) -> [Finding] {
    documents.budgets.compactMap { budget in
      guard let until = budget.until, until.value.days(since: day) <= ExceptionSet.notice else { return nil }
      let isOver = until.value < day
      return Finding(
        code: .budgetOver, severity: isOver ? .warning : .note,
        message: isOver
          ? "the budget `\(budget.name.value)` ended on \(until.value), so that it limits nothing"
          : "the budget `\(budget.name.value)` ends on \(until.value), and limits nothing after that day",
        place: until.place, help: ["write a later day, or remove the budget if another takes its place"])
    }
  }

  /// The errors in budgets for regions that do not exist, which would limit nothing.
  static func wrongRegions(_ documents: PolicyDocuments, _ catalog: Catalog) -> [Finding] {
    documents.budgets.flatMap(\.regions).filter { catalog.regions[$0.value] == nil }.map { region in
      let nearest = Spelling.nearest(to: region.value, in: catalog.regions.keys.sorted()).first
      return Finding(
        code: .policyDocument, severity: .error,
        message: "the region `\(printable(region.value, limit: 80))` does not exist", place: region.place,
        help: nearest.map { [Spelling.question($0)] } ?? [])
    }
  }
}
