import Costs
import Findings
import Money
import Simulation
import WhatIf

/// The tables about other scenarios of a comparison, beside both modes.
struct ScenarioTables {
  let answer: WhatIf

  /// What comes of each.
  func outcomes() -> ReportTable {
    let study = answer.study
    // Jobs cannot wait longer than in a normal mode in which they wait for ever.
    let isComparable = !study.normal.isSaturated
    let modes = [
      row("normal", study.normal, ["", ""], extraWait: nil),
      row("cost savings", study.costSavings, saving(study.saving), extraWait: isComparable ? study.extraWait : nil),
    ]
    return ReportTable(
      caption: "other scenarios, with the same jobs",
      columns: [
        "", "USD a month", "saving", WhatIfWords.level(study.intervalKind), "nodes", "wait, mean", "extra wait",
      ],
      rows: modes
        + answer.others.map { one in
          row(
            printable(one.scenario.name, limit: 30), one.outcome, saving(one.saving),
            extraWait: isComparable ? one.extraWait : nil)
        }, leftColumns: [3])
  }

  /// The bills, line by line.
  func bills() -> ReportTable {
    let bills = ([answer.study.normal, answer.study.costSavings] + answer.others.map(\.outcome)).map(\.estimate)
    func row(_ title: String, isTotal: Bool = false, _ cell: (Estimate) -> String) -> ReportTable.Row {
      ReportTable.Row(title: .text(title), cells: bills.map { .text(cell($0)) }, isTotal: isTotal)
    }
    let lines = ScenarioWords.components(bills).map { component in
      row(component.title) { bill in
        bill.lines.first { $0.component.name == component.name }
          .map { $0.monthly.map { AmountText.text($0.expected) } ?? "unpriced" } ?? ""
      }
    }
    return ReportTable(
      caption: "what they are made of, expected USD a month",
      columns: ["", "normal", "cost savings"] + answer.others.map { printable($0.scenario.name, limit: 30) },
      rows: lines + [
        row("= total", isTotal: true) { AmountText.bounds($0.total)[1] },
        row("low", isTotal: true) { AmountText.bounds($0.total)[0] },
        row("high", isTotal: true) { AmountText.bounds($0.total)[2] },
      ])
  }

  private func row(
    _ title: String, _ mode: ModeOutcome, _ saving: [String], extraWait: Sample?
  ) -> ReportTable.Row {
    let extra = extraWait.map { mode.isSaturated ? "saturated" : WhatIfWords.duration($0.mean) } ?? ""
    let cells =
      [AmountText.bounds(mode.estimate.total)[1]] + saving
      + [WhatIfWords.number(mode.result.sample(.meanNodes).mean), WhatIfWords.wait(mode, .meanWait), extra]
    return ReportTable.Row(title: .text(title), cells: cells.map { .text($0) })
  }

  private func saving(_ saving: MoneyInterval?) -> [String] {
    guard let saving else { return ["unpriced", ""] }
    return [AmountText.text(saving.mean), "\(AmountText.text(saving.low)) to \(AmountText.text(saving.high))"]
  }
}
