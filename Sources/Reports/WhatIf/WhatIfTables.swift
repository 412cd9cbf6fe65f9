import Queueing
import Costs
import Money
import Simulation
import WhatIf

/// The tables of `tollgate whatif`, for every format.
struct WhatIfTables {
  private let answer: WhatIf
  private let shown: [ShownOutcome]

  init(_ answer: WhatIf) {
    self.answer = answer
    shown = ShownOutcome.all(answer)
  }

  private var columns: [String] { shown.map(\.title) }

  private func row(
    _ title: String, kind: ReportTable.Kind = .plain, _ number: (ModeOutcome, _ place: String) -> ReportNumber
  ) -> ReportTable.Row {
    ReportTable.Row(
      title: .text(title), cells: shown.map { number($0.outcome, $0.place) },
      kind: kind)
  }

  /// The three bounds of the bill.
  private func totals() -> [ReportTable.Row] {
    [
      row("\(answer.currency) a month, low") { mode, place in
        let total = mode.estimate.total
        return .total(total.low, isIncomplete: total.isIncomplete, at: place + "/monthly/low")
      },
      row("expected") { mode, place in
        let total = mode.estimate.total
        return .total(total.expected, isIncomplete: total.isIncomplete, at: place + "/monthly/expected")
      },
      row("high") { mode, place in .amount(mode.estimate.total.high, at: place + "/monthly/high") },
    ]
  }

  /// The modes beside each other.
  func summary() -> ReportTable {
    let rows = [
      row("compute nodes up, mean") { .nodes($0.estimate.computeNodes.expected, at: $1 + "/computeNodes") },
      row("wait, mean") { .duration($0.meanWait, at: $1 + "/meanWait") },
    ]
    let percentiles = [("median", 500), ("95 of 100 within", 950), ("99 of 100 within", 990)].map { title, share in
      ReportTable.Row(title: .text(title), cells: shown.map { within(share, $0) })
    }
    return ReportTable(
      caption: "What it costs and how long jobs wait, with the same jobs", columns: [""] + columns,
      rows: totals() + rows + percentiles)
  }

  /// What a simulation says of what formulas say, with the intervals of its randomness; nil where it is the only evidence.
  func simulation() -> ReportTable? {
    guard answer.evidence == .formulas else { return nil }
    let kind = answer.study.intervalKind
    func row(_ title: String, _ metric: Metric, _ form: (Double, String) -> ReportNumber) -> ReportTable.Row {
      ReportTable.Row(
        title: .text(title),
        cells: shown.flatMap { one -> [ReportNumber] in
          guard metric != .meanWait || !one.outcome.isSaturated else {
            return [.duration(nil, at: one.place + "/simulated/" + metric.rawValue), .text(""), .text("")]
          }
          let sample = one.outcome.simulated.sample(metric)
          let place = "\(one.place)/simulated/\(metric.rawValue)/"
          let around = kind.around(sample)
          return [
            form(sample.mean, place + "mean"), form(around.low, place + "low"), form(around.high, place + "high"),
          ]
        })
    }
    return ReportTable(
      caption: "means of \(answer.study.replications) replications, and their \(WhatIfWords.level(kind)) intervals",
      columns: [""] + columns.flatMap { [$0, "from", "to"] },
      rows: [
        row("compute nodes up, mean", .meanNodes) { .number($0, at: $1) },
        row("wait, mean", .meanWait) { .duration($0, at: $1) },
      ])
  }

  /// The mean waits by the formulas that apply, for jobs of a trace; nil if none does.
  func formulas() -> ReportTable? {
    let cells = zip(shown, answer.checks).enumerated().map { index, pair in
      guard case .estimate(let estimate) = pair.1.answer else { return ReportNumber.text("none applies") }
      return .formula(
        estimate.meanWait, isExact: estimate.formula.isExact, at: "/checks/\(index)/estimate/meanWait")
    }
    guard cells.contains(where: { $0.pointer != nil }) else { return nil }
    return ReportTable(
      caption: "What formulas of queues say of the mean wait", columns: [""] + columns,
      rows: [ReportTable.Row(title: .text("mean wait by formula"), cells: cells)])
  }

  /// The other scenarios against normal mode; nil if there are none.
  func scenarios() -> ReportTable? {
    guard !answer.others.isEmpty else { return nil }
    let savings =
      [(answer.point.saving, answer.point.extraWait, "/study", "/study/saving/expected")]
      + answer.others.enumerated().map { ($1.saving, $1.extraWait, "/others/\($0)", "/others/\($0)/saving") }
    let rows = zip(shown.dropFirst(), savings).map { one, against in
      let (saving, extraWait, place, savingPlace) = against
      let total = one.outcome.estimate.total
      return ReportTable.Row(
        title: .text(one.title),
        cells: [
          .total(total.expected, isIncomplete: total.isIncomplete, at: one.place + "/monthly/expected"),
          .amount(saving, at: saving == nil ? place + "/saving" : savingPlace),
          .duration(extraWait, at: place + "/extraWait"),
        ])
    }
    return ReportTable(
      caption: "Against normal mode, in \(answer.currency) a month", columns: ["", "cost", "saving", "extra wait"],
      rows: rows)
  }

