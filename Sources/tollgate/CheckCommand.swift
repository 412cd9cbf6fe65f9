import ArgumentParser
import Findings
import Gate
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

  @Flag(help: "End with 0 whatever is found: `--fail-on never`.")
  var exitZero = false

  @Option(
    help: ArgumentHelp("Only these codes, beginnings of codes, and policies count.", valueName: "code"))
  var select: [String] = []

  @Option(
    help: ArgumentHelp("These codes, beginnings of codes, and policies do not count.", valueName: "code"))
  var ignore: [String] = []

  @Option(
    help: ArgumentHelp("Policies and parameters beside the configuration's.", valueName: "path"))
  var policies: [String] = []

  @Option(
    help: ArgumentHelp(
      "Requests that run already: they count toward budgets before those of the run; may be given again.",
      valueName: "path"))
  var existing: [String] = []

  @Option(
    help: ArgumentHelp(
      "Check files that changed since this revision of git only, unless the configuration, the policies or the catalog did.",
      valueName: "revision"))
  var changedSince: String?

  @Option(
    help: ArgumentHelp(
      "Findings that do not deny a request, as --write-baseline wrote them; else the configuration's.",
      valueName: "file"))
  var baseline: String?

  @Option(
    help: ArgumentHelp("Write a baseline with everything that is found and may be excused.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "Have what is excused in SARIF too, as suppressed.")
  var sarifSuppressions = false

  @Flag(help: "Let no exception excuse anything, for an audit.")
  var noExceptions = false

  @Flag(help: "Skip documents that are not requests in named files too, as in folders.")
  var skipOthers = false

  @Flag(help: "End with 0 if the paths hold no request, as for the changed files of a commit.")
  var allowEmpty = false

  @Flag(name: [.customShort("q"), .long], help: "Show only what denies a request, and nothing if all are approved.")
  var quiet = false

  @Flag(help: "Show how often each code was found instead of the findings.")
  var statistics = false

  @Flag(
    help: """
      Rewrite the files where it is certain what was meant, keeping comments and layout, then check them: letter case and blanks, \
      one slip in a region, type or field, types listed twice, labels without quotes.
      """)
  var fix = false

  @Flag(help: "Print what --fix would change as a unified diff and change nothing; ends with 1 if there is something.")
  var diff = false

  func validate() throws {
    if existing.contains("-") { throw ValidationError("--existing names files or folders, not standard input.") }
    if fix, diff { throw ValidationError("--fix changes the files, and --diff does not: write one of them.") }
    if diff, !output.outputs.isEmpty || output.format != "text" {
      throw ValidationError("--diff prints a diff instead of a report: leave --format and -o out.")
    }
    for (name, given) in [("--select", select), ("--ignore", ignore)]
    where !given.isEmpty && RuleSelection.codes(in: given).isEmpty {
      throw ValidationError("\(name) names no code; a variable may be empty.")
    }
    if let writeBaseline {
      guard writeBaseline != "-", !output.outputs.contains(where: { $0.path == writeBaseline }) else {
        throw ValidationError("--write-baseline needs a file of its own.")
      }
      guard baseline == nil else { throw ValidationError("--write-baseline makes the baseline: leave --baseline out.") }
      guard select.isEmpty, ignore.isEmpty, changedSince == nil else {
        throw ValidationError(
          "--write-baseline needs all rules and all files: leave --select, --ignore, --changed-since out.")
      }
    }
    if noExceptions, baseline != nil || writeBaseline != nil {
      throw ValidationError("--no-exceptions excuses nothing: leave the baseline out.")
    }
    if exitZero, failOn != .error { throw ValidationError("--exit-zero is --fail-on never: write one of them.") }
  }

  func run() throws {
    var options = try check.options()
    options.controls.policies = policies
    options.existing = existing
    options.controls.changedSince = changedSince
    options.controls.mayBeEmpty = allowEmpty || changedSince != nil
    options.controls.obeysExceptions = !noExceptions
    options.controls.skipsOthers = skipOthers
    options.controls.showsSuppressions = sarifSuppressions
    if let baseline { options.controls.baseline = .obeys(baseline) }
    if let writeBaseline { options.controls.baseline = .writes(writeBaseline) }
    options.controls.selection = RuleSelection(selecting: select, ignoring: ignore)
    let paths = try requestPaths.all(or: options.configuration)
    if diff {
      if try FixInvocation(paths: paths, options).printDifference(output.color) { throw ExitCode.denied }
      return
    }
    if fix, paths.contains("-") {
      throw Failure("standard input cannot be rewritten", help: "write it to a file, or use `--diff`")
    }
    if fix { try FixInvocation(paths: paths, options).write() }
    try CheckInvocation(
      paths: paths, options: options, destinations: try output.destinations(),
      failOn: exitZero ? .never : failOn, isQuiet: quiet, showsStatistics: statistics
    ).run()
  }
}

/// From which severity on the run fails.
enum FailOn: String, NamedChoice {
  case error, warning, note, never

  /// The severity; nil for never.
  var severity: Severity? { Severity(rawValue: rawValue) }
}
