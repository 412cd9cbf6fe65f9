import Costs
import Documents
import Gate
import Requests

/// The report of `tollgate check` for people.
public struct CheckText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report.
  public func render(_ run: CheckRun) -> String {
    let findings = FindingText(sources: run.files.sources, secrets: run.secrets, style: style)
    var text = run.files.syntaxErrors.map { findings.render($0) }.joined()
    let policyFindings = FindingText(sources: run.policies?.documents.sources ?? [], style: style)
    text += run.expiries.map { policyFindings.render($0) }.joined()
    for error in run.files.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    for verdict in run.verdicts {
      text += verdict.findings.map { findings.render($0) }.joined()
      text += self.verdict(verdict, run) + "\n"
    }
    return text + summary(run)
  }

  private func verdict(_ verdict: Verdict, _ run: CheckRun) -> String {
    let word = verdict.isApproved ? style.green("approved") : style.red("denied")
    let name = verdict.draft.name.map { printable($0.value, limit: 80) } ?? "(no name)"
    let place = verdict.draft.place
    var text = "\(word): \(style.bold(name)) at \(printable(place.source)):\(place.range.start.line)\n"
    if let comparison = verdict.comparison, let request = verdict.request {
      text += ComparisonText.render(comparison, request)
    } else {
      text += "  its cost is not known: the request is not complete\n"
    }
    return text
  }

  private func summary(_ run: CheckRun) -> String {
    let approved = run.verdicts.count { $0.isApproved }
    let all = run.verdicts.flatMap(\.findings)
    var parts = ["\(run.verdicts.count) checked", "\(approved) approved", "\(run.verdicts.count - approved) denied"]
    for severity in Severity.allCases.reversed() {
      let count = all.count { $0.severity == severity && $0.exception == nil }
      if count > 0 { parts.append(counted(count, severity.rawValue)) }
    }
    let excepted = all.count { $0.exception != nil }
    if excepted > 0 { parts.append("\(excepted) excepted") }
    let broken = run.files.syntaxErrors.count + run.files.fileErrors.count
    if broken > 0 { parts.append("\(broken) unreadable") }
    if run.files.skipped > 0 { parts.append("\(run.files.skipped) skipped as no cluster request") }
    return style.bold(parts.joined(separator: ", ")) + "\n" + RunText.footing(run)
  }
}

/// A number of things: `1 policy`, `2 policies`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// What a report rests on.
enum RunText {
  static func footing(_ run: CheckRun) -> String {
    let configuration = run.configuration.path.map { "configuration \(printable($0))" } ?? "no configuration"
    return
      "catalog of \(run.catalogDate), cost profile `\(printable(run.costProfileName))`, checked as of \(run.asOf), "
      + "\(configuration), \(policies(run))\n"
  }

  private static func policies(_ run: CheckRun) -> String {
    guard let policies = run.policies else { return "no policy folders configured" }
    let inert = policies.inert.count
    return counted(policies.count, "policy", "policies")
      + (inert == 0 ? "" : " (\(inert) not in force: no parameters)")
      + (policies.documents.exceptions.isEmpty ? "" : ", \(counted(policies.documents.exceptions.count, "exception"))")
  }
}

extension CheckRun {
  /// The parts of each file that must not be shown.
  var secrets: [String: [SourceRange]] {
    verdicts.reduce(into: [:]) { secrets, verdict in
      secrets[verdict.draft.place.source, default: []] += verdict.draft.secretRanges
    }
  }
}
