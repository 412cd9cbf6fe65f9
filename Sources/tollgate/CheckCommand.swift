import ArgumentParser
import Findings
import Program
import Reports

struct CheckCommand: CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Tool.name,
    abstract: "Check requests against the rules and price them; the gate.",
    discussion: "Exits with 0 if every request is approved, 1 if one is denied, 2 if one could not be read.")

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<CheckFormats>

  @Option(help: "The severity from which on a finding makes the exit code 1: error, warning, note, or never.")
  var failOn = FailOn.error

  @Flag(help: "End with 0 if the paths hold no request, as for the changed files of a commit.")
  var allowEmpty = false

  func run() throws {
    try CheckInvocation(
      paths: requestPaths.all, options: try check.options(), destinations: try output.destinations(),
      failOn: failOn, allowEmpty: allowEmpty
    ).run()
  }
}

/// From which severity on the run fails.
enum FailOn: String, NamedChoice {
  case error, warning, note, never

  /// The severity; nil for never.
  var severity: Severity? { Severity(rawValue: rawValue) }
}
