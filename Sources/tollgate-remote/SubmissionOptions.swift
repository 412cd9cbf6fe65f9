import ArgumentParser
import ControlPlane
import Findings
import Gate
import Glibc
import HTTP
import Program
import Reports
import Requests
import SubmissionReports

/// How approved requests are sent.
struct SubmissionOptions: ParsableArguments {
  @Flag(help: "Print exactly what would be sent, the secret hidden, and send nothing.")
  var dryRun = false

  @Flag(help: "Create the clusters without asking; needed where there is no terminal to ask on.")
  var yes = false

  @Flag(help: "Wait until the cluster runs; --sync means the same.")
  var wait = false

  @Flag(help: .hidden)
  var sync = false

  @Option(
    help: ArgumentHelp("How long --wait waits (\(DurationArgument.wait)).", valueName: "duration"),
    transform: DurationArgument.parseLimit)
  var timeout: DurationArgument?

  @Option(
    help: ArgumentHelp(
      "How long to look for the cluster after a request that got no answer, before another is sent (2m).",
      valueName: "duration"), transform: DurationArgument.parseLimit)
  var settleTime = DurationArgument(seconds: 120)

  @Option(
    help: ArgumentHelp(
      "Requests that run already: they count toward budgets before these; may be given again.", valueName: "path"))
  var existing: [String] = []

  @OptionGroup var controlPlane: ControlPlaneOptions

  var isWaiting: Bool { wait || sync }

  func validate() throws {
    if existing.contains("-") { throw ValidationError("--existing names files or folders, not standard input.") }
    if dryRun, isWaiting { throw ValidationError("--dry-run sends nothing, so there is nothing to --wait for.") }
    if timeout != nil, !isWaiting { throw ValidationError("--timeout is for --wait; give both or neither.") }
  }

  /// Checks files for a submission.
  func check(_ files: RequestFiles, _ gate: GateOptions) throws -> CheckRun {
    try gate.runForSubmission(
      files, existing: existing, organization: controlPlane.organization, project: controlPlane.project)
  }

  /// Reports on the gate's run, and sends what it holds if all of it was approved and somebody says yes.
  func submit(_ check: CheckRun, output: OutputOptions<SubmissionFormats>) async throws {
    guard let contract = check.approvedRequests.first?.contract else {
      try output.write(.denied(check))
      throw check.files.isUnreadable ? ExitCode.unusable : ExitCode.denied
    }
    let run = SubmissionRun(check.approvedRequests)
    if let name = run.duplicateName {
      let help = "give each cluster a name of its own, or submit one of them"
      throw Failure(
        "two of the requests have the name `\(printable(name, limit: 80))`; nothing was sent", help: help)
    }
    let endpoint = try controlPlane.endpoint()
    // A report that cannot be written is better known before a cluster is there.
    for path in try output.destinations().compactMap(\.path) { try OutputFile.check(path) }
    if dryRun { return try output.write(.dryRun(check, run, endpoint)) }
    // Whoever stops listening must not end the program in the midst of a submission.
    signal(SIGPIPE, SIG_IGN)
    let beginning = try ReportBeginning(output)
    beginning.show { $0.verdict(check) + "\n" }
    let result = try await send(run, contract, endpoint, beginning)
    let rest = SubmissionReport.sent(check, result, endpoint, isWaitedFor: isWaiting, hasBegun: true)
    do {
      try output.write(
        .sent(check, result, endpoint, isWaitedFor: isWaiting, hasBegun: false),
        continuing: beginning.isOnStandardOutput ? rest : nil)
    } catch {
      // Whatever became of the report, somebody should see the ids of the clusters.
      Output.standardError(Output.fitting { SubmissionText(style: $0).render(rest) })
      throw error
    }
    for failure in result.failures {
      Output.error(failure.message, help: failure.help)
    }
    if !result.failures.isEmpty { throw result.lacksJournal ? ExitCode.unusable : ExitCode.unreachable }
  }

