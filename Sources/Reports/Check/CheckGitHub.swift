public import Findings
public import Gate

/// The report of `tollgate check` as workflow commands of GitHub Actions, which become annotations of a pull request
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions), and a line with the counts.
///
/// GitHub shows ten annotations of each severity for a step.
public struct CheckGitHub: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "github"

  private var results = CheckResults()

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    results.results(of: part, basis).filter { $0.exception == nil }.map(Self.command).joined()
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText { "\(RunText.summary(tally, basis))\n" }

  private static func command(_ result: CheckResult) -> PrintableText {
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
  private static func data(_ text: String) -> PrintableText { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  /// A property of a command.
  private static func property(_ text: String) -> PrintableText {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> PrintableText {
    CommandText.escaped(text, escapes)
  }
}

/// Text in the commands of CI systems.
enum CommandText {
  /// The text on one line, with some characters written otherwise.
  static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> PrintableText {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      if let escape = escapes[scalar] { result += escape } else { result.unicodeScalars.append(scalar) }
    }
    return PrintableText(alreadyPrintable: result)
  }
}
