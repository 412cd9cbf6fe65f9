import Costs
import Money
import Simulation
import WhatIf

/// The numbers of a comparison that matter most.
enum WhatIfFigures {
  /// What stands at the top in large letters.
  static func figures(_ answer: WhatIf) -> [ReportFigure] {
    let (point, comparison) = (answer.point, answer.point.comparison)
    let saving: ReportFigure
    if let total = comparison.savings {
      let range: [ReportNumber] =
        total.isIncomplete
        ? [.text("on the lines whose price is known")]
        : [
          .text("over the assumptions: "), .amount(total.low, at: "/study/saving/low"), .text(" to "),
          .amount(total.high, at: "/study/saving/high"),
        ]
      saving = ReportFigure(
        title: "cost-savings mode saves", number: .wholeAmount(total.expected, at: "/study/saving/expected"),
        unit: "\(answer.currency) a month", range: range)
    } else {
      saving = ReportFigure(
        title: "saving", number: .text("none", at: "/study/saving"), unit: nil,
        range: [.text("a mode cannot carry the load")])
    }
    let wait = ReportFigure(
      title: "jobs wait longer by", number: .duration(point.extraWait, at: "/study/extraWait"),
      unit: point.extraWait == nil ? nil : "on average", range: waitRange(answer))
    let load = ReportNumber.number(point.load, at: "/assumptions/load")
    let assumed: [ReportNumber] = [.text("load here: "), load]
    let breakEven =
      switch answer.breakEven {
      case .waiting(let load, let interval):
        ReportFigure(
          title: "break-even at a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes",
          range: (interval.map { interval in
            [
              .text(WhatIfWords.level(answer.study.intervalKind) + ": "), .number(interval.low, at: "/breakEven/low"),
              .text(" to "), .number(interval.high, at: "/breakEven/high"), .text("; "),
            ]
          } ?? []) + assumed)
      case .money(let load):
        ReportFigure(
          title: "cheaper up to a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes", range: assumed)
      case .moneyBelow(let load):
        ReportFigure(
          title: "cheaper from a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes", range: assumed)
      case .always: ReportFigure(title: "break-even", number: .text("none"), unit: "at any load", range: assumed)
      case .never:
        ReportFigure(
          title: "break-even", number: .text("none"), unit: "at a load that one node can carry", range: assumed)
      }
    return [saving, wait, breakEven]
  }

  /// How far apart resampled traces are; nothing where formulas say how long jobs wait.
  private static func waitRange(_ answer: WhatIf) -> [ReportNumber] {
    guard answer.evidence != .formulas, answer.point.extraWait != nil else { return [] }
    let (kind, place) = (answer.study.intervalKind, "/study/simulatedExtraWait/")
    let around = kind.around(answer.study.extraWait)
    return [
      .text(WhatIfWords.level(kind) + ": "), .duration(around.low, at: place + "low"), .text(" to "),
      .duration(around.high, at: place + "high"),
    ]
  }
}
