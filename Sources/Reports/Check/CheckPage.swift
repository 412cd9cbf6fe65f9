import Costs
import Findings
import Gate
import Platform
import Policies
import Requests

/// The report of `tollgate check` for people, as a page or a comment: denied requests first.
struct CheckPage {
  /// A request, and what was found in it.
  private struct Entry {
    let verdict: Verdict
    /// Where the request stands, as code hosts know it.
    let path: String
    let results: [CheckResult]
  }

  private var results = CheckResults()
  private var entries: [Entry] = []
  /// What was found besides the requests.
  private var others: [CheckResult] = []

  /// Adds a part of a run.
  mutating func add(_ part: CheckPart, _ basis: CheckBasis) {
    others += results.results(of: part.withoutVerdicts, basis)
    for verdict in part.verdicts {
      entries.append(Entry(verdict: verdict, path: results.path(of: verdict), results: results.results(of: verdict)))
    }
  }

  /// The page on a run, with at most `most` requests, and as many findings besides them.
  func page(_ tally: CheckTally, _ basis: CheckBasis, most: Int = .max) -> ReportPage {
    let ordered = entries.filter { !$0.verdict.isApproved } + entries.filter(\.verdict.isApproved)
    let shown = ordered.prefix(most)
    let isCompared = basis.generation == .kubernetes
    let title =
      tally.isEmpty
      ? (basis.change?.isEmpty ?? true ? "nothing to check" : "No request to check, but other costs")
      : tally.unreadable > 0
        ? "Not everything could be read"
        : tally.denied > 0 ? "Denied: \(tally.denied) of \(tally.requests)" : "Approved"
    var blocks: [ReportBlock] = [.paragraph(.text(RunText.counts(tally)), .answer)]
    if let change = basis.change { blocks += CostDifferenceReport.blocks(change, most: max(most, Self.leastRows)) }
    blocks += BudgetReport.blocks(basis.budgets)
    if !others.isEmpty {
      blocks.append(.table(Self.findings(Array(others.prefix(most)), "Besides the requests")))
      if others.count > most { blocks.append(.paragraph(.text("\(others.count - most) more had no room here"))) }
    }
    if !shown.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "Requests; amounts are those expected in a month",
            columns: ["request", "verdict"]
              + (isCompared ? ["asks for", "normal", "cost savings", "saving"] : ["cost"])
              + ["where"],
            rows: shown.map { row($0, isCompared: isCompared) }, leftColumns: isCompared ? [1, 2, 6] : [1, 3])))
    }
    blocks += shown.map(section)
    if shown.count < ordered.count {
      let rest =
        "\(counted(ordered.count - shown.count, "request")) more had no room here; the report in another format has all"
      blocks.append(.paragraph(.text(rest)))
    }
    var paths = RepositoryPaths()
    blocks.append(.paragraph(.text((RunText.lastingFooting(basis, &paths) + RunText.quotas(basis)).text), .footing))
    return ReportPage(title: "\(Tool.name): \(title)", blocks: blocks)
  }

  /// So many requests with other costs have room in any comment.
  private static let leastRows = 20

  /// The number of requests, or of findings besides them if that is greater.
  var count: Int { max(entries.count, others.count) }

  /// A request in the overview.
  private func row(_ entry: Entry, isCompared: Bool) -> ReportTable.Row {
    let verdict = entry.verdict
    var cells: [ReportNumber] = [.text(Self.word(verdict))]
    if let comparison = verdict.bills?.reported {
      func cost(_ estimate: Estimate) -> ReportNumber { .partial(estimate.total.expected, of: estimate.total) }
      if isCompared { cells.append(.text(BillReport.title(comparison.selected))) }
      cells += comparison.estimates.map(cost)
      let saving = comparison.savings.map { ReportNumber.partial($0.expected, of: $0, isSaving: true) }
      if isCompared { cells.append(saving ?? .text("none")) }
    } else {
      cells += Array(repeating: .text("not known"), count: isCompared ? 4 : 1)
    }
    cells.append(.text("\(entry.path):\(verdict.draft.place.range.start.line)"))
    return ReportTable.Row(title: .text(Self.name(verdict)), cells: cells)
  }

  /// What was found in a request, and what it costs.
  private func section(_ entry: Entry) -> ReportBlock {
    let verdict = entry.verdict
    var blocks: [ReportBlock] = []
    if !entry.results.isEmpty { blocks.append(.table(Self.findings(entry.results, "What was found"))) }
    if let comparison = verdict.bills?.reported, let request = verdict.request {
      blocks.append(.section("What it costs", BillReport(request, comparison).summary, .folded))
    }
    return .section(
      "\(Self.name(verdict)): \(Self.word(verdict))", blocks, verdict.isApproved ? .folded : .open)
  }

  private static func word(_ verdict: Verdict) -> String { verdict.isApproved ? "approved" : "denied" }

  private static func name(_ verdict: Verdict) -> String {
    printable(verdict.draft.name?.value ?? "(no name)", limit: 80)
  }

  private static func findings(_ results: [CheckResult], _ caption: String) -> ReportTable {
    ReportTable(
      caption: caption, columns: ["code", "severity", "what is wrong", "what to do", "where"],
      rows: results.map { result in
        let place = result.range.map { "\(result.path):\($0.start.line):\($0.start.column)" } ?? result.path
        let severity =
          result.exception.map { "excepted by \(printable($0.name, limit: 80))" }
          ?? (result.isInBaseline ? "in the baseline" : result.severity.rawValue)
        let texts = [severity, result.message, result.help.joined(separator: "; "), place]
        return ReportTable.Row(title: .text(result.code.description), cells: texts.map { .text($0) })
      }, leftColumns: [1, 2, 3, 4])
  }
}
