import Costs
import Findings
import Money
import Simulation
import WhatIf

/// The part of the report of `tollgate whatif` about other scenarios, for people.
struct ScenarioText: Sendable {
  let style: TextStyle

  /// The scenarios beside the two modes: what comes of them, their bills, and what each is.
  func render(_ answer: WhatIf) -> PrintableText {
    guard !answer.others.isEmpty else { return "" }
    return [
      style.bold("  other scenarios, with the same jobs"), "\n", outcomes(answer).render(style, indentation: 4),
      Paragraph.wrapped(ScenarioWords.cheapest(answer), indentation: 4, style), "\n",
      style.bold("  what they are made of, expected USD a month"), "\n", bills(answer).render(style, indentation: 4),
      "\n",
      answer.others.map { Paragraph.wrapped(ScenarioWords.terms($0), indentation: 4, style) }.joined(), "\n",
    ].joined()
  }

  private func outcomes(_ answer: WhatIf) -> TextTable {
    let study = answer.study
    var table = TextTable(leftColumns: [3])
    table.add(["", "USD a month", "saving", WhatIfWords.level(study.intervalKind), "nodes", "wait, mean", "extra wait"])
    // Jobs cannot wait longer than in a normal mode in which they wait for ever.
    let isComparable = study.normal.result.saturation == nil
    table.add(["normal"] + cost(study.normal) + ["", ""] + waits(study.normal, nil))
    table.add(
      ["cost savings"] + cost(study.costSavings) + saving(study.saving)
        + waits(study.costSavings, isComparable ? study.extraWait : nil))
    for one in answer.others {
      table.add(
        [printable(one.scenario.name, limit: 30)] + cost(one.outcome) + saving(one.saving)
          + waits(one.outcome, isComparable ? one.extraWait : nil))
    }
    return table
  }

  private func cost(_ mode: ModeOutcome) -> [String] { [ScenarioWords.cost(mode.estimate.total)] }

  private func saving(_ saving: MoneyInterval?) -> [String] {
    guard let saving else { return ["unpriced", ""] }
    return [
      AmountText.text(saving.mean), "\(AmountText.text(saving.low)) to \(AmountText.text(saving.high))",
    ]
  }

  private func waits(_ mode: ModeOutcome, _ extra: Sample?) -> [String] {
    [
      WhatIfWords.number(mode.result.sample(.meanNodes).mean), WhatIfWords.wait(mode, .meanWait),
      extra.map { mode.result.saturation == nil ? WhatIfWords.duration($0.mean) : "saturated" } ?? "",
    ]
  }

  private func bills(_ answer: WhatIf) -> TextTable {
    let bills = ([answer.study.normal, answer.study.costSavings] + answer.others.map(\.outcome)).map(\.estimate)
    var table = TextTable()
    table.add(["", "normal", "cost savings"] + answer.others.map { printable($0.scenario.name, limit: 30) })
    for component in ScenarioWords.components(bills) {
      table.add(
        [component.title]
          + bills.map { bill in
            bill.lines.first { $0.component.name == component.name }.map { line in
              line.monthly.map { AmountText.text($0.expected) } ?? "unpriced"
            } ?? ""
          })
    }
    table.add(["= total"] + bills.map { ScenarioWords.cost($0.total) })
    table.add(["low"] + bills.map { ($0.total.isIncomplete ? "≥ " : "") + AmountText.text($0.total.low) })
    table.add(["high"] + bills.map { AmountText.text($0.total.high) })
    return table
  }
}
