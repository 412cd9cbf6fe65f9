public import Findings

/// Workflow commands of GitHub Actions, which become annotations of a pull request
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). GitHub shows ten of each severity for a
/// step.
public enum GitHubCommands: CommandHost {
  /// The name, as `--format` takes it.
  public static let name = "github"

  /// The command for a result.
  public static func line(_ result: CheckResult) -> PrintableText {
    let command: PrintableText =
      switch result.severity {
      case .error: "::error"
      case .warning: "::warning"
      case .note: "::notice"
      }
    var place: PrintableText = " file=" + property(result.path)
    if let range = result.range {
      place += ",line=\(range.start.line),endLine=\(range.end.line)"
      // Columns count only where the range is on one line.
      if range.start.line == range.end.line { place += ",col=\(range.start.column),endColumn=\(range.end.column)" }
    }
    let title = property(result.code.description + (result.request.map { " in \($0)" } ?? ""))
    return command + place + ",title=" + title + "::" + data(result.sentence) + "\n"
  }

  /// The text of a command, as actions/toolkit escapes it.
  private static func data(_ text: String) -> PrintableText { CommandText.escaped(text, ["%": "%25"]) }

  /// A property of a command.
  private static func property(_ text: String) -> PrintableText {
    CommandText.escaped(text, ["%": "%25", ":": "%3A", ",": "%2C"])
  }
}
