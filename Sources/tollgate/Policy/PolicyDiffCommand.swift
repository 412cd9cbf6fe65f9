import Requests
import Findings
import ArgumentParser
import Gate
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

  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<PolicyDifferenceFormats>

  func validate() throws {
    if requests.isEmpty { throw ValidationError("Name the requests to compare on with --requests.") }
  }

  func run() throws {
    let files = try RequestFiles(paths: requests).whole
    let differences = try PolicyDifferenceRun(old: old, new: new, on: files, try check.options()).differences
    try output.write(differences)
    if differences.contains(where: \.flips) { throw ExitCode.denied }
  }
}
