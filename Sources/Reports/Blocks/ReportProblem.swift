import Findings
import Gate
import Requests

/// Findings that keep a part of a report from being there.
struct ReportProblem {
  /// What is missing, as in `not priced: vision-train at cluster.yaml:3`.
  let title: String
  let findings: [Finding]
  let omitted: [OmittedFindings]
  /// The run, whose sources and secrets the findings are about.
  private let run: CheckRun

  private init(_ title: String, _ findings: [Finding], omitted: [OmittedFindings] = [], in run: CheckRun) {
    (self.title, self.findings, self.omitted, self.run) = (title, findings, omitted, run)
  }

  /// What could not be read of the files of a run.
  static func unreadable(_ run: CheckRun) -> [ReportBlock] {
    let errors = run.files.syntaxErrors.map { error in
      let place = "\(error.place.source):\(error.place.range.start.line)"
      return ReportBlock.problem(ReportProblem("not read: \(place)", [error], in: run))
    }
    return errors + run.files.fileErrors.map { .error("\($0)") }
  }

  /// A request that has no bill, or none that can be used.
  static func request(_ what: String, _ verdict: Verdict, in run: CheckRun) -> ReportBlock {
    let place = verdict.draft.place
    let name = printable(verdict.draft.name?.value ?? "(no name)", limit: 80)
    let isPriced = verdict.bills != nil
    return .problem(
      ReportProblem(
        "\(what): \(name) at \(place.source):\(place.range.start.line)",
        isPriced ? [] : verdict.findings.filter(\.denies),
        omitted: isPriced ? [] : verdict.omitted.filter(\.denies), in: run))
  }

  /// What writes the findings with their lines.
  func text(_ style: TextStyle) -> FindingText {
    FindingText(sources: run.files.sources, secrets: run.whole.secrets, style: style)
  }
}
