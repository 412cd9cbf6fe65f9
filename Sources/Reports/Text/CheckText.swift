import Catalog
import Policies
import Costs
public import Findings
public import Gate
import Platform
import Requests

/// The report of `tollgate check` for people.
public struct CheckText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report.
  public func render(_ run: CheckRun) -> PrintableText {
    beginning(run.whole, run.basis) + summary(run.tally, run.basis)
  }

  /// The first part of a report.
  public func beginning(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    let policyFindings = FindingText(sources: basis.policies?.documents.sources ?? [], style: style)
    return render(part, after: basis.expiries.map { policyFindings.render($0) }.joined())
  }

  /// Another part of a report.
  public func continuation(_ part: CheckPart) -> PrintableText { render(part, after: "") }

  private func render(_ part: CheckPart, after expiries: PrintableText) -> PrintableText {
    let findings = FindingText(sources: part.sources, secrets: part.secrets, style: style)
    var text = part.syntaxErrors.map { findings.render($0) }.joined() + expiries
    for error in part.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    let verdicts = concurrentMap(part.verdicts) { verdict -> PrintableText in
      findings.render(verdict.findings, omitted: verdict.omitted) + self.verdict(verdict) + "\n"
    }
    return text + verdicts.joined()
  }

  private func verdict(_ verdict: Verdict) -> PrintableText {
    let word = verdict.isApproved ? style.green("approved") : style.red("denied")
    let name: PrintableText = verdict.draft.name.map { PrintableText($0.value, limit: 80) } ?? "(no name)"
    let place = verdict.draft.place
    var text: PrintableText = "\(word): \(style.bold(name)) at \(place.source):\(place.range.start.line)\n"
    if let comparison = verdict.comparison?.reported, let request = verdict.request {
      text += ComparisonText.render(comparison, request)
    } else {
      text += "  its cost is not known: the request is not complete\n"
    }
    return text
  }

  /// The end of a report.
  public func summary(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    var parts = ["\(tally.requests) checked", "\(tally.approved) approved", "\(tally.denied) denied"]
    for severity in Severity.allCases.reversed() {
      let count = tally.count(severity)
      if count > 0 { parts.append(counted(count, severity.rawValue)) }
    }
    if tally.excepted > 0 { parts.append("\(tally.excepted) excepted") }
    if tally.unreadable > 0 { parts.append("\(tally.unreadable) unreadable") }
    if tally.skipped > 0 { parts.append("\(tally.skipped) skipped as no cluster request") }
    return style.bold("\(parts.joined(separator: ", "))") + "\n\(RunText.footing(basis))\n"
  }
}

/// A number of things: `1 policy`, `2 policies`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// What a report rests on.
enum RunText {
  static func footing(_ run: CheckBasis) -> PrintableText {
    let configuration: PrintableText = run.configuration.path.map { "configuration \($0)" } ?? "no configuration"
    return
      "catalog of \(run.catalog.asOf), cost profile `\(run.costProfile.name)`, checked as of \(run.asOf), \(configuration), \(policies(run))"
  }

  private static func policies(_ run: CheckBasis) -> String {
    guard let policies = run.policies else { return "no policy folders configured" }
    let inert = policies.inert.count
    return counted(policies.count, "policy", "policies")
      + (inert == 0 ? "" : " (\(inert) not in force: no parameters or binding)")
      + (policies.documents.exceptions.isEmpty ? "" : ", \(counted(policies.documents.exceptions.count, "exception"))")
  }
}
