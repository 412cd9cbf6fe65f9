import Costs
import Findings
import Gate
import Requests

/// The report of `tollgate cost`: the bills of each request, and what the run rests on.
enum CostReport {
  /// The whole report on a run.
  static func page(_ run: CheckRun, _ options: FleetOptions = FleetOptions()) -> ReportPage {
    let bills = run.verdicts.compactMap(bill)
    let problems = ReportProblems("not priced", run)
    guard bills.count == 1 else {
      let beginning = beginning(RequestFleet(run, options), problems, run.basis)
      return ReportPage(
        title: beginning.title, blocks: beginning.blocks + bills.map(section) + end(hasBills: !bills.isEmpty, run.basis)
      )
    }
    return single(bills[0], RequestFleet(run, options), problems, run.basis)
  }

  /// The bills of a request; nil for one that has none.
  static func bill(_ verdict: Verdict) -> BillReport? {
    guard let comparison = verdict.bills?.reported, let request = verdict.request else { return nil }
    return BillReport(request, comparison)
  }

  /// The report where there is one request with bills.
  static func single(
    _ bill: BillReport, _ fleet: RequestFleet, _ problems: ReportProblems, _ basis: CheckBasis
  ) -> ReportPage {
    let overview = CostOverview.blocks(fleet, isCompared: basis.generation == .kubernetes)
    return ReportPage(
      title: bill.title, blocks: problems.blocks + overview + bill.blocks + end(hasBills: true, basis))
  }

  /// What comes before the bills of several requests.
  static func beginning(_ fleet: RequestFleet, _ problems: ReportProblems, _ basis: CheckBasis) -> ReportPage {
    let count = fleet.requests.count
    return ReportPage(
      title: count == 0 ? "No request is priced" : "Cost of \(counted(count, "request"))",
      blocks: problems.blocks + CostOverview.blocks(fleet, isCompared: basis.generation == .kubernetes))
  }

  /// The bills of one request of several.
  static func section(_ bill: BillReport) -> ReportBlock { .section(bill.title, bill.blocks) }

  /// What comes after all bills.
  static func end(hasBills: Bool, _ basis: CheckBasis) -> [ReportBlock] {
    let leftOut = ProfileWords.notInBills(basis.costProfile).map { ReportNumber.text($0) }
    return (hasBills && !leftOut.isEmpty ? [.section("What the bills leave out", [.list(leftOut)], .folded)] : [])
      + [ReportBlock.paragraph(.text(RunText.footing(basis).text), .footing)]
  }
}
