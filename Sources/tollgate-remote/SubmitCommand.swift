import ArgumentParser
import Gate
import Program
import Reports
import SubmissionReports

struct SubmitCommand: AsyncParsableCommand, CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "submit", _superCommandName: Tool.name,
    abstract: "Check requests and, if all are approved, create their clusters.",
    discussion: """
      Prints the verdict, the price and what will be sent, and asks before it creates anything; a script says --yes. A \
      denied request is never sent, whatever a configuration lowers, and the system clock sets the day. Run again after an \
      interruption, the command looks for what it asked for instead of asking twice. Exits with 0 if every cluster is there, 1 if a request is denied, 2 if \
      one could not be read, 3 if the control plane refuses or cannot be reached.
      """)

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var gate: GateOptions
  @OptionGroup var submission: SubmissionOptions
  @OptionGroup var output: OutputOptions<SubmissionFormats>

  func run() async throws {
    guard !requestPaths.all.isEmpty else {
      throw ValidationError("Name the files of the requests that are to be submitted.")
    }
    let check = try submission.check(RequestFiles(paths: requestPaths.all), gate)
    try await submission.submit(check, output: output)
  }
}
