import Costs
import Findings
import Gate
import Requests
import WhatIf

/// The report of `tollgate whatif`.
enum WhatIfReport {
  static func page(_ run: WhatIfRun) -> ReportPage {
    page(run.answer, name: run.request.name, footing: footing(run))
  }

  /// What a run rests on.
  static func footing(_ run: WhatIfRun) -> String {
    let configuration = run.configuration.map { "configuration \(printable($0, limit: 200))" } ?? "no configuration"
    return "\(estimates); as of \(run.asOf); \(configuration)"
  }

  private static let estimates = "\(Tool.name) \(Tool.version); amounts are estimates"

  /// The report on a comparison; `footing` says what the run rests on.
  static func page(_ answer: WhatIf, name: String, footing: String? = nil) -> ReportPage {
    let (tables, charts) = (WhatIfTables(answer), WhatIfCharts(answer))
    let assumptions = WhatIfWords.assumptions(answer).enumerated().map { index, text in
      ReportNumber.text(text, at: "/assumptions/inWords/\(index)")
    }
    let blocks: [ReportBlock] =
      [
        .paragraph(.text(WhatIfWords.recommendation(answer), at: "/recommendation"), .answer),
        .figures(WhatIfFigures.figures(answer)), .table(tables.summary()),
      ] + check("A check by simulation", tables.simulation()) + check("A check by formulas", tables.formulas())
      + scenarios(answer, tables) + savingParts(answer) + [
        .section(
          "What the money is for",
          [
            .chart(charts.bill()), .table(tables.groups()),
            .section("Every line of the bills, low, expected and high", [.table(tables.lines())], .leftOut),
          ]),
        .section("How long jobs wait", (charts.distribution().map { [.chart($0)] } ?? []) + [.table(tables.waits())]),
        .section("Cost and waiting by load", charts.loads().map { .chart($0) } + [.table(tables.sweep())]),
        .section(
          "What the answer rests on", charts.tornadoes().map { .chart($0) } + [.table(tables.sensitivities())]),
        .section("Assumed", [.list(assumptions)]),
        .paragraph(footing.map { .text($0, at: "/footing") } ?? .text(estimates), .footing),
      ]
    return ReportPage(title: "\(name): normal or cost-savings mode?", blocks: blocks)
  }

  /// What another kind of evidence says; nothing where there is none.
  private static func check(_ title: String, _ table: ReportTable?) -> [ReportBlock] {
    table.map { [.section("\(title): \($0.caption)", [.table($0)])] } ?? []
  }

  /// What the saving is made of; nothing without one.
  private static func savingParts(_ answer: WhatIf) -> [ReportBlock] {
    let comparison = answer.point.comparison
    guard !comparison.savingParts.isEmpty else { return [] }
    let remarks = [OutlookWords.carriers(comparison)].compactMap {
      $0.map { ReportNumber.text($0, at: "/study/savingCarriedBy") }
    }
    return [
      .section(
        "What makes the saving", [.table(OutlookWords.parts(comparison, at: "/study/savingParts")), .list(remarks)])
    ]
  }

  private static func scenarios(_ answer: WhatIf, _ tables: WhatIfTables) -> [ReportBlock] {
    guard let scenarios = tables.scenarios() else { return [] }
    let terms = answer.others.enumerated().map { index, other in
      ReportNumber.text(ScenarioWords.terms(other), at: "/others/\(index)/inWords")
    }
    return [
      .section(
        "Other scenarios",
        [
          .paragraph(.text(ScenarioWords.cheapest(answer), at: "/cheapestInWords")), .table(scenarios), .list(terms),
        ])
    ]
  }
}
