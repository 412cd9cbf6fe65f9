import ArgumentParser
import ControlPlane
import Findings
import Gate
import HTTP
import Program
import Reports

/// How approved requests are sent.
struct SubmissionOptions: ParsableArguments {
  @Flag(help: "Print exactly what would be sent, the secret hidden, and send nothing.")
  var dryRun = false

  @Flag(help: "Wait until the cluster runs; --sync means the same.")
  var wait = false

  @Flag(help: .hidden)
  var sync = false

  @Option(help: ArgumentHelp("How long --wait waits (90m).", valueName: "duration"))
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

  /// Reports on the gate's run, and sends what it holds if all of it was approved.
  func submit(_ check: CheckRun, output: OutputOptions) async throws {
    let style = output.errorStyle
    let approved = check.approvedRequests
    guard !approved.isEmpty else {
      try output.write { format, style in
        format == .text ? SubmissionText(style: style).renderDenied(check) : SubmissionJSON.renderDenied(check)
      }
      let isUnreadable = !check.files.syntaxErrors.isEmpty || !check.files.fileErrors.isEmpty
      throw isUnreadable ? ExitCode.unusable : ExitCode.denied
    }
    let run = SubmissionRun(approved)
    if let name = run.duplicateName {
      let help = "give each cluster a name of its own, or submit one of them"
      throw Failure(
        .unusable, "two of the requests have the name `\(printable(name, limit: 80))`; nothing was sent", help: help
      )
      .reported(style)
    }
    if dryRun {
      let endpoint = try controlPlane.endpoint(style: style)
      return try output.write { format, style in
        format == .text
          ? SubmissionText(style: style).renderDry(check, run, endpoint: endpoint)
          : SubmissionJSON.renderDry(check, run, endpoint: endpoint)
      }
    }
    let result = try await send(run, style: style)
    try output.write { format, style in
      format == .text
        ? SubmissionText(style: style).render(check, result, isWaitedFor: isWaiting)
        : SubmissionJSON.render(check, result, isWaitedFor: isWaiting)
    }
    for failure in result.failures {
      Output.standardError(ErrorText.message(failure.message, help: failure.help, style))
    }
    if !result.failures.isEmpty { throw result.lacksJournal ? ExitCode.unusable : ExitCode.unreachable }
  }

  private func send(_ run: SubmissionRun, style: TextStyle) async throws -> SubmissionRun {
    let journal: Journal
    do throws(JournalError) { journal = try Journal.standard() } catch {
      throw Failure(.unusable, "\(error)", help: error.help).reported(style)
    }
    var patience = Submission.Patience()
    patience.settling = settleTime.duration
    let (patienceOfRun, isWaiting, timeout) = (patience, isWaiting, timeout ?? DurationArgument(seconds: 5_400))
    let secrets = run.items.map(\.request.externalId)
    return try await controlPlane.withClient(style: style, secrets: secrets) { client, credentials in
      let submission = Submission(
        client: client, journal: journal, userId: credentials.userId, patience: patienceOfRun
      ) { name, notice in
        Output.standardError(ErrorText.note(SubmissionNotices.text(notice, name: name), style))
      }
      var run = run
      Interruption.onInterrupt("interrupted; run the same command again, it continues from here")
      await run.submit(submission)
      guard isWaiting else { return run }
      await run.wait { cluster in
        Interruption.onInterrupt("interrupted; look again with `tollgate show cluster \(cluster.id.shown(limit: 80))`")
        let progress = WaitProgress(name: cluster.name.shown(limit: 80))
        return Wait(client: client, timeout: timeout.duration, appearance: patienceOfRun.settling) { progress.show($0) }
      }
      return run
    }
  }
}
