import Costs
import Findings
import Gate

/// The report of `tollgate cost`: the bills of each request, and what the run rests on.
enum CostReport {
  static func page(_ run: CheckRun) -> ReportPage {
    let requests = run.verdicts.map { verdict -> (title: String, blocks: [ReportBlock]) in
      guard let comparison = verdict.bills?.reported, let request = verdict.request else {
        return ("", [ReportProblem.request("not priced", verdict, in: run)])
      }
      let bill = BillReport(request, comparison)
      return (bill.title, bill.blocks)
    }
    let bills = requests.filter { !$0.title.isEmpty }
    let unpriced = requests.filter { $0.title.isEmpty }.flatMap(\.blocks)
    let leftOut = ProfileWords.notInBills(run.basis.costProfile).map { ReportNumber.text($0) }
    let footing =
      (bills.isEmpty || leftOut.isEmpty ? [] : [.section("What the bills leave out", [.list(leftOut)], .folded)])
      + [ReportBlock.paragraph(.text(RunText.footing(run.basis).text), .footing)]
    let problems = ReportProblem.unreadable(run) + unpriced
    guard bills.count == 1 else {
      return ReportPage(
        title: bills.isEmpty ? "No request is priced" : "Cost of \(counted(bills.count, "request"))",
        blocks: problems + CostOverview.blocks(run) + bills.map { .section($0.title, $0.blocks) } + footing)
    }
    return ReportPage(title: bills[0].title, blocks: problems + bills[0].blocks + footing)
  }
}
