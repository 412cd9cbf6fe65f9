import Costs
public import Findings
import Money
import Requests
import Simulation
public import WhatIf

/// The report of `tollgate whatif` for people.
public struct WhatIfText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report.
  public func render(_ answer: WhatIf, name: String) -> PrintableText {
    [
      "what if, for \(style.bold("\(name)"))\n\(table(answer))\n",
      Paragraph.wrapped(WhatIfWords.recommendation(answer), style), "\n", ScenarioText(style: style).render(answer),
      sweep(answer), "\n", sensitivities(answer), "\n", assumptions(answer),
    ].joined()
  }

  private func table(_ answer: WhatIf) -> PrintableText {
    let saving = answer.study.saving
    let table = TextTable(WhatIfTables(answer, withOthers: false).summary()).render(style)
    let range: PrintableText = "\(AmountText.text(saving.low)) to \(AmountText.text(saving.high))"
    return """
      \(table)  saving \(AmountText.text(saving.mean)) USD a month \
      (\(WhatIfWords.level(answer.study.intervalKind)): \(range)), \(answer.study.replications) replications

      """
  }

  private func sweep(_ answer: WhatIf) -> PrintableText {
    var text = style.bold("  cost and waiting by load") + " (nodes busy on average)\n"
    let costs = answer.sweep.flatMap { [$0.study.normal, $0.study.costSavings] }.map(\.estimate.total.expected)
    let most = costs.map(WhatIfWords.double).max() ?? 1
    var table = TextTable(leftColumns: [1, 2, 3])
    table.add(["load", "normal, USD a month", "cost savings", "extra wait, mean"])
    for point in answer.sweep {
      table.add(
        [WhatIfWords.number(point.load)]
          + [point.study.normal, point.study.costSavings].map { bar($0.estimate.total.expected, most) }
          + [WhatIfWords.extraWait(point.study)])
    }
    text += table.render(style, indentation: 4)
    return text
  }

  /// A bar of at most twelve blocks, and the amount.
  private func bar(_ amount: Money, _ most: Double) -> String {
    let width = max(0, min(12, Int((WhatIfWords.double(amount) / max(most, 1) * 12).rounded())))
    return String(repeating: "█", count: width) + String(repeating: " ", count: 12 - width) + " "
      + AmountText.text(amount, places: 0)
  }

  private func sensitivities(_ answer: WhatIf) -> PrintableText {
    let table = TextTable(WhatIfTables(answer).sensitivities())
    return style.bold("  what the answer rests on") + "\n" + table.render(style, indentation: 4)
  }

  private func assumptions(_ answer: WhatIf) -> PrintableText {
    style.bold("  assumed") + "\n"
      + WhatIfWords.assumptions(answer).map { Paragraph.wrapped($0, indentation: 4, style) }.joined()
  }
}
