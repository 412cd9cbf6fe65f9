import ArgumentParser
import ControlPlane
import Findings
import Gate
import HTTP
import Program
import Reports
import SubmissionReports

/// How approved requests are sent.
struct SubmissionOptions: ParsableArguments {
  @Flag(help: "Print exactly what would be sent, the secret hidden, and send nothing.")
  var dryRun = false

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

  /// Reports on the gate's run, and sends what it holds if all of it was approved.
  func submit(_ check: CheckRun, output: OutputOptions<SubmissionFormats>) async throws {
    let approved = check.approvedRequests
    guard !approved.isEmpty else {
      try output.write(.denied(check))
      throw check.files.isUnreadable ? ExitCode.unusable : ExitCode.denied
    }
    let run = SubmissionRun(approved)
    if let name = run.duplicateName {
      let help = "give each cluster a name of its own, or submit one of them"
      throw Failure(
        "two of the requests have the name `\(printable(name, limit: 80))`; nothing was sent", help: help)
    }
    if dryRun {
      let endpoint = try controlPlane.endpoint()
      return try output.write(.dryRun(check, run, endpoint))
    }
    let result = try await send(run)
    try output.write(.sent(check, result, isWaitedFor: isWaiting))
    for failure in result.failures {
      Output.error(failure.message, help: failure.help)
    }
    if !result.failures.isEmpty { throw result.lacksJournal ? ExitCode.unusable : ExitCode.unreachable }
  }

  private func send(_ run: SubmissionRun) async throws -> SubmissionRun {
    let journal: Journal
    do throws(JournalError) { journal = try Journal.standard() } catch {
      throw Failure("\(error)", help: error.help)
    }
    var patience = Submission.Patience()
    patience.settling = settleTime.duration
    let (patienceOfRun, isWaiting, timeout) = (patience, isWaiting, timeout ?? .wait)
    let secrets = run.items.map(\.request.externalId)
    return try await controlPlane.withClient(secrets: secrets) { client, credentials in
      let submission = Submission(
        client: client, journal: journal, userId: credentials.userId, patience: patienceOfRun
      ) { name, notice in
        Output.note(SubmissionNotices.text(notice, name: name))
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
