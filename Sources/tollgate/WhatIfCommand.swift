import Documents
import Catalog
import ArgumentParser
import Costs
import Findings
import Gate
import Platform
import Program
import Reports
import Requests
import Simulation
import WhatIf

struct WhatIfCommand: AsyncParsableCommand, CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "whatif", _superCommandName: Tool.name,
    abstract: "Compare normal with cost-savings mode: money against waiting, and where the choice flips.",
    discussion: """
      Exits with 0 if the modes were compared, 1 if a request is not complete, 2 for what cannot be used.

      With several requests both modes of each are compared by formulas, and the options about jobs, nodes and scenarios \
      are not available. The greatest saving comes first, with --sort per-hour the greatest for each hour that jobs wait \
      longer; --group-by adds what groups of requests cost together.
      """)

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<WhatIfFormats>

  @Option(help: ArgumentHelp("Nodes that jobs keep busy on average; else from the request.", valueName: "nodes"))
  var load: Double?

  @Option(
    help: ArgumentHelp("Mean run time of a job (30m).", valueName: "duration"), transform: DurationArgument.parse)
  var jobTime: DurationArgument?

  @Option(help: .hidden)
  var jobMinutes: String?

  @Option(help: ArgumentHelp("Squared coefficient of variation of run times (12).", valueName: "number"))
  var variation: Double?

  @Option(
    help: ArgumentHelp("How long it is until a node takes jobs (3m).", valueName: "duration"),
    transform: DurationArgument.parse)
  var boot: DurationArgument?

  @Option(
    help: ArgumentHelp("How long a node without a job is kept (10m).", valueName: "duration"),
    transform: DurationArgument.parse)
  var idle: DurationArgument?

  @Option(help: ArgumentHelp("Nodes that normal mode keeps ready above demand (0).", valueName: "number"))
  var warm: Int?

  @Option(
    help: ArgumentHelp("How much longer jobs may wait on average (30m).", valueName: "duration"),
    transform: DurationArgument.parse)
  var waitLimit: DurationArgument?

  @Option(help: ArgumentHelp("Jobs that really ran: Standard Workload Format or CSV, perhaps gzip.", valueName: "file"))
  var trace: String?

  @Option(help: ArgumentHelp("Processors of a node, for the jobs of a trace (1).", valueName: "number"))
  var processorsPerNode = 1

  @Option(help: ArgumentHelp("The share of the trace's jobs to keep (1).", valueName: "share"))
  var keep = 1.0

  @Option(
    name: .customLong("scenarios"),
    help: ArgumentHelp("Other scenarios to compare with normal mode; may be given again.", valueName: "file"))
  var scenarioFiles: [String] = []

  @Option(
    help: ArgumentHelp(
      "How arrivals vary over the week: flat (the default), office-hours, or a file.", valueName: "name"))
  var loadProfile = WhatIfRun.Options.flat

  @Option(help: GroupByArgument.help, completion: GroupByArgument.completion, transform: GroupByArgument.parse)
  var groupBy: GroupByArgument?

  @Option(
    help: ArgumentHelp(
      "What comes first of several requests: saving, or per-hour for the saving of each hour of waiting (saving).",
      valueName: "order"))
  var sort: FleetOrder?

  @Flag(help: "Let jobs start before one that waits for several nodes, if they do not delay it.")
  var backfill = false

  @Option(help: ArgumentHelp("Where random numbers begin (1).", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if let jobMinutes {
      throw ValidationError(
        "`--job-minutes` is `--job-time` now: write `--job-time \(printable(jobMinutes, limit: 20))m`")
    }
    if groupBy != nil || sort != nil, !options.isStandard {
      throw ValidationError(
        "--group-by and --sort compare requests by formulas: leave options about jobs, nodes and scenarios out.")
    }
    if let complaint = options.complaint { throw ValidationError(complaint) }
  }

  private var options: WhatIfRun.Options {
    var options = WhatIfRun.Options()
    options.load = load
    options.jobMinutes = jobTime.map { Double($0.seconds) / 60 }
    options.variation = variation
    options.bootSeconds = boot.map { Double($0.seconds) }
    options.idleSeconds = idle.map { Double($0.seconds) }
    options.warmNodes = warm
    options.waitLimitMinutes = waitLimit.map { Double($0.seconds) / 60 }
    options.trace = trace
    options.processorsPerNode = processorsPerNode
    options.keep = keep
    options.scenarios = scenarioFiles
    options.loadProfile = loadProfile
    options.isBackfilling = backfill
    options.seed = seed
    return options
  }

  func run() async throws {
    let checkOptions = try check.options()
    let paths = try requestPaths.all(or: checkOptions.configuration)
    let files: RequestFiles
    if options.isStandard {
      var fleet = FleetOptions()
      fleet.grouping = groupBy?.grouping
      fleet.order = sort ?? .saving
      let isAboutSeveral = groupBy != nil || sort != nil
      do {
        // A request beside a file that cannot be read is reported like one of several.
        return try FleetInvocation(
          paths: paths, options: checkOptions, use: isAboutSeveral ? .costs : .costsOfSeveral,
          destinations: try output.destinations(), fleet: fleet, comparesModes: true
        ).run(WhatIfOverviewFormats.self)
      } catch let one as CheckStream.OneRequest { files = one.files }
    } else {
      files = RequestFiles(paths: paths)
    }
    let run = try await WhatIfRun(files, options, checkOptions)
    run.pricingWarnings.forEach { Output.warning($0) }
    try output.write(run)
  }
}
