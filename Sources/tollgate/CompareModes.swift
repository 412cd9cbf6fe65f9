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

struct CompareModes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif", _superCommandName: Tool.name,
    abstract: "Compare normal with cost-savings mode: money against waiting, and where the choice flips.",
    discussion: "Exits with 0 if the modes were compared, 1 if the request is not complete, 2 for what cannot be used.")

  @Argument(help: "The file of one request, or - for standard input.")
  var path: String

  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Nodes that jobs keep busy on average; else from the request.", valueName: "nodes"))
  var load: Double?

  @Option(help: ArgumentHelp("Mean run time of a job (30).", valueName: "minutes"))
  var jobMinutes: Double?

  @Option(help: ArgumentHelp("Squared coefficient of variation of run times (12).", valueName: "number"))
  var variation: Double?

  @Option(help: ArgumentHelp("Seconds until a node takes jobs (180).", valueName: "seconds"))
  var boot: Double?

  @Option(help: ArgumentHelp("Seconds without a job until a node is removed (600).", valueName: "seconds"))
  var idle: Double?

  @Option(help: ArgumentHelp("Nodes that normal mode keeps ready above demand (0).", valueName: "number"))
  var warm: Int?

  @Option(help: ArgumentHelp("The most minutes that jobs may wait longer on average (30).", valueName: "minutes"))
  var waitLimit: Double?

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
  var loadProfile = "flat"

  @Flag(help: "Let jobs start before one that waits for several nodes, if they do not delay it.")
  var backfill = false

  @Option(help: ArgumentHelp("Where random numbers begin (1).", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if let waitLimit, !waitLimit.isFinite || waitLimit < 0 {
      throw ValidationError("The limit of waiting is \(waitLimit), not a number of minutes.")
    }
    if trace == nil, processorsPerNode != 1 || keep != 1 {
      throw ValidationError("--processors-per-node and --keep are about the jobs of a --trace.")
    }
    if trace == nil, backfill {
      throw ValidationError("--backfill is about jobs of several nodes, which only a --trace has.")
    }
    if trace != nil, load != nil || jobMinutes != nil || variation != nil {
      throw ValidationError("--load, --job-minutes and --variation are about jobs at random; a --trace has its own.")
    }
    try check("--load", load, in: 0.0001...1_000_000)
    try check("--job-minutes", jobMinutes, in: 0.001...1_000_000)
    try check("--variation", variation, in: 0...10_000)
    try check("--boot", boot, in: 0...1_000_000)
    try check("--idle", idle, in: 0...1_000_000_000)
    try check("--keep", keep, in: 0.000001...1)
    _ = try output.destinations(formats: Self.formats)
    if trace != nil, loadProfile != "flat" {
      throw ValidationError("--load-profile is about jobs at random; a --trace has its own.")
    }
  }

  private static let formats: Set<Format> = [.text, .json, .html, .markdown, .focus]

  private func check(_ option: String, _ value: Double?, in range: ClosedRange<Double>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError("\(option) is \(value); it must be from \(range.lowerBound) to \(range.upperBound).")
  }

  func run() async throws {
    let style = output.errorStyle
    let files = RequestFiles(paths: [path])
    guard let draft = files.drafts.first, files.drafts.count == 1, files.syntaxErrors.isEmpty, files.fileErrors.isEmpty
    else { throw unreadable(files, style) }
    let (scenarios, sources) = try scenarios(style)
    let regions = (draft.region.map { [$0.value] } ?? []) + scenarios.compactMap(\.otherRegion)
    let material = try check.material(regions: Set(regions), style: style)
    guard let request = draft.complete else {
      Output.standardError(ErrorText.message("the request is not complete", help: "`tollgate check` says why", style))
      throw ExitCode.denied
    }
    let assumptions = try assumptions(request, style)
    let findings = scenarios.flatMap { $0.findings(material.catalog, request, assumptions) }
    guard findings.isEmpty else { throw unusable(findings, sources, style) }
    let estimator = Estimator(profile: material.costProfile, catalog: material.catalog)
    let answer: WhatIf
    do throws(WhatIfError) {
      var effort = WhatIf.Effort()
      effort.seed = seed
      answer = try await WhatIf(
        request, estimator, assumptions, scenarios: scenarios, trace: try traceChoice(style), effort: effort)
    } catch {
      Output.standardError(ErrorText.message("\(error)", help: nil, style))
      throw ExitCode.unusable
    }
    let day = try check.options().asOf
    try output.write(formats: Self.formats) { format, style in
      switch format {
      case .html: WhatIfHTML.render(answer, name: request.name)
      case .json: WhatIfJSON.render(answer, name: request.name)
      case .focus:
        FocusCSV.render(answer, of: request, asOf: day) { material.catalog.regions[$0]?.description }
      case .markdown: WhatIfMarkdown.render(answer, name: request.name)
      default: WhatIfText(style: style).render(answer, name: request.name)
      }
    }
  }

  private func assumptions(_ request: ClusterRequest, _ style: TextStyle) throws -> Assumptions {
    var assumptions = Assumptions(request.workload)
    if let load { assumptions.load = load }
    if let jobMinutes { assumptions.jobSeconds = jobMinutes * 60 }
    if let variation { assumptions.variation = variation }
    if let boot { assumptions.bootSeconds = boot }
    if let idle { assumptions.idleSeconds = idle }
    if let warm { assumptions.warmNodes = warm }
    if let waitLimit { assumptions.waitLimit = waitLimit * 60 }
    assumptions.backfilling = backfill
    assumptions.pattern = try pattern(style)
    return assumptions
  }

  private func pattern(_ style: TextStyle) throws -> LoadPattern? {
    switch loadProfile {
    case "flat": return nil
    case "office-hours": return .officeHours
    default:
      let source = try source(loadProfile, style)
      do throws(WhatIfDocumentError) { return try LoadPattern(source) } catch {
        throw unusable(error.findings, error.sources, style)
      }
    }
  }

  private func scenarios(_ style: TextStyle) throws -> (scenarios: [ScenarioDocument], sources: [SourceFile]) {
    let sources = try scenarioFiles.map { try source($0, style) }
    do throws(WhatIfDocumentError) { return (try ScenarioDocument.read(sources), sources) } catch {
      throw unusable(error.findings, error.sources, style)
    }
  }

  private func source(_ path: String, _ style: TextStyle) throws -> SourceFile {
    do throws(FileError) { return try SourceFile(reading: path) } catch {
      Output.standardError(ErrorText.message("\(error)", help: nil, style))
      throw ExitCode.unusable
    }
  }

  private func unusable(_ findings: [Finding], _ sources: [SourceFile], _ style: TextStyle) -> ExitCode {
    let text = FindingText(sources: sources, style: style)
    Output.standardError(findings.map { text.render($0) }.joined())
    return .unusable
  }

  private func traceChoice(_ style: TextStyle) throws(WhatIfError) -> WhatIf.TraceChoice? {
    guard let trace else { return nil }
    do {
      let bytes = try FileReading.bytes(of: trace, limit: 256 << 20)
      let jobs = try JobTrace(bytes, source: trace, format: JobTrace.Format(fileName: trace))
      return WhatIf.TraceChoice(jobs, processorsPerNode: processorsPerNode, keep: keep)
    } catch {
      throw .trace("\(error)")
    }
  }

  private func unreadable(_ files: RequestFiles, _ style: TextStyle) -> ExitCode {
    let findings = FindingText(sources: files.sources, style: style)
    var text = files.syntaxErrors.map { findings.render($0) }.joined()
    text += files.fileErrors.map { ErrorText.message("\($0)", help: nil, style) }.joined()
    if text.isEmpty {
      text = ErrorText.message(
        "`\(printable(path))` holds \(files.drafts.count) requests", help: "name a file with one request", style)
    }
    Output.standardError(text)
    return .unusable
  }
}
