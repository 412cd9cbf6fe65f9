import Findings
import Rules

extension RuleCode {
  /// An entry of a baseline that no finding meets.
  static let baselineStale: RuleCode = "TG605"
}

/// The documentation of findings in baselines themselves.
enum BaselineRules {
  static let entries: [RuleEntry] = [
    RuleEntry(
      code: .baselineStale, name: "baseline-stale", severity: .warning,
      documentation: RuleDocumentation(
        checks: "Every entry of a baseline meets a finding.",
        why: "What was mended would be excused again if somebody broke it anew.",
        example: "kind: Baseline\nfindings:\n- {code: TG303, file: clusters/mended.yaml, …}",
        fixed: "kind: Baseline\nfindings: []",
        fix: "Remove the line, or write the baseline anew with `tollgate check --write-baseline`."))
  ]
}
