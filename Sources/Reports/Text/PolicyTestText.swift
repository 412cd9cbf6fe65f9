public import Findings
public import Policies

/// The report of `tollgate policy test` for people.
public struct PolicyTestText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// What failed, what the tests have not seen of the policies if asked for, and the summary.
  public func render(_ run: PolicyTestRun, withCoverage: Bool) -> PrintableText {
    let findings = FindingText(sources: run.documents.sources, style: style)
    var text = run.findings.map { findings.render($0) }.joined()
    guard !run.findings.contains(where: { $0.severity == .error }) else { return text }
    text += run.outcomes.filter { !$0.hasPassed }.map { failed($0) }.joined()
    if withCoverage { text += coverage(run, findings) }
    let passed = run.outcomes.count { $0.hasPassed }
    let failures = run.outcomes.count - passed
    let summary = "\(counted(run.outcomes.count, "case")), \(passed) passed, \(failures) failed"
    text += failures == 0 ? style.green("\(summary)") : style.red("\(summary)")
    return text + ", coverage \(Self.percent(run.coverage))\n"
  }

  private func failed(_ outcome: PolicyTestRun.Outcome) -> PrintableText {
    let start = outcome.place.range.start
    var text =
      style.red("failed") + style.bold(": \(outcome.test): \(outcome.name)") + "\n"
    text += " \(style.blue("-->")) \(outcome.place.source):\(start.line):\(start.column)\n"
    for failure in outcome.failures { text += "  \(failure.message)\n" }
    return text + "\n"
  }

  private func coverage(_ run: PolicyTestRun, _ findings: FindingText) -> PrintableText {
    var text: PrintableText = ""
    for decision in run.coverage.incomplete {
      let missing =
        decision.seen == 0 ? "never evaluated" : decision.hasBeenTrue ? "never false" : "never true"
      let what = decision.kind == .branch ? "a part of `\(decision.part)`" : "`\(decision.part)`"
      text += findings.render(
        Finding(
          code: RuleCode(decision.policy), severity: .note, message: "\(what) is \(missing) in the tests",
          place: decision.place))
    }
    var table = TextTable()
    for policy in Set(run.coverage.decisions.map(\.policy)).sorted() {
      let decisions = run.coverage.decisions.filter { $0.policy == policy }
      let seen = decisions.reduce(0) { $0 + $1.seen }
      table.add([policy, "\(seen) of \(2 * decisions.count)", "outcomes seen"])
    }
    return text + table.render(style, indentation: 2) + "\n"
  }

  /// Whole percents are shown as such; almost all is not all.
  static func percent(_ coverage: PolicyCoverage) -> String {
    let (seen, all) = coverage.outcomes
    let tenths = all == 0 ? 1_000 : seen * 1_000 / all
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
