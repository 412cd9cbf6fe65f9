import Documents
public import Findings
public import Gate

/// The report of `tollgate check` as GitLab's Code Quality reads it: an array of issues
/// (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
public struct CheckGitLab: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "gitlab"

  private var results = CheckResults(withFingerprints: true)
  private var hasIssues = false

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = ""
    for result in results.unexcused(in: part, basis) {
      text += hasIssues ? ",\n  " : "[\n  "
      text += Self.issue(result).indented(by: 1)
      hasIssues = true
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText { hasIssues ? "\n]\n" : "[]\n" }

  private static func issue(_ result: CheckResult) -> JSONValue {
    let severity =
      switch result.severity {
      case .error: "critical"
      case .warning: "minor"
      case .note: "info"
      }
    return .object([
      ("description", .string(result.sentence)), ("check_name", .string(result.code.description)),
      ("fingerprint", .string(result.fingerprint)), ("severity", .string(severity)),
      (
        "location",
        .object([
          ("path", .string(result.path)), ("lines", .object([("begin", .integer(result.range?.start.line ?? 1))])),
        ])
      ),
    ])
  }
}