  /// What each mode costs by service, the dearest first, with the classes of their colours.
  func groups() -> ReportTable {
    let all = shown.map { CostGroup.groups(of: $0.outcome.estimate) }
    func greatest(_ name: String) -> Double {
      all.flatMap { $0 }.filter { $0.name == name }.compactMap(\.expected).map(WhatIfWords.double).max() ?? 0
    }
    var names: [String] = []
    for group in all.joined() where !names.contains(group.name) { names.append(group.name) }
    let dearest = names.enumerated().sorted {
      (-greatest($0.element), $0.offset) < (-greatest($1.element), $1.offset)
    }
    let rows = dearest.enumerated().map { rank, name in
      let cells = zip(shown, all).map { one, groups in
        guard let index = groups.firstIndex(where: { $0.name == name.element }) else {
          return ReportNumber.text("none")
        }
        return .total(
          groups[index].expected, isIncomplete: groups[index].isIncomplete,
          at: "\(one.place)/groups/\(index)/monthly/expected")
      }
      return ReportTable.Row(title: .text(name.element), cells: cells, style: CostChart.style(rank))
    }
    let total = row("all together", kind: .total) { mode, place in
      let total = mode.estimate.total
      return .total(total.expected, isIncomplete: total.isIncomplete, at: place + "/monthly/expected")
    }
    return ReportTable(
      caption: "\(answer.currency) a month, expected, by service", columns: ["service"] + columns, rows: rows + [total])
  }

  /// Every line of the bills, with its bounds.
  func lines() -> ReportTable {
    var titles: [(name: String, title: String)] = []
    for line in shown.flatMap(\.outcome.estimate.lines)
    where !titles.contains(where: { $0.name == line.component.name }) {
      titles.append((line.component.name, line.component.title))
    }
    func cells(_ one: ShownOutcome, _ name: String) -> [ReportNumber] {
      let lines = one.outcome.estimate.lines
      guard let index = lines.firstIndex(where: { $0.component.name == name }) else {
        return Array(repeating: .text("none"), count: 3)
      }
      let place = "\(one.place)/lines/\(index)/monthly"
      guard let monthly = lines[index].monthly else { return Array(repeating: .amount(nil, at: place), count: 3) }
      return [("low", monthly.low), ("expected", monthly.expected), ("high", monthly.high)].map {
        .amount($1, at: "\(place)/\($0)")
      }
    }
    let rows = titles.map { component in
      ReportTable.Row(title: .text(component.title), cells: shown.flatMap { cells($0, component.name) })
    }
    let bounds = totals()
    let total = ReportTable.Row(
      title: .text("all together"), cells: shown.indices.flatMap { column in bounds.map { $0.cells[column] } },
      kind: .total)
    return ReportTable(
      caption: "\(answer.currency) a month by component",
      columns: ["component"] + columns.flatMap { title in ["low", "expected", "high"].map { "\(title), \($0)" } },
      rows: rows + [total])
  }

  /// How long the jobs of all replications wait.
  func waits() -> ReportTable {
    let rows = WaitShares.shown.map { share in
      ReportTable.Row(
        title: .text("\(WhatIfWords.percent(Double(share) / 1_000)) within"), cells: shown.map { within(share, $0) })
    }
    return ReportTable(
      caption: "Waiting times of the jobs of all replications together", columns: ["jobs"] + columns, rows: rows)
  }

  /// The time within which a share of the jobs of all replications start, in thousandths of them.
  private func within(_ share: Int, _ one: ShownOutcome) -> ReportNumber {
    let (place, seconds) = (one.place + "/waitDistribution", WaitShares.seconds(one.outcome))
    let index = WaitShares.index(of: share)
    return .duration(seconds?[index], at: seconds == nil ? place : "\(place)/\(index)/seconds")
  }

  /// The modes at other loads.
  func sweep() -> ReportTable {
    let costs = answer.sweep.flatMap { point in
      ShownMode.all.map { WhatIfWords.double($0.estimate(point).total.expected) }
    }
    let greatest = max(1, costs.max() ?? 1)
    let rows = answer.sweep.enumerated().map { index, point in
      let costs = ShownMode.all.map { mode in
        let total = mode.estimate(point).total
        return ReportNumber.total(
          total.expected, isIncomplete: total.isIncomplete, at: "/sweep/\(index)/\(mode.key)/monthly/expected"
        ).behindBar(WhatIfWords.double(total.expected) / greatest)
      }
      let waits = ShownMode.all.map { mode in
        ReportNumber.duration(mode.wait(point), at: "/sweep/\(index)/\(mode.key)/meanWait")
      }
      return ReportTable.Row(title: .number(point.load, at: "/sweep/\(index)/load"), cells: costs + waits)
    }
    let titles = ShownMode.all.map(\.title)
    return ReportTable(
      caption: "Expected cost and mean wait by load",
      columns: ["load, nodes"] + titles.map { "\($0), \(answer.currency) a month" } + titles.map { "\($0), wait" },
      rows: rows)
  }

  /// The answer if one assumption were another.
  func sensitivities() -> ReportTable {
    let rows = answer.sensitivities.enumerated().map { index, one in
      let cells = [one.lower, one.higher].enumerated().flatMap { side, variation in
        let place = "/sensitivities/\(index)/values/\(side)"
        return [
          ReportNumber.text(variation.value, at: place + "/value"),
          variation.saving.map { .wholeAmount($0, at: place + "/saving") } ?? .text("none", at: place + "/saving"),
          .duration(variation.extraWait, at: place + "/extraWait"),
        ]
      }
      return ReportTable.Row(title: .text(one.name, at: "/sensitivities/\(index)/name"), cells: cells)
    }
    let columns = ["if", "saving", "extra wait"]
    return ReportTable(
      caption: "The saving in \(answer.currency) a month and the extra wait, if one assumption were another",
      columns: ["assumption"] + columns + columns, rows: rows, leftColumns: [0, 1, 4])
  }
}
