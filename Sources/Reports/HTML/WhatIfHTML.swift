import Documents
import Money
import Simulation
import WhatIf

/// The report of `tollgate whatif` as a page of its own.
public enum WhatIfHTML {
  /// The page.
  public static func render(_ answer: WhatIf, name: String) -> PrintableText {
    let tables = WhatIfTables(answer)
    let charts = WhatIfCharts(answer)
    let assumptions = WhatIfWords.assumptions(answer).enumerated().map { index, text in
      ReportNumber.text(text, at: "/assumptions/inWords/\(index)")
    }
    let terms = answer.others.enumerated().map { index, other in
      ReportNumber.text(ScenarioWords.terms(other), at: "/others/\(index)/inWords")
    }
    let page = WhatIfTemplate.render([
      "name": printable(name), "tool": "\(Tool.name) \(Tool.version)",
      "recommendation": WhatIfWords.recommendation(answer), "replications": answer.study.replications,
      "figures": figures(answer), "assumptions": assumptions,
      "summary": tables.summary(), "groups": tables.groups(), "lines": tables.lines(), "waits": tables.waits(),
      "sweep": tables.sweep(), "sensitivities": tables.sensitivities(),
      "scenarios": [tables.scenarios()].compactMap { $0 }, "cheapest": ScenarioWords.cheapest(answer), "terms": terms,
      "bill": charts.bill(), "distribution": [charts.distribution()].compactMap { $0 }, "loads": charts.loads(),
      "tornadoes": charts.tornadoes(),
    ])
    return PrintableText(alreadyPrintable: page)
  }

  /// What stands at the top in large letters.
  private static func figures(_ answer: WhatIf) -> [Figure] {
    let study = answer.study
    let level = ReportNumber.text(WhatIfWords.level(study.intervalKind) + ": ")
    let saving = Figure(
      title: "cost-savings mode saves", number: .wholeAmount(study.saving.mean, at: "/study/saving/mean"),
      unit: "USD a month",
      range: [
        level, .amount(study.saving.low, at: "/study/saving/low"), .text(" to "),
        .amount(study.saving.high, at: "/study/saving/high"),
      ])
    let isSaturated = study.costSavings.isSaturated || study.normal.isSaturated
    let around = study.intervalKind.around(study.extraWait)
    let wait = Figure(
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
        Figure(
          title: "break-even at a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes",
          range: [
            level, .number(interval.low, at: "/breakEven/low"), .text(" to "),
            .number(interval.high, at: "/breakEven/high"), .text("; "),
          ] + assumed)
      case .money(let load):
        Figure(
          title: "cheaper up to a load of", number: .number(load, at: "/breakEven/load"), unit: "nodes", range: assumed)
      case .always: Figure(title: "break-even", number: .text("none"), unit: "at any load", range: assumed)
      case .never: Figure(title: "break-even", number: .text("none"), unit: "that one node can carry", range: assumed)
      }
    return [saving, wait, breakEven]
  }

  private struct Figure {
    let title: String
    let number: ReportNumber
    let unit: String?
    let range: [ReportNumber]
  }
}
