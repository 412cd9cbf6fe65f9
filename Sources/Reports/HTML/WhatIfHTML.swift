import Costs
import Money
import Mustache
import Simulation
import WhatIf

/// The report of `tollgate whatif` as a page of its own.
public enum WhatIfHTML {
  /// The page.
  public static func render(_ answer: WhatIf, name: String) -> String {
    // INVARIANT: the template is ours, and the tests render it.
    guard let template = try? MustacheTemplate(string: WhatIfTemplate.page) else { return "" }
    return template.render(context(answer, name))
  }

  private static func context(_ answer: WhatIf, _ name: String) -> [String: Any] {
    let study = answer.study
    return [
      "name": name, "tool": "\(Tool.name) \(Tool.version)", "recommendation": WhatIfWords.recommendation(answer),
      "load": WhatIfWords.number(study.load), "saving": AmountText.text(study.saving.mean),
      "savingLow": AmountText.text(study.saving.low), "savingHigh": AmountText.text(study.saving.high),
      "replications": study.replications, "summary": summary(study), "components": components(study),
      "charts": charts(answer), "sweep": sweep(answer), "sensitivities": sensitivities(answer),
      "assumptions": WhatIfWords.assumptions(answer),
    ]
  }

  private static func row(_ title: String, _ study: ModeStudy, _ text: (ModeOutcome) -> String) -> [String: Any] {
    ["title": title, "normal": text(study.normal), "costSavings": text(study.costSavings)]
  }

  private static func summary(_ study: ModeStudy) -> [[String: Any]] {
    [
      row("USD a month, low", study) { AmountText.text($0.estimate.total.low) },
      row("expected", study) { AmountText.text($0.estimate.total.expected) },
      row("high", study) { AmountText.text($0.estimate.total.high) },
      row("compute nodes up, mean", study) { WhatIfWords.number($0.result.sample(.meanNodes).mean) },
      row("utilization of them", study) { WhatIfWords.percent($0.result.sample(.utilization).mean) },
      row("wait, mean", study) { WhatIfWords.wait($0, .meanWait) },
      row("median", study) { WhatIfWords.wait($0, .medianWait) },
      row("95 of 100 within", study) { WhatIfWords.wait($0, .p95Wait) },
      row("99 of 100 within", study) { WhatIfWords.wait($0, .p99Wait) },
    ]
  }

  private static func components(_ study: ModeStudy) -> [[String: Any]] {
    var titles: [(name: String, title: String)] = []
    for line in study.normal.estimate.lines + study.costSavings.estimate.lines
    where !titles.contains(where: { $0.name == line.component.name }) {
      titles.append((line.component.name, line.component.title))
    }
    func amount(_ mode: ModeOutcome, _ name: String) -> String {
      guard let line = mode.estimate.lines.first(where: { $0.component.name == name }) else { return "none" }
      return AmountText.text(line.monthly?.expected)
    }
    let rows = titles.map { name, title in row(title, study) { amount($0, name) } }
    var total = row("all together", study) { AmountText.text($0.estimate.total.expected) }
    total["isTotal"] = true
    return rows + [total]
  }

  private static func sweep(_ answer: WhatIf) -> [[String: Any]] {
    answer.sweep.map { point in
      [
        "load": WhatIfWords.number(point.load),
        "normal": AmountText.text(point.study.normal.estimate.total.expected),
        "costSavings": AmountText.text(point.study.costSavings.estimate.total.expected),
        "normalWait": WhatIfWords.wait(point.study.normal, .meanWait),
        "costSavingsWait": WhatIfWords.wait(point.study.costSavings, .meanWait),
      ]
    }
  }

  private static func sensitivities(_ answer: WhatIf) -> [[String: Any]] {
    answer.sensitivities.map { one in
      [
        "name": one.name, "lower": one.lower.value, "lowerSaving": AmountText.text(one.lower.saving, places: 0),
        "lowerWait": one.lower.extraWait.map(WhatIfWords.duration) ?? "saturated", "higher": one.higher.value,
        "higherSaving": AmountText.text(one.higher.saving, places: 0),
        "higherWait": one.higher.extraWait.map(WhatIfWords.duration) ?? "saturated",
      ]
    }
  }

  // MARK: Charts

  private static func charts(_ answer: WhatIf) -> [[String: Any]] {
    [costs(answer), waits(answer)].map { chart in
      ["title": chart.title, "caption": chart.description, "svg": chart.svg()]
    }
  }

  private static func costs(_ answer: WhatIf) -> LineChart {
    let lines = [("normal", "normal", \ModeStudy.normal), ("cost savings", "cheap", \ModeStudy.costSavings)].map {
      name, style, mode in
      LineChart.Line(
        name: name, style: style,
        points: answer.sweep.map { ($0.load, WhatIfWords.double($0.study[keyPath: mode].estimate.total.expected)) })
    }
    return LineChart(
      title: "Cost against load",
      description: "Expected cost of a month in each mode by the load, the nodes that jobs keep busy on average.",
      lines: lines, scale: .linear, xLabel: "load, nodes", yLabel: "USD a month",
      yText: { AmountText.grouped(String(Int($0.rounded()))) }, mark: mark(answer))
  }

  private static func waits(_ answer: WhatIf) -> LineChart {
    let lines = [("normal", "normal", \ModeStudy.normal), ("cost savings", "cheap", \ModeStudy.costSavings)].map {
      name, style, mode in
      LineChart.Line(
        name: name, style: style,
        points: answer.sweep.filter { $0.study[keyPath: mode].result.saturation == nil }
          .map { ($0.load, $0.study[keyPath: mode].result.sample(.meanWait).mean) })
    }
    return LineChart(
      title: "Waiting against load",
      description:
        "Mean waiting time of a job in each mode by the load, up to what one node can carry in cost-savings mode.",
      lines: lines, scale: .logarithmic(from: 1), xLabel: "load, nodes", yLabel: "mean wait",
      yText: WhatIfWords.duration, mark: mark(answer))
  }

  private static func mark(_ answer: WhatIf) -> (x: Double, text: String)? {
    switch answer.breakEven {
    case .waiting(let load, _), .money(let load): (load, "break-even at \(WhatIfWords.number(load)) nodes")
    case .always, .never: nil
    }
  }
}
