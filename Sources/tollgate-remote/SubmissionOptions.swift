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

  @Option(help: ArgumentHelp("How long --wait waits (\(DurationArgument.wait)).", valueName: "duration"))
  var timeout: DurationArgument?

  @Option(
    help: ArgumentHelp(
      "How long to look for the cluster after a request that got no answer, before another is sent.",
      valueName: "duration"))
  var settleTime = DurationArgument(seconds: 120)

  @OptionGroup var controlPlane: ControlPlaneOptions

  var isWaiting: Bool { wait || sync }

  func validate() throws {
    if dryRun, isWaiting { throw ValidationError("--dry-run sends nothing, so there is nothing to --wait for.") }
    if timeout != nil, !isWaiting { throw ValidationError("--timeout is for --wait; give both or neither.") }
  }

  /// Checks files for a submission.
  func check(_ files: RequestFiles, _ gate: GateOptions) throws -> CheckRun {
    try gate.runForSubmission(files, organization: controlPlane.organization, project: controlPlane.project)
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
    if dryRun { return try output.write(.dryRun(check, run, endpoint)) }
    // Whoever stops listening must not end the program in the midst of a submission.
    signal(SIGPIPE, SIG_IGN)
    let beginning = try ReportBeginning(output)
    beginning.show { $0.verdict(check) + "\n" }
    guard yes || Confirmation.isPossible else { throw Failure.notConfirmed(run) }
    let result = try await send(run, contract, endpoint, beginning)
    try output.write(
      .sent(check, result, endpoint, isWaitedFor: isWaiting, hasBegun: false),
      continuing: .sent(
        check, result, endpoint, isWaitedFor: isWaiting, hasBegun: beginning.isOnStandardOutput))
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
/// text, else on standard error if that is a terminal.
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
    let text = style.fitted(part(SubmissionText(style: style)))
    if isOnStandardOutput {
      try? Output.standardOutput(text)
    } else if isatty(STDERR_FILENO) == 1 {
      Output.standardError(text)
    }
  }
}

/// The question before money is spent.
enum Confirmation {
  /// Whether there is a terminal to ask on.
  static var isPossible: Bool { isatty(STDIN_FILENO) == 1 }

  /// Asks whether the clusters are to be created.
  /// - Throws: `Failure` for any answer but yes.
  static func ask(_ run: SubmissionRun) throws(Failure) {
    let count = run.items.count { $0.existing == nil }
    Output.standardError("create \(count == 1 ? "this cluster" : "these \(count) clusters")? [y/N] ")
    let answer = (StandardInput.line(limit: 4_096) ?? "").lowercased()
    guard answer == "y" || answer == "yes" else { throw Failure("this was not a yes; nothing was sent") }
  }
}

extension Failure {
  fileprivate static func notConfirmed(_ run: SubmissionRun) -> Failure {
    let what = run.items.count == 1 ? "the cluster costs money" : "\(run.items.count) clusters cost money"
    return Failure(
      "\(what), and there is no terminal to ask on; nothing was sent", help: "add `--yes` to create without asking")
  }
}
