import Costs
import Findings
import WhatIf

/// A mode or another scenario as the reports of `tollgate whatif` show it.
struct ShownOutcome {
  /// Its name.
  let title: String
  /// The class of its colour.
  let style: String
  /// Its place in the JSON report.
  let place: String
  /// What came of it.
  let outcome: ModeOutcome

  /// What the answer compares, in the order of columns.
  static func all(_ answer: WhatIf) -> [ShownOutcome] {
    modes(answer)
      + answer.others.enumerated().map { index, other in
        ShownOutcome(
          title: printable(other.scenario.name, limit: 30), style: "other-\(index % colors + 1)",
          place: "/others/\(index)/outcome", outcome: other.outcome)
      }
  }

  /// The colours for scenarios beside the modes.
  private static let colors = 6

  /// Both modes.
  private static func modes(_ answer: WhatIf) -> [ShownOutcome] {
    zip(ShownMode.all, [answer.normal, answer.costSavings]).map { mode, outcome in
      ShownOutcome(title: mode.title, style: mode.style, place: "/study/\(mode.key)", outcome: outcome)
    }
  }
}

/// How reports of `tollgate whatif` show a mode.
struct ShownMode {
  /// Its name.
  let title: String
  /// The class of its color.
  let style: String
  /// Its name in the JSON report.
  let key: String
  /// Its bill at a point.
  let estimate: @Sendable (ModePoint) -> Estimate
  /// The mean wait in seconds at a point; nil if it cannot carry the load.
  let wait: @Sendable (ModePoint) -> Double?

  /// Normal mode and cost-savings mode.
  static let all = [
    ShownMode(
      title: "normal", style: "normal", key: "normal", estimate: { $0.comparison.normal },
      wait: { $0.comparison.outlook.normalWait }),
    ShownMode(
      title: "cost savings", style: "cheap", key: "costSavings", estimate: { $0.comparison.costSavings },
      wait: { $0.comparison.outlook.costSavingsWait }),
  ]
}