  private func send(
    _ run: SubmissionRun, _ contract: RequestContract, _ endpoint: HTTPEndpoint, _ beginning: ReportBeginning
  ) async throws -> SubmissionRun {
    let journal: Journal
    do throws(JournalError) { journal = try Journal.standard() } catch {
      throw Failure("\(error)", help: error.help)
    }
    var patience = Submission.Patience()
    patience.settling = settleTime.duration
    let (patienceOfRun, isWaiting, timeout, yes) = (patience, isWaiting, timeout ?? .wait, yes)
    let secrets = run.items.map(\.request.externalId)
    // A creation names no project, so that a new cluster might not be found by one.
    var contract = contract
    contract.project = nil
    return try await controlPlane.withClient(contract, secrets: secrets) { client, credentials in
      let submission = Submission(
        client: client, journal: journal, userId: credentials.userId ?? "", patience: patienceOfRun
      ) { name, notice in
        Output.note(SubmissionNotices.text(notice, name: name))
      }
      var run = run
      Interruption.onInterrupt("interrupted; nothing was sent")
      await run.prepare(submission)
      guard run.refusal == nil else { return run }
      if let other = run.otherGeneration {
        Output.note(SubmissionNotices.otherGeneration(other.generation, count: other.count))
      }
      beginning.show { [run] in $0.plan(run, endpoint) }
      if !yes, run.sendsAny { try Confirmation.ask(run) }
      Interruption.onInterrupt("interrupted; run the same command again, it continues from here")
      await run.send(submission)
      guard isWaiting else { return run }
      Output.note(ClusterWords.usualDuration)
      await run.wait { (cluster) async throws(WaitError) in
        Interruption.onInterrupt("interrupted; look again with `tollgate show cluster \(cluster.id.shown(limit: 80))`")
        let progress = WaitProgress(name: cluster.name.shown(limit: 80))
        let wait = Wait(client: client, timeout: timeout.duration, appearance: patienceOfRun.settling) {
          progress.show($0)
        }
        try await progress.ticking { () async throws(WaitError) in try await wait.wait(for: .running, id: cluster.id) }
      }
      return run
    }
  }
}

/// The beginning of a submission's report, which people see before anything is sent: on standard output where the report is
/// text, and on standard error if that alone is a terminal.
struct ReportBeginning: Sendable {
  /// Whether standard output has it.
  let isOnStandardOutput: Bool
  private let style: TextStyle

  init(_ output: OutputOptions<SubmissionFormats>) throws {
    let text = try output.destinations().first { $0.path == nil && $0.format == "text" }
    isOnStandardOutput = text != nil
    style = text?.style ?? Output.errorStyle
  }

  /// Shows a part. What cannot be written is an error at the end of the submission, when the rest cannot be written either.
  func show(_ part: (SubmissionText) -> PrintableText) {
    if isOnStandardOutput { try? Output.standardOutput(style.fitted(part(SubmissionText(style: style)))) }
    let isSeen = isOnStandardOutput && isatty(STDOUT_FILENO) == 1
    if !isSeen, isatty(STDERR_FILENO) == 1 { Output.standardError(Output.fitting { part(SubmissionText(style: $0)) }) }
  }
}

/// The question before money is spent.
enum Confirmation {
  /// Asks whether the clusters are to be created.
  /// - Throws: `Failure` for any answer but yes, and where there is no terminal to ask on.
  static func ask(_ run: SubmissionRun) throws(Failure) {
    let count = run.items.count { $0.existing == nil }
    // Whoever answers must see the question.
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      let what = count == 1 ? "the cluster costs money" : "\(count) clusters cost money"
      throw Failure(
        "\(what), and standard input and standard error are not a terminal to ask on; nothing was sent",
        help: "add `--yes` to create without asking")
    }
    Output.standardError("create \(count == 1 ? "this cluster" : "these \(count) clusters")? [y/N] ")
    let typed = StandardInput.line(limit: 4_096)
    if typed == nil { Output.standardError("\n") }
    let answer = (typed ?? "").lowercased()
    guard answer == "y" || answer == "yes" else { throw Failure("not confirmed; nothing was sent") }
  }
}
