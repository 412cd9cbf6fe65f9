public import Findings
public import Gate

/// The report of `tollgate check` as logging commands of Azure Pipelines
/// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands), and a line with the counts. Notes, for
/// which there is no command, are lines of the log.
public struct CheckAzure: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "azure"

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
    guard result.severity != .note else { return "note[\(result.code)] \(result.path): \(result.sentence)\n" }
    let kind: PrintableText = result.severity == .error ? "error" : "warning"
    var properties: PrintableText = "type=" + kind + ";sourcepath=" + escaped(result.path)
    if let start = result.range?.start { properties += ";linenumber=\(start.line);columnnumber=\(start.column)" }
    properties += ";code=" + escaped(result.code.description)
    return "##vso[task.logissue " + properties + "]" + escaped(result.sentence) + "\n"
  }

  /// A property or the message of a command, as azure-pipelines-agent escapes them.
  private static func escaped(_ text: String) -> PrintableText {
    CommandText.escaped(text, ["%": "%AZP25", ";": "%3B", "\r": "%0D", "\n": "%0A", "]": "%5D"])
  }
}
