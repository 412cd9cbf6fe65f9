public import Findings

/// Logging commands of Azure Pipelines
/// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands). There is no command for notes, which are
/// lines of the log.
public enum AzureCommands: CommandHost {
  /// The name, as `--format` takes it.
  public static let name = "azure"

  /// The command for a result.
  public static func line(_ result: CheckResult) -> PrintableText {
    guard result.severity != .note else { return "note[\(result.code)] \(result.path): \(result.sentence)\n" }
    let kind: PrintableText = result.severity == .error ? "error" : "warning"
    var properties: PrintableText = "type=" + kind + ";sourcepath=" + escaped(result.path)
    if let start = result.range?.start { properties += ";linenumber=\(start.line);columnnumber=\(start.column)" }
    properties += ";code=" + escaped(result.code.description)
    return "##vso[task.logissue " + properties + "]" + escaped(result.sentence) + "\n"
  }

  /// A property or the message of a command, as azure-pipelines-agent escapes them.
  private static func escaped(_ text: String) -> PrintableText {
    CommandText.escaped(text, ["%": "%AZP25", ";": "%3B", "]": "%5D"])
  }
}
