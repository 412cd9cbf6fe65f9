import Findings
import Gate
import Requests

/// Findings that keep a part of a report from being there.
struct ReportProblem: Sendable {
  /// What is missing, as in `not priced: vision-train at cluster.yaml:3`.
  let title: String
  let findings: [Finding]
  let omitted: [OmittedFindings]
  /// What the findings are about.
  private let source: Source

  /// The files of some requests, with the parts of them that must not be shown.
  struct Source: Sendable {
    let files: [SourceFile]
    let secrets: [String: [SourceRange]]

    /// The files of a whole run.
    init(_ run: CheckRun) { (files, secrets) = (run.files.sources, run.whole.secrets) }

    /// The file of a part of a run that one of its findings is about.
    init(_ part: CheckPart, file: String) {
      files = part.sources.filter { $0.name == file }
      secrets = part.secrets.filter { $0.key == file }
    }
  }

  private init(_ title: String, _ findings: [Finding], omitted: [OmittedFindings] = [], in source: Source) {
    (self.title, self.findings, self.omitted, self.source) = (title, findings, omitted, source)
  }

  /// What is not YAML or JSON.
  static func unreadable(_ error: Finding, in source: Source) -> ReportBlock {
    .problem(ReportProblem("not read: \(error.place.source):\(error.place.range.start.line)", [error], in: source))
  }

  /// A request that has no bill, or none that can be used.
  static func request(_ what: String, _ verdict: Verdict, in source: Source) -> ReportBlock {
    let place = verdict.draft.place
    let name = printable(verdict.draft.name?.value ?? "(no name)", limit: 80)
    let isPriced = verdict.bills != nil
    return .problem(
      ReportProblem(
        "\(what): \(name) at \(place.source):\(place.range.start.line)",
        isPriced ? [] : verdict.findings.filter(\.denies),
        omitted: isPriced ? [] : verdict.omitted.filter(\.denies), in: source))
  }

  /// What writes the findings with their lines.
  func text(_ style: TextStyle) -> FindingText {
    FindingText(sources: source.files, secrets: source.secrets, style: style)
  }
}

/// What keeps parts of a report about several requests from being there: what could not be read, then requests without bills.
struct ReportProblems: Sendable {
  /// What is missing where a request has no bills, as in `not priced`.
  let word: String
  private var syntaxErrors: [ReportBlock] = []
  private var fileErrors: [ReportBlock] = []
  private var requests: [ReportBlock] = []

  init(_ word: String) { self.word = word }

  /// The problems of a whole run.
  init(_ word: String, _ run: CheckRun) {
    self.word = word
    add(run.whole, ReportProblem.Source(run))
  }

  /// What could not be read of the files of a run.
  static func unreadable(_ run: CheckRun) -> [ReportBlock] {
    var problems = ReportProblems("")
    problems.add(run.whole.withoutVerdicts, ReportProblem.Source(run))
    return problems.blocks
  }

  /// Adds those of a part of a run. Each keeps its own file alone.
  mutating func add(_ part: CheckPart) { add(part, nil) }

  private mutating func add(_ part: CheckPart, _ source: ReportProblem.Source?) {
    for error in part.syntaxErrors {
      syntaxErrors.append(
        ReportProblem.unreadable(error, in: source ?? ReportProblem.Source(part, file: error.place.source)))
    }
    fileErrors += part.fileErrors.map { .error("\($0)") }
    for verdict in part.verdicts where verdict.bills == nil || verdict.request == nil {
      let source = source ?? ReportProblem.Source(part, file: verdict.draft.place.source)
      requests.append(ReportProblem.request(word, verdict, in: source))
    }
  }

  /// All of them.
  var blocks: [ReportBlock] { syntaxErrors + fileErrors + requests }
}
