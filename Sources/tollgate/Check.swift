import ArgumentParser
import Documents
import Gate
import Program
import Reports
import Synchronization

struct Check: CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Tool.name,
    abstract: "Check requests against the rules and price them; the gate.",
    discussion: "Exits with 0 if every request is approved, 1 if one is denied, 2 if one could not be read.")

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The severity from which on a finding makes the exit code 1: error, warning, note, or never.")
  var failOn: FailOn = .error

  @Flag(help: "End with 0 if the paths hold no request, as for the changed files of a commit.")
  var allowEmpty = false

  func run() throws {
    var reports = try output.destinations().map { CheckReport($0.format, $0.style, path: $0.path) }
    let options = try check.options()
    let tally: CheckTally
    do {
      let (counted, basis) = try CheckStream.run(paths: requestPaths.all, options) { part, basis in
        for index in reports.indices { try reports[index].write(part, basis) }
      }
      for index in reports.indices { try reports[index].end(counted, basis) }
      tally = counted
      basis.keptUntilExit()
    } catch {
      for index in reports.indices { reports[index].abandon() }
      guard let error = error as? GateError else { throw error }
      if allowEmpty, case .noRequest = error { return try Output.standardOutput("nothing to check\n") }
      Output.standardError(ErrorText.render(error, style: output.errorStyle))
      throw ExitCode.unusable
    }
    if tally.unreadable > 0 { throw ExitCode.unusable }
    if let threshold = failOn.severity, Severity.allCases.contains(where: { $0 >= threshold && tally.count($0) > 0 }) {
      throw ExitCode.denied
    }
  }
}

extension CheckBasis {
  private static let kept = Mutex<CheckBasis?>(nil)

  /// Leaves it to the end of the process, which frees a catalog and policies at once instead of part by part: that takes
  /// as long as half of the evaluation of a request.
  fileprivate func keptUntilExit() { Self.kept.withLock { $0 = self } }
}

/// From which severity on the run fails.
enum FailOn: String, NamedChoice {
  case error, warning, note, never

  /// The severity; nil for never.
  var severity: Severity? { Severity(rawValue: rawValue) }
}
