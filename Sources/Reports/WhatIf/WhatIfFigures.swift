import Money
import Simulation
import WhatIf

/// The numbers of a comparison that matter most.
enum WhatIfFigures {
  /// What stands at the top in large letters.
  static func figures(_ answer: WhatIf) -> [ReportFigure] {
    let study = answer.study
    let level = ReportNumber.text(WhatIfWords.level(study.intervalKind) + ": ")
    let saving = ReportFigure(
      title: "cost-savings mode saves", number: .wholeAmount(study.saving.mean, at: "/study/saving/mean"),
      unit: "USD a month",
      range: [
        level, .amount(study.saving.low, at: "/study/saving/low"), .text(" to "),
        .amount(study.saving.high, at: "/study/saving/high"),
      ])
    let isSaturated = study.costSavings.isSaturated || study.normal.isSaturated
    let around = study.intervalKind.around(study.extraWait)
    let wait = ReportFigure(
      title: "jobs wait longer by",
      number: .duration(
        isSaturated ? nil : study.extraWait.mean, at: "/study/extraWait" + (isSaturated ? "" : "/mean")),
      unit: isSaturated ? nil : "on average",
      range: isSaturated
        ? [.text("a mode cannot carry the load")]
        : [
          level, .duration(around.low, at: "/study/extraWait/low"), .text(" to "),
          .duration(around.high, at: "/study/extraWait/high"),
        ])
    let load = ReportNumber.number(study.load, at: "/study/normal/offeredLoad/mean")
    let assumed: [ReportNumber] = [.text("load here: "), load]
    let breakEven =
      switch answer.breakEven {
      case .waiting(let load, let interval):
        ReportFigure(
          title: "break-even at a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes",
          range: [
            level, .number(interval.low, at: "/breakEven/low"), .text(" to "),
            .number(interval.high, at: "/breakEven/high"), .text("; "),
          ] + assumed)
      case .money(let load):
        ReportFigure(
          title: "cheaper up to a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes", range: assumed)
      case .always: ReportFigure(title: "break-even", number: .text("none"), unit: "at any load", range: assumed)
      case .never:
        ReportFigure(title: "break-even", number: .text("none"), unit: "that one node can carry", range: assumed)
      }
    return [saving, wait, breakEven]
  }
}
