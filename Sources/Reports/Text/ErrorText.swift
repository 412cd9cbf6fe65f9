import Costs
public import Findings
public import Gate

/// Why nothing could be checked, for people.
public enum ErrorText {
  /// The message, with excerpts where a file is to blame.
  public static func render(_ error: GateError, style: TextStyle) -> PrintableText {
    switch error {
    case .configuration(let findings, let source): render(findings, [source], style)
    case .policies(let findings, let sources): render(findings, sources, style)
    case .costProfile(let error): render(error.findings, [error.source], style)
    case .catalog(let error):
      message("the catalog cannot be used: \(error)", help: "`tollgate catalog verify` checks all of it", style)
    case .noCatalog(let expected):
      message(
        "there is no catalog",
        help:
          "name its folder with `--catalog`, the configuration's `catalog` or TOLLGATE_CATALOG, or install it at \(expected)",
        style)
    case .noPolicies(let paths):
      message(
        "there are no policies in \(paths.map { printable($0) }.joined(separator: ", "))",
        help: "correct `policies` in the configuration, or remove it", style)
    case .file(let error): message("\(error)", help: nil, style)
    case .noRequest(let skipped):
      message(
        "there is no cluster request in these paths\(skipped > 0 ? " (\(skipped) other documents were skipped)" : "")",
        help: "a request begins with `apiVersion: tollgate/v1` and `kind: ClusterRequest`", style)
    }
  }

  private static func render(_ findings: [Finding], _ sources: [SourceFile], _ style: TextStyle) -> PrintableText {
    let text = FindingText(sources: sources, style: style)
    return findings.map { text.render($0) }.joined()
  }

  /// A remark that is no error.
  public static func note(_ message: String, _ style: TextStyle) -> PrintableText {
    style.severity(.note, "note") + ": \(message)\n"
  }

  /// A remark about what should be put right.
  public static func warning(_ message: String, _ style: TextStyle) -> PrintableText {
    style.severity(.warning, "warning") + ": \(message)\n"
  }

  /// One line with a help line after it.
  public static func message(_ message: String, help: String?, _ style: TextStyle) -> PrintableText {
    style.red("error") + style.bold(": \(message)") + "\n" + (help.map { "  = help: \($0)\n" } ?? "")
  }
}
