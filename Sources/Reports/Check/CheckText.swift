import Catalog
import Policies
import Costs
public import Findings
public import Gate
import Platform
import Requests

/// The report of `tollgate check` for people.
public struct CheckText: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "text"

  private let style: TextStyle
  private var hasBegun = false

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    guard !hasBegun else { return render(part, after: "") }
    hasBegun = true
    let policyFindings = FindingText(sources: basis.policies?.documents.sources ?? [], style: style)
    return render(part, after: basis.expiries.map { policyFindings.render($0) }.joined())
  }

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
    if let comparison = verdict.bills?.reported, let request = verdict.request {
      text += TextBlocks(style: style).render(BillReport(request, comparison).summary)
    } else {
      text += "  its cost is not known: the request is not complete\n"
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    guard !tally.isEmpty else { return "nothing to check\n" }
    return style.bold("\(RunText.counts(tally))") + "\n\(RunText.footing(basis))\n"
  }
}
