public import Findings
import Money
import Simulation
public import WhatIf

/// The report of `tollgate whatif` as a page of its own.
public enum WhatIfHTML {
  /// The page.
  public static func render(_ answer: WhatIf, name: String) -> PrintableText {
    let assumptions = WhatIfWords.assumptions(answer).enumerated().map { index, text in
      ReportNumber.text(text, at: "/assumptions/inWords/\(index)")
    }
    let terms = answer.others.enumerated().map { index, other in
      ReportNumber.text(ScenarioWords.terms(other), at: "/others/\(index)/inWords")
    }
    let page = WhatIfPage(
      name: name, recommendation: WhatIfWords.recommendation(answer), replications: answer.study.replications,
      figures: figures(answer), tables: WhatIfTables(answer), charts: WhatIfCharts(answer),
      cheapest: ScenarioWords.cheapest(answer), terms: terms, assumptions: assumptions)
    return page.markup.printable
  }

  /// What stands at the top in large letters.
  private static func figures(_ answer: WhatIf) -> [WhatIfPage.Figure] {
    let study = answer.study
    let level = ReportNumber.text(WhatIfWords.level(study.intervalKind) + ": ")
    let saving = WhatIfPage.Figure(
      title: "cost-savings mode saves", number: .wholeAmount(study.saving.mean, at: "/study/saving/mean"),
      unit: "USD a month",
      range: [
        level, .amount(study.saving.low, at: "/study/saving/low"), .text(" to "),
        .amount(study.saving.high, at: "/study/saving/high"),
      ])
    let isSaturated = study.costSavings.isSaturated || study.normal.isSaturated
    let around = study.intervalKind.around(study.extraWait)
    let wait = WhatIfPage.Figure(
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
        WhatIfPage.Figure(
          title: "break-even at a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes",
          range: [
            level, .number(interval.low, at: "/breakEven/low"), .text(" to "),
            .number(interval.high, at: "/breakEven/high"), .text("; "),
          ] + assumed)
      case .money(let load):
        WhatIfPage.Figure(
          title: "cheaper up to a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes", range: assumed)
      case .always: WhatIfPage.Figure(title: "break-even", number: .text("none"), unit: "at any load", range: assumed)
      case .never:
        WhatIfPage.Figure(title: "break-even", number: .text("none"), unit: "that one node can carry", range: assumed)
      }
    return [saving, wait, breakEven]
  }
}
