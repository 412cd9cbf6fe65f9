import Findings
import Gate
import Costs
import Money
import Requests

/// The report of `tollgate whatif` about several requests: which mode is the better choice for each, the greatest saving first.
enum WhatIfOverview {
  /// The whole report on a run.
  static func page(_ run: CheckRun, _ options: FleetOptions = FleetOptions()) -> ReportPage {
    page(RequestFleet(run, options), ReportProblems("not compared", run), run.basis)
  }

  /// The report on some requests.
  static func page(_ fleet: RequestFleet, _ problems: ReportProblems, _ basis: CheckBasis) -> ReportPage {
    ReportPage(
      title: "\(counted(fleet.requests.count, "request")): normal or cost-savings mode?",
      blocks: problems.blocks + comparison(fleet, basis)
        + [.paragraph(.text(RunText.footing(basis).text), .footing)])
  }

  private static func comparison(_ fleet: RequestFleet, _ basis: CheckBasis) -> [ReportBlock] {
    guard let currency = fleet.currency else { return [] }
    let leftOut = ProfileWords.notInBills(basis.costProfile)
    let groups = FleetGroups(fleet).map { [$0.block(isCompared: true, comparesModes: true)] } ?? []
    return [.paragraph(.text(answer(fleet)), .answer)] + groups + [
      .table(table(fleet, currency)), .list(remarks(fleet).map { .text($0) }),
      .section("What the bills leave out", [.list(leftOut.map { .text($0) })], .folded),
    ]
  }

  /// For how many requests each mode is the better choice, what that saves, and which requests should change.
  static func answer(_ fleet: RequestFleet) -> String {
    let cheap = fleet.requests.count { $0.totals.betterMode == .costSavings }
    var text = "Cost-savings mode is the better choice for \(cheap) of \(counted(fleet.requests.count, "request")). "
    let titles = fleet.titles
    let changing = fleet.bySaving.filter { fleet.requests[$0].totals.shouldChange }
    switch fleet.combined {
    case .success(let combined):
      let currency = combined.selected.expected.currency
      text += "As asked for, they cost \(amount(combined.selected)) \(currency) a month together"
      text +=
        changing.isEmpty
        ? ". " : "; in the better mode of each, they would cost \(amount(combined.better)) \(currency). "
    case .failure(let error): text += "Their sum cannot be computed: \(error). "
    }
    guard !changing.isEmpty else { return text + "None should ask for another mode." }
    let shown = changing.prefix(10).map { place in
      let mode = fleet.requests[place].totals.betterMode
      return "\(titles[place])\(mode.map { " (to \(BillReport.title($0)))" } ?? "")"
    }
    let more = changing.count - shown.count
    return text + "\(counted(changing.count, "request")) should change: \(shown.joined(separator: ", "))"
      + (more > 0 ? " and \(more) more." : ".")
  }

  private static func amount(_ total: Total) -> String { AmountText.partial(total.expected, of: total) }

  private static func table(_ fleet: RequestFleet, _ currency: Currency) -> ReportTable {
    let titles = fleet.titles
    let rows = fleet.bySaving.map { place -> ReportTable.Row in
      let totals = fleet.requests[place].totals
      func cost(_ total: Total) -> ReportNumber { .partial(total.expected, of: total) }
      let saving = totals.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
      let extra = totals.extraWait.map { ($0 < 0 ? "-" : "") + WhatIfWords.duration(abs($0)) }
      let better = totals.betterMode.map(BillReport.shortTitle) ?? (totals.savings == nil ? "neither" : "unknown")
      return ReportTable.Row(
        title: .text(titles[place]),
        cells: [
          .text(BillReport.shortTitle(totals.selected)), cost(totals.normal), cost(totals.costSavings),
          saving ?? .text("none"), .text(extra ?? "saturated"),
          totals.savingPerHourOfWaiting.map { .amount($0) } ?? .text(""),
          .text(totals.shouldChange ? better + " *" : better),
        ])
    }
    return ReportTable(
      caption: "both modes of each request, expected",
      columns: [
        "\(currency) a month", "asked for", "normal", "cost savings", "saving", "extra wait", "saved per hour",
        "better",
      ],
      rows: rows, leftColumns: [1, 7])
  }

  private static func remarks(_ fleet: RequestFleet) -> [String] {
    func requests(_ isMeant: (BillTotals) -> Bool) -> String? {
      let count = fleet.requests.count { isMeant($0.totals) }
      return count == 0 ? nil : counted(count, "request")
    }
    return [
      fleet.requests.contains { $0.totals.shouldChange } ? "* another mode than the request asks for" : nil,
      "saved per hour: what is saved for each hour that jobs wait longer in cost-savings mode",
      fleet.options.order == .perHour
        ? "in the order of what is saved per hour; those that save nothing, or let no job wait longer, come last" : nil,
      requests { $0.savings == nil }.map { "no saving: a mode cannot carry the load of \($0)" },
      requests { $0.savings?.isIncomplete ?? false }.map {
        "in parentheses: the saving on the lines whose price is known; without all prices no mode is better (\($0))"
      },
      requests(\.isLoadAssumed).map { "the load of \($0) is assumed, since `workload` does not say" },
      fleet.terms.isEmpty
        ? nil
        : "prices are those of the catalog, changed by " + fleet.terms.map { "\($0)" }.joined(separator: "; "),
      fleet.exchangeRate.map { "converted from US dollars: \($0)" },
      "nodes and waits by formulas; `tollgate whatif` with one request has their ranges, a simulation and what else matters",
    ].compactMap(\.self)
  }
}

/// The report of `tollgate whatif` about several requests as a page. It has one line for each, so that all are there at its end.
struct WhatIfOverviewPages<Format: PageStream>: FleetEmitter {
  static var name: String { Format.name }

  private let format: Format
  private var fleet: RequestFleet
  private var problems = ReportProblems("not compared")

  init(style: TextStyle, _ options: FleetOptions) {
    format = Format(style: style)
    fleet = RequestFleet(options)
  }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText {
    fleet.add(part.verdicts)
    problems.add(part)
    return ""
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    try write(format.whole(WhatIfOverview.page(fleet, problems, basis)))
  }
}
