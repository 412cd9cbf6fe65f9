import Requests
import Findings
import ArgumentParser
import Gate
import Platform
import Policies
import Program
import Reports

struct PolicyDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show which verdicts on past requests another state of the policies would change.",
    discussion: "Exits with 0 if no verdict changes, 1 if one does, 2 for what cannot be read.")

  @Argument(help: "The folder of the policies as they were.")
  var old: String

  @Argument(help: "The folder of the policies as they are to be.")
  var new: String

  @Option(help: ArgumentHelp("Files or folders of requests.", valueName: "path"))
  var requests: [String]

  @Option(
    help: ArgumentHelp(
      "Compare on every version of them that a commit of git since this day brought.", valueName: "yyyy-mm-dd"))
  var since: String?

  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<PolicyDifferenceFormats>

  func validate() throws {
    if requests.isEmpty { throw ValidationError("Name the requests to compare on with --requests.") }
    if let since, CalendarDate(since) == nil {
      throw ValidationError("--since is a day such as 2026-01-31, not `\(printable(since, limit: 80))`.")
    }
  }

  func run() throws {
    let files =
      try since.flatMap { CalendarDate($0) }.map { try history(since: $0) } ?? RequestFiles(paths: requests).whole
    let differences = try PolicyDifferenceRun(old: old, new: new, on: files, try check.options()).differences
    try output.write(differences)
    if differences.contains(where: \.flips) { throw ExitCode.denied }
  }

  /// Every version of the requests since a day. What somebody once committed by mistake does not end the comparison.
  private func history(since day: CalendarDate) throws -> RequestFiles {
    let files = try RequestFiles(paths: requests, since: day)
    if let first = files.syntaxErrors.first {
      Output.warning(
        "\(counted(files.syntaxErrors.count, "syntax error")) in old versions of files, the first at \(first.place.source):\(first.place.range.start.line); what cannot be read is left out"
      )
    }
    guard !files.drafts.isEmpty else { throw GateError.noRequest(skipped: files.skipped) }
    return files
  }
}
