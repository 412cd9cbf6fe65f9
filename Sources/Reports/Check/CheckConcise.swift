public import Findings
public import Gate
import Requests

/// The report of `tollgate check` with one line per finding, as compilers and linters print them:
/// `file:line:column: severity[code] message`. Editors and CI systems recognize the form.
public struct CheckConcise: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "concise"

  private let style: TextStyle
  private var hasBegun = false

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    let first = hasBegun ? [] : basis.expiries
    hasBegun = true
    let unreadable = part.fileErrors.map { "\(style.red("error")): \("\($0)")\n" as PrintableText }
    return (part.syntaxErrors + first).map { line($0) }.joined() + unreadable.joined()
      + part.verdicts.map { verdict in
        verdict.findings.map { line($0) }.joined() + verdict.omitted.map { line($0, of: verdict) }.joined()
      }.joined() + part.staleEntries.map { line($0) }.joined()
  }

  /// The end of the report: one line with the counts.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    tally.isEmpty ? "nothing to check\n" : "\(RunText.summary(tally, basis))\n"
  }

  private func line(_ finding: Finding) -> PrintableText {
    let start = finding.place.range.start
    let label = style.label(finding)
    return "\(finding.place.source):\(start.line):\(start.column): \(label) \(finding.message)\n"
  }

  private func line(_ omitted: OmittedFindings, of verdict: Verdict) -> PrintableText {
    let place = verdict.draft.place
    let label = style.label(omitted)
    return "\(place.source):\(place.range.start.line):1: \(label) \(omitted.count) more of this kind\n"
  }
}
