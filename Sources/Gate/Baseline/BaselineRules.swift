import Findings
import Rules

extension RuleCode {
  /// An entry of a baseline that no finding matches.
  static let baselineStale: RuleCode = "TG605"
}

/// The documentation of findings in baselines themselves.
enum BaselineRules {
  static let entries: [RuleEntry] = [
    RuleEntry(
      code: .baselineStale, name: "baseline-stale", severity: .warning,
      documentation: RuleDocumentation(
        checks: "Every entry of a baseline matches a finding.",
        why: "A problem that was fixed would be excused again if it came back.",
        example: "kind: Baseline\nfindings:\n- {code: TG303, file: clusters/fixed.yaml, …}",
        fixed: "kind: Baseline\nfindings: []",
        fix: "Remove the line, or update the baseline with `tollgate check --write-baseline`."))
  ]
}
