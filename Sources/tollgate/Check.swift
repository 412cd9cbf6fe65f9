import ArgumentParser
import Documents
import Reports

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check requests against the rules and price them; the gate.",
    discussion: "Exits with 0 if every request is approved, 1 if one is denied, 2 if one could not be read.")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The severity from which on a finding makes the exit code 1: error, warning, note, or never.")
  var failOn: FailOn = .error

  func run() throws {
    let run = try input.run(style: output.errorStyle)
    try output.write { format, style in
      switch format {
      case .json: CheckJSON.render(run, withLines: false)
      default: CheckText(style: style).render(run)
      }
    }
    if !run.files.syntaxErrors.isEmpty || !run.files.fileErrors.isEmpty { throw ExitCode.unusable }
    if let threshold = failOn.severity,
      run.verdicts.contains(where: { $0.findings.contains { $0.severity >= threshold && $0.exception == nil } })
    {
      throw ExitCode.denied
    }
  }
}

/// From which severity on the run fails.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case error, warning, note, never

  /// The severity; nil for never.
  var severity: Severity? { Severity(rawValue: rawValue) }
}
