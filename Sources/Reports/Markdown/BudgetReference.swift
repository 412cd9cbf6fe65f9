import Findings
import Money
import Platform
import Policies

/// A reference of an organisation's budgets in Markdown.
enum BudgetReference {
  /// A table of the budgets: their caps, what they are for, and until when; nothing without any.
  static func markdown(_ budgets: [Budget]) -> String {
    guard !budgets.isEmpty else { return "" }
    let rows = budgets.map { budget in
      let percent = budget.warnAt.map { "\($0) %" } ?? "none"
      let cells = [
        MarkdownText.cellCode(budget.name.value),
        "\(AmountText.text(budget.monthly.value)) \(budget.monthly.value.currency)", percent, requests(budget),
        validity(budget), MarkdownText.escaped(budget.owner ?? "", keepingAddresses: true),
        budget.allowsExceptions ? "yes" : "no", MarkdownText.escaped(budget.description ?? "", keepingAddresses: true),
      ]
      return "| " + cells.joined(separator: " | ") + " |\n"
    }
    return "\n# Budgets\n\n"
      + "| budget | cap of a month | warning from | requests | valid | owner | exceptions | what it is for |\n"
      + "|---|---|---|---|---|---|---|---|\n" + rows.joined()
  }

  /// Which requests a budget is for.
  private static func requests(_ budget: Budget) -> String {
    let accounts = budget.accounts.isEmpty ? [] : ["account \(budget.accounts.joined(separator: " or "))"]
    let regions = budget.regions.isEmpty ? [] : ["region \(budget.regions.map(\.value).joined(separator: " or "))"]
    let all = budget.labels.words + accounts + regions
    return all.isEmpty ? "all" : MarkdownText.escaped(all.joined(separator: "; "))
  }

  private static func validity(_ budget: Budget) -> String {
    switch (budget.from, budget.until?.value) {
    case (nil, nil): "always"
    case (let from?, nil): "from \(from)"
    case (nil, let until?): "until \(until)"
    case (let from?, let until?): "\(from) to \(until)"
    }
  }
}
