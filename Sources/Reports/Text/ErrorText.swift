import Catalog
import Costs
public import Findings
public import Gate
import Platform
import WhatIf

/// Why a command could not do its work, for people.
public enum ErrorText {
  /// The message, with excerpts where a file is to blame; nil for errors that are not about input.
  public static func render(_ error: any Error, style: TextStyle) -> PrintableText? {
    switch error {
    case let error as GateError: render(error, style)
    case let error as FileError: message("\(error)", help: nil, style)
    case let error as UnreadableRequests: render(error.files, style)
    case let error as CatalogError: message("\(error)", help: nil, style)
    case let error as WhatIfDocumentError: findings(error.findings, error.sources, style)
    case let error as WhatIfError: message("\(error)", help: error.help, style)
    case let error as WhatIfRunError: render(error, style)
    case let error as SearchError: render(error, style)
    case let error as IncomparableBills: message("\(error)", help: nil, style)
    default: nil
    }
  }

  private static func render(_ error: SearchError, _ style: TextStyle) -> PrintableText {
    switch error {
    case .unreadable(let files): render(files, style)
    case .several(let count):
      message(
        "there are \(count) requests, and `suggest` looks around one", help: "name a file with one request", style)
    case .incomplete(let findings, let files), .unknownRegion(let findings, let files):
      self.findings(findings, files.sources, hiding: files.secrets, style)
        + note("`suggest` looks around requests whose fields are complete and right, in a region that is known", style)
    case .manyTypes(let count, let most):
      message("the request lists \(count) types, and `suggest` takes \(most) at most", help: "list fewer", style)
    }
  }

  private static func render(_ error: WhatIfRunError, _ style: TextStyle) -> PrintableText {
    switch error {
    case .notOneRequest(let count):
      message(
        "there are \(count) requests, and the options of `whatif` about jobs, nodes and scenarios are about one",
        help: "name a file with one request, or leave the options out to compare the modes of all", style)
    case .oneMode:
      message(
        "the `direct` generation of the control plane's contract has no cost-savings mode, so there is nothing to compare",
        help: "`tollgate cost` prints the bill; `--generation kubernetes` compares the modes of the first generation",
        style)
    case .tooFewJobs(let load):
      message(
        "the load is \(load == 0 ? "0" : "\(load)") nodes: too few jobs to compare their waiting",
        help: "`tollgate cost` prints the bills of both modes; `--load` compares them at another load", style)
    case .unknownLoadProfile(let name, let nearest):
      message(
        "there is no load profile and no file `\(printable(name, limit: 80))`",
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "`flat`, `office-hours`, or the path of a document of kind `LoadProfile`",
        style)
    case .loadAboveMaximum(let load, let maximum):
      message(
        "the load is \(WhatIfWords.number(load)) nodes, and normal mode has at most \(maximum)",
        help: "the load is the mean number of nodes that jobs keep busy: lower `--load`, or raise `computeNodes.max`",
        style)
    case .warmNodesTwice(let component, let option):
      message(
        "warm nodes would be paid for twice: by `--warm` or `warmNodes`, and by the component "
          + "`\(printable(component, limit: 80))` of the cost profile",
        help: "ask for them once: leave out `--warm` and `warmNodes`, or "
          + (option.map { "the option `\(printable($0, limit: 80))`" } ?? "the component"), style)
    case .incompleteRequest: message("the request is not complete", help: "`tollgate check` says why", style)
    }
  }

  private static func render(_ error: GateError, _ style: TextStyle) -> PrintableText {
    switch error {
    case .configuration(let findings, let source): self.findings(findings, [source], style)
    case .baseline(let findings, let source), .quotaSheet(let findings, let source):
      self.findings(findings, [source], style)
    case .policies(let findings, let sources), .existing(let findings, let sources):
      self.findings(findings, sources, style)
    case .costProfile(let error): findings(error.findings, [error.source], style)
    case .catalog(let error):
      message("the catalog cannot be used: \(error)", help: "`tollgate catalog verify` checks all of it", style)
    case .noCatalog(let expected):
      message(
        "there is no catalog",
        help:
          "name its folder with `--catalog`, the configuration's `catalog` or TOLLGATE_CATALOG, or install it at \(expected)",
        style)
    case .noPolicies(let paths) where paths.isEmpty:
      message(
        "no policies are configured",
        help: "name their folders under `policies` in tollgate.yaml, or with `--policies`",
        style)
    case .noPolicies(let paths):
      message(
        "there are no policies in \(paths.map { printable($0) }.joined(separator: ", "))",
        help: "correct the path in the configuration's `policies` or in `--policies`", style)
    case .file(let error): message("\(error)", help: nil, style)
    case .history(let revision, .missing):
      message(
        "git is not installed, and \(printable(revision, limit: 80)) is a revision of it", help: "install git", style)
    case .history(let revision, .refused(let words)):
      message(
        "git cannot tell what there was at \(printable(revision, limit: 80)): \(printable(words, limit: 400))",
        help: "name a commit, a branch or a tag that this checkout has; in CI, fetch it first", style)
    case .selection(let text, let help): message(text, help: help, style)
    case .changedWhileRead:
      message(
        "the requests changed while they were read, so that budgets cannot be judged",
        help: "check them again once nothing writes to them", style)
    case .noRequest(let skipped):
      message(
        "there is no cluster request in these paths\(skipped > 0 ? " (\(skipped) other documents were skipped)" : "")",
        help: "a request begins with `apiVersion: tollgate/v1` and `kind: ClusterRequest`", style)
    }
  }

  /// Why not all requests of some files could be read, or that there is none.
  public static func render(_ files: RequestFiles, _ style: TextStyle) -> PrintableText {
    guard files.isUnreadable else { return render(GateError.noRequest(skipped: files.skipped), style) }
    return findings(files.syntaxErrors, files.sources, hiding: files.secrets, style)
      + files.fileErrors.map { message("\($0)", help: nil, style) }.joined()
  }

  /// Findings, each with its excerpt.
  public static func findings(
    _ findings: [Finding], _ sources: [SourceFile], hiding secrets: [String: [SourceRange]] = [:], _ style: TextStyle
  ) -> PrintableText {
    let text = FindingText(sources: sources, secrets: secrets, style: style)
    return findings.map { text.render($0) }.joined()
  }

  /// A remark that is not an error.
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
