import Catalog
import Policies
import Costs
public import Findings
public import Gate
import Platform
import Requests

/// The report of `tollgate check` for people. Where there are several requests, each takes one line besides what was found;
/// `tollgate cost` has their bills.
public struct CheckText: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "text"

  private let style: TextStyle
  private var hasBegun = false
  /// Whether the last line is about a request, so that the summary needs a blank line before it.
  private var endsWithRequest = false

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    let isFirst = !hasBegun
    hasBegun = true
    let needsGap = endsWithRequest
    endsWithRequest = part.verdicts.last.map { part.verdicts.count == 1 && isFirst || $0.findings.isEmpty } ?? false
    var expiries: PrintableText = ""
    if isFirst {
      let policyFindings = FindingText(sources: basis.policies?.documents.sources ?? [], style: style)
      expiries = basis.expiries.map { policyFindings.render($0) }.joined()
    }
    let findings = FindingText(sources: part.sources, secrets: part.secrets, style: style)
    var text = part.syntaxErrors.map { findings.render($0) }.joined() + expiries
    for error in part.fileErrors { text += style.red("error") + style.bold(": \(error)") + "\n\n" }
    let isAlone = isFirst && part.verdicts.count == 1
    let verdicts = concurrentMap(part.verdicts) { [self] verdict -> PrintableText in
      findings.render(verdict.findings, omitted: verdict.omitted) + (isAlone ? self.verdict(verdict) : line(verdict))
    }
    text += verdicts.joined()
    if !part.staleEntries.isEmpty, let source = basis.baseline?.source {
      let entries = FindingText(sources: [source], style: style)
      text += (needsGap ? "\n" : "") + part.staleEntries.map { entries.render($0) }.joined()
    }
    return text
  }

  private func line(_ verdict: Verdict) -> PrintableText {
    // A request with findings stands apart from the next one.
    let end: PrintableText = verdict.findings.isEmpty ? "\n" : "\n\n"
    return heading(verdict) + ", " + VerdictLine.cost(verdict) + end
  }

  private func heading(_ verdict: Verdict) -> PrintableText {
    let word = verdict.isApproved ? style.green("approved") : style.red("denied")
    let name: PrintableText = verdict.draft.name.map { PrintableText($0.value, limit: 80) } ?? "(no name)"
    let place = verdict.draft.place
    return "\(word): \(style.bold(name)) at \(place.source):\(place.range.start.line)"
  }

  private func verdict(_ verdict: Verdict) -> PrintableText {
    var text = heading(verdict) + "\n"
    if let comparison = verdict.bills?.reported, let request = verdict.request {
      text += TextBlocks(style: style).render(BillReport(request, comparison).summary)
    } else {
      text += "  its cost is not known: the request is not complete\n"
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    let change =
      basis.change.map { $0.pairs.isEmpty ? "" : "\(CostDifferenceReport.sentence($0))\n" as PrintableText } ?? ""
    guard !tally.isEmpty || hasBegun else { return "nothing to check\n" + change }
    let fixable: PrintableText =
      tally.fixable > 0 ? "\(counted(tally.fixable, "finding")) can be fixed by `tollgate check --fix`\n" : ""
    let budgets = TextBlocks(style: style).render(BudgetReport.blocks(basis.budgets))
    return (endsWithRequest ? "\n" : "") + (budgets.isEmpty ? "" : budgets + "\n")
      + style.bold("\(RunText.counts(tally))") + "\n" + fixable + change
      + "\(RunText.footing(basis))\(RunText.quotas(basis))\n"
  }
}
