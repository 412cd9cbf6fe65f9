import Findings
import ArgumentParser
import Gate
import Program
import Reports

struct CostCommand: CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "cost", _superCommandName: Tool.name,
    abstract: "Print the bill of materials of each mode, or what a change does to it.",
    discussion: """
      Exits with 0 if every request was priced, 1 if one is not complete, 2 if one could not be read.

      With --group-by the report begins with what groups of requests cost together: \
      `--group-by label:team,mode` has a line for each team and mode.

      With --diff two paths are compared line by line, the old one first, each a file or a folder. One path is compared \
      with itself: that shows what another cost profile or catalog does. With --since the old side is what the paths held at \
      a revision of git.
      """)

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<CostFormats>

  @Option(help: GroupByArgument.help, completion: GroupByArgument.completion, transform: GroupByArgument.parse)
  var groupBy: GroupByArgument?

  @Flag(help: "Compare the bills of two paths, OLD and NEW, or of one path with --old-cost-profile or --old-catalog.")
  var diff = false

  @Option(help: ArgumentHelp("Compare with the bills at this revision of git.", valueName: "revision"))
  var since: String?

  @Option(help: ArgumentHelp("With --diff: the cost profile of the old side, if not the same.", valueName: "file"))
  var oldCostProfile: String?

  @Option(
    help: ArgumentHelp("With --diff: the catalog's folder of the old side, if not the same.", valueName: "folder"))
  var oldCatalog: String?

  func validate() throws {
    if groupBy != nil, diff || since != nil {
      throw ValidationError("--group-by is about the requests as they are: leave --diff and --since out.")
    }
    let hasOldPrices = oldCostProfile != nil || oldCatalog != nil
    if since != nil {
      if diff { throw ValidationError("--since compares with a revision of git, --diff two paths: name one of them.") }
      if requestPaths.all.contains("-") { throw ValidationError("--since compares files that git knows.") }
      return
    }
    guard diff else {
      if hasOldPrices { throw ValidationError("--old-cost-profile and --old-catalog are about --diff.") }
      return
    }
    let paths = requestPaths.all
    if paths.isEmpty || paths.count > 2 || (paths.count == 1 && !hasOldPrices) {
      throw ValidationError("--diff compares two paths, OLD and NEW, or one with --old-cost-profile or --old-catalog.")
    }
    if paths == ["-", "-"] { throw ValidationError("Standard input can be one of the two paths only.") }
  }

  func run() throws {
    if diff || since != nil { return try compare() }
    var fleet = FleetOptions()
    fleet.grouping = groupBy?.grouping
    let options = try check.options()
    try FleetInvocation(
      paths: requestPaths.all(or: options.configuration), options: options, use: .costs,
      destinations: output.destinations(), fleet: fleet
    ).run(CostFormats.self)
  }

  private func compare() throws {
    let (old, new) = try sides()
    // What cannot be read is neither gone nor new.
    let unreadable = [old.files, new.files].filter(\.isUnreadable)
    guard unreadable.isEmpty else {
      throw Failure { style in unreadable.map { ErrorText.render($0, style) }.joined() }
    }
    let difference = try CostDifferenceRun(old: old, new: new)
    var warnings: [String] = []
    for warning in old.basis.pricingWarnings + new.basis.pricingWarnings where !warnings.contains(warning) {
      warnings.append(warning)
    }
    warnings.forEach { Output.warning($0) }
    try output.write(difference, CostDifferenceFormats.self)
    try Self.exit([old, new], isWhole: difference.isWhole)
  }

  /// The runs over both paths.
  private func sides() throws -> (old: CheckRun, new: CheckRun) {
    let options = try check.options()
    var oldOptions = options
    if let oldCostProfile { oldOptions.costProfile = oldCostProfile }
    if let oldCatalog { oldOptions.catalog = oldCatalog }
    oldOptions.costOptions.mayBeMissing = oldCostProfile != nil || oldCatalog != nil
    let paths = try requestPaths.all(or: options.configuration)
    if let since {
      let old = try RequestFiles(paths: paths, at: since)
      return (
        try CheckRun(old, oldOptions, mayBeEmpty: true),
        try CheckRun(RequestFiles(paths: RequestFiles.withoutNested(paths)), options, mayBeEmpty: true)
      )
    }
    let new = RequestFiles(paths: [paths[paths.count - 1]])
    let old = paths.count == 1 ? new : RequestFiles(paths: [paths[0]])
    // Where nothing was, everything is new; where nothing is, a path is wrong.
    return (try CheckRun(old, oldOptions, mayBeEmpty: true), try CheckRun(new, options))
  }

  private static func exit(_ runs: [CheckRun], isWhole: Bool) throws {
    if runs.contains(where: \.files.isUnreadable) { throw ExitCode.unusable }
    if !isWhole { throw ExitCode.denied }
  }
}
