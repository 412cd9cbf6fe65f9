import Costs
import Money
import Simulation
import WhatIf

/// The charts of `tollgate whatif`.
struct WhatIfCharts {
  private let answer: WhatIf
  private let tables: WhatIfTables

  init(_ answer: WhatIf) { (self.answer, tables) = (answer, WhatIfTables(answer)) }

  /// What each mode costs, by service.
  func bill() -> ReportChart {
    let groups = tables.groups().rows.filter { $0.kind != .total }
    let bars = ShownOutcome.all(answer).enumerated().map { column, one in
      let estimate = one.outcome.estimate
      let amounts = Dictionary(
        CostGroup.groups(of: estimate).map { ($0.name, $0.expected.map(WhatIfWords.double) ?? 0) },
        uniquingKeysWith: { $1 })
      let (total, place) = (estimate.total, one.place + "/monthly/")
      let high = total.high.map { ReportNumber.wholeAmount($0, at: place + "high") } ?? .text("unknown")
      return CostChart.Bar(
        name: one.title,
        words: [
          .text(total.isIncomplete ? "≥ " : ""), .wholeAmount(total.expected, at: place + "expected"),
          .text(" \(answer.currency) ("),
          .wholeAmount(total.low, at: place + "low"), .text(" to "), high, .text(")"),
        ],
        pieces: groups.map { ($0.style ?? "", amounts[$0.title.text] ?? 0, $0.cells[column]) },
        low: WhatIfWords.double(total.low), high: total.high.map(WhatIfWords.double))
    }
    let description =
      "Expected cost of a month by service, in the colours of the table below; the line under a bar goes from the lowest "
      + "to the highest bill."
    return ReportChart(
      svg: CostChart(bars: bars, title: "Cost by service in each mode", description: description).svg(),
      description: description)
  }

  /// How many jobs wait longer than how long; nil where no mode has waiting times.
  func distribution() -> ReportChart? {
    let seconds = ShownOutcome.all(answer).map { ($0, WaitShares.seconds($0.outcome)) }
    let lines = seconds.compactMap { one, seconds in seconds.map { line(of: $0, one) } }
    guard !lines.isEmpty else { return nil }
    let description =
      "Share of the jobs of all replications that wait longer than a time, both by powers of ten; the points are the times "
      + "within which 50, 95 and 99 of 100 jobs start, where they wait at all."
    let chart = LineChart(
      title: "Waiting times in each mode", description: description, lines: lines,
      x: .durations("waiting time", upTo: seconds.compactMap { $0.1?.last }.max() ?? 1),
      y: .shares("jobs that wait longer"))
    return ReportChart(
      svg: chart.svg(), description: description,
      legend: lines.map { ReportChart.Key(style: $0.style, title: $0.name) })
  }

  private func line(of seconds: [Double], _ one: ShownOutcome) -> LineChart.Line {
    let place = one.place + "/waitDistribution"
    let dots = WaitShares.marked.map { share in
      let index = WaitShares.index(of: share)
      let words: [ReportNumber] = [
        .text("p\(share / 10) "), .duration(seconds[index], at: "\(place)/\(index)/seconds"),
      ]
      return (x: seconds[index], y: 1 - Double(share) / 1_000, words: words)
    }
    return LineChart.Line(
      name: one.title, style: one.style,
      points: zip(WaitShares.perMille, seconds).map { ($1, 1 - Double($0) / 1_000) }, place: place, dots: dots)
  }

  /// Cost and waiting by load.
  func loads() -> [ReportChart] {
    let loads = answer.sweep.map(\.load)
    let marks = marks()
    let axis = Axis.loads(
      "load: nodes busy on average, by powers of ten", from: min(loads.min() ?? 1, marks.map(\.x).min() ?? 1),
      to: max(loads.max() ?? 1, marks.map(\.x).max() ?? 1))
    func lines(_ value: (ShownMode, ModePoint) -> Double?, _ place: String) -> [LineChart.Line] {
      ShownMode.all.map { mode in
        LineChart.Line(
          name: mode.title, style: mode.style,
          points: answer.sweep.compactMap { point in value(mode, point).map { (point.load, $0) } },
          place: "/sweep/*/\(mode.key)/\(place)")
      }
    }
    func chart(_ title: String, _ description: String, _ lines: [LineChart.Line], _ y: Axis) -> ReportChart {
      let chart = LineChart(
        title: title, description: description, lines: lines, x: axis, y: y, marks: marks)
      return ReportChart(svg: chart.svg(), description: description)
    }
    func most(_ lines: [LineChart.Line]) -> Double { lines.flatMap(\.points).map(\.y).max() ?? 1 }
    let costs = lines({ WhatIfWords.double($0.estimate($1).total.expected) }, "monthly/expected")
    let waits = lines({ $0.wait($1) }, "meanWait")
    return [
      chart(
        "Cost against load", "Expected cost of a month in each mode, by load.", costs,
        .amounts("\(answer.currency) a month", upTo: most(costs))),
      chart(
        "Waiting against load",
        "Mean waiting time of a job in each mode, by load, up to what the mode can carry.", waits,
        .durations("mean wait", upTo: most(waits))),
    ]
  }

  private func marks() -> [LineChart.Mark] {
    let load = LineChart.Mark(
      x: answer.point.load, style: "load",
      words: [.text("load here "), .number(answer.point.load, at: "/assumptions/load")])
    switch answer.breakEven {
    case .waiting(let place, let interval):
      return [
        load,
        LineChart.Mark(
          x: place, low: interval?.low, high: interval?.high, style: "mark",
          words: [.text("break-even "), .number(place, at: "/breakEven/load")]),
      ]
    case .money(let place), .moneyBelow(let place):
      return [
        load,
        LineChart.Mark(x: place, style: "mark", words: [.text("break-even "), .number(place, at: "/breakEven/load")]),
      ]
    case .always, .never: return [load]
    }
  }

  /// How saving and waiting change with each assumption.
  func tornadoes() -> [ReportChart] {
    let table = tables.sensitivities().rows
    func rows(_ column: Int, _ result: (Sensitivity.Variation) -> Double?) -> [TornadoChart.Row] {
      zip(answer.sensitivities, table).map { one, row in
        TornadoChart.Row(
          name: one.name,
          sides: [(one.lower, 0, "lower"), (one.higher, 3, "higher")].map { variation, first, style in
            TornadoChart.Side(
              words: [row.cells[first], .text(": "), row.cells[first + column]], result: result(variation),
              number: row.cells[first + column], style: style)
          })
      }
    }
    var charts: [ReportChart] = []
    if let base = answer.point.saving {
      let saving = TornadoChart(
        title: "What the saving rests on",
        description: "The saving in \(answer.currency) a month if one assumption were another, all others as they are.",
        base: WhatIfWords.double(base),
        baseWords: [.text("as assumed: "), .wholeAmount(base, at: "/study/saving/expected")],
        rows: rows(1) { $0.saving.map(WhatIfWords.double) })
      charts.append(ReportChart(svg: saving.svg(), description: saving.description))
    }
    if let wait = answer.point.extraWait {
      let waiting = TornadoChart(
        title: "What the extra waiting rests on",
        description: "How much longer jobs wait on average if one assumption were another, all others as they are.",
        base: wait, baseWords: [.text("as assumed: "), .duration(wait, at: "/study/extraWait")],
        rows: rows(2, \.extraWait))
      charts.append(ReportChart(svg: waiting.svg(), description: waiting.description))
    }
    return charts
  }
}
