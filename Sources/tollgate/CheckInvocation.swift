import ArgumentParser
import Documents
import Findings
import Gate
import Program
import Reports
import Synchronization

/// What `tollgate check` is asked to do.
struct CheckInvocation {
  let paths: [String]
  let options: CheckRun.Options
  let destinations: [ReportDestination]
  var failOn = FailOn.error
  /// Whether reports for people show only what denies.
  var isQuiet = false
  /// Whether a table of codes takes the place of the text.
  var showsStatistics = false

  /// Checks and reports.
  func run() throws {
    if case .writes(let path) = options.controls.baseline,
      [".json", ".ndjson", ".jsonl"].contains(where: path.hasSuffix)
    {
      throw Failure(
        "a baseline is YAML, which could not be read again from `\(printable(path))`", help: "name it `baseline.yaml`")
    }
    var reports = destinations.map { CheckReport($0, isQuiet: isQuiet, showsStatistics: showsStatistics) }
    var progress = CheckProgress(paths, destinations)
    let tally: CheckTally
    let made: Baseline?
    do {
      let outcome = try CheckStream.run(paths: paths, options) { part, basis in
        for index in reports.indices { try reports[index].write(part, basis) }
        progress.add(part)
      }
      progress.end()
      let basis = try withChange(outcome.basis)
      for index in reports.indices { try reports[index].end(outcome.tally, basis) }
      (tally, made) = (outcome.tally, outcome.newBaseline)
      if let warning = outcome.basis.rateWarning { Output.warning(warning) }
      if !options.existing.isEmpty, outcome.basis.budgets.isEmpty {
        Output.warning("no budget is valid, so that what --existing names was not counted")
      }
      outcome.basis.keptUntilExit()
    } catch {
      progress.end()
      for index in reports.indices { reports[index].abandon() }
      throw error
    }
    if tally.unreadable > 0 { throw ExitCode.unusable }
    if let made, case .writes(let path) = options.controls.baseline {
      let text = made.text
      guard text.utf8.count <= DocumentLimits.standard.bytes else {
        throw Failure(
          "a baseline of \(made.count) findings is too large to be read again",
          help: "lower the severity of a rule that finds most of them, or write baselines for fewer files")
      }
      try Output.replace(path, with: text)
      let rest = tally.denied > 0 ? "; what still denies requests cannot be excused" : ""
      Output.note("\(path) excuses \(counted(made.count, "finding"))\(rest)")
    }
    if let threshold = failOn.severity, Severity.allCases.contains(where: { $0 >= threshold && tally.count($0) > 0 }) {
      throw ExitCode.denied
    }
  }
}

extension CheckInvocation {
  /// What text, a page or a comment says of the costs since the revision that the run compares with.
  private func withChange(_ basis: CheckBasis) throws -> CheckBasis {
    let pages = [CheckText.name, CheckMarkdown.name, CheckHTML.name]
    guard let revision = options.controls.changedSince, !paths.contains("-"),
      destinations.contains(where: { pages.contains($0.format) })
    else { return basis }
    var basis = basis
    basis.change = try CostChange(since: revision, paths: paths, options)
    return basis
  }

  /// Reads arguments that are the word `check`, paths, and at most one `--config` and one `--catalog`, as most are. Nil for all
  /// others: they are for the parser, which takes as long as the rest of a check.
  init?(plain arguments: [String]) throws {
    guard arguments.first == "check" else { return nil }
    var paths: [String] = []
    var values: [String: String] = [:]
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        paths.append(argument)
        continue
      }
      guard argument == "--config" || argument == "--catalog", values[argument] == nil, let value = rest.popFirst(),
        !value.hasPrefix("-")
      else { return nil }
      values[argument] = value
    }
    guard !paths.isEmpty else { return nil }
    self.paths = paths
    options = GateOptions.options(
      configuration: values["--config"], catalog: values["--catalog"], asOf: try Today.byEnvironment())
    destinations = try ReportDestination.all(CheckFormats.names)
  }
}

extension CheckBasis {
  private static let kept = Mutex<CheckBasis?>(nil)

  /// Leaves it to the end of the process, which frees a catalog and policies at once instead of part by part: that takes
  /// as long as half of the evaluation of a request.
  fileprivate func keptUntilExit() { Self.kept.withLock { $0 = self } }
}
