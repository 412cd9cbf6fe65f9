import CEL
public import Findings
public import Gate
import Policies

/// The report of `tollgate policy check` for people.
public struct PolicyCheckText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The errors and warnings, what each policy costs at most, and the summary.
  public func render(_ run: PolicyCheckRun) -> PrintableText {
    let (policies, findings, estimates) = (run.policies, run.findings, run.estimates)
    let findingText = FindingText(sources: policies.documents.sources, style: style)
    var text = findings.map { findingText.render($0) }.joined()
    if !estimates.isEmpty {
      var table = TextTable(leftColumns: [1])
      for estimate in estimates {
        table.add([estimate.policy, estimate.part, ExpressionText.units(estimate.units), "units"])
      }
      text += "an evaluation costs, as far as it can be told beforehand\n" + table.render(style) + "\n"
    }
    let inert = policies.inert.count
    let counts = Severity.allCases.reversed().map { severity in
      counted(findings.count { $0.severity == severity }, severity.rawValue)
    }
    let summary =
      [
        counted(policies.count, "policy", "policies"), "\(inert) not in force (no parameters or binding)",
        counted(policies.documents.exceptions.count, "exception"),
      ] + (policies.documents.budgets.isEmpty ? [] : [counted(policies.documents.budgets.count, "budget")])
    return text + style.bold("\((summary + counts).joined(separator: ", "))") + "\n"
  }
}
