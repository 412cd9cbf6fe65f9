import ArgumentParser
import ControlPlane
import Findings
import Glibc
import HTTP
import Program
import Reports
import SubmissionReports

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", _superCommandName: Tool.name, abstract: "Delete a cluster.",
    subcommands: [DeleteClusterCommand.self])
}

struct DeleteClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Delete a cluster for good, after saying what goes and what stays.",
    discussion: """
      Asks for the name to be typed; a script gives it with --yes. Refuses while apps run on the cluster. Exits with 0 if \
      the deletion is under way (with --wait: done), 1 if apps run, 2 if it was not confirmed, 3 if the control plane \
      refuses or cannot be reached.
      """)

  @Argument(help: "The cluster's name, or its id.")
  var name: String

  @Option(help: ArgumentHelp("The name again, in place of typing it.", valueName: "name"))
  var yes: String?

  @Flag(
    help: """
      Drop the control plane's record only, also while apps run: nothing in the AWS account is deleted, and you keep paying for it. \
      Not for normal use.
      """)
  var force = false

  @Flag(help: "Wait until the cluster is gone.")
  var wait = false

  @Option(
    help: ArgumentHelp("How long --wait waits (\(DurationArgument.wait)).", valueName: "duration"),
    transform: DurationArgument.parseLimit)
  var timeout: DurationArgument?

  @OptionGroup var gate: GateOptions
  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var colors: ColorOptions

  func validate() throws {
    if timeout != nil, !wait { throw ValidationError("--timeout is for --wait; give both or neither.") }
  }

  func run() async throws {
    let contract = try controlPlane.contract(gate.generation, configuration: gate.catalogOptions.configuration)
    let cluster = try await controlPlane.withClient(contract) { client, _ in
      let cluster = try await find(name, client)
      let deletion = try await asking { () async throws(ControlPlaneError) in
        try await Deletion(of: cluster, client: client)
      }
      try confirm(deletion, cost: gate.cost(of: cluster, contract))
      let look = "look again with `tollgate show cluster \(cluster.id.shown(limit: 80))`"
      Interruption.onInterrupt("interrupted; the cluster may be being deleted: \(look)")
      try await asking { () async throws(ControlPlaneError) in try await deletion.perform(force: force) }
      if wait { try await waitForEnd(of: cluster, client) }
      return cluster
    }
    let state = wait ? "deleted" : "deleting"
    try Output.standardOutput(
      "\(state): \(cluster.name.shown(limit: 80)) (`\(cluster.id.shown(limit: 80))`)\n")
  }

  /// Says what a deletion means and has it confirmed.
  /// - Throws: `Failure` if it must not go on.
  private func confirm(_ deletion: Deletion, cost: ExistingClusterReport?) throws(Failure) {
    if !force, !deletion.runningApps.isEmpty {
      let refusal = DeletionText.refusal(deletion)
      throw Failure(.denied, refusal.message, help: refusal.help)
    }
    Output.standardError(Output.fitting { DeletionText.warning(deletion, cost: cost, force: force, style: $0) })
    let expected = deletion.cluster.name
    let nothing = "nothing was deleted"
    if let yes {
      guard expected == yes else {
        throw Failure("--yes names `\(printable(yes, limit: 80))`, not `\(expected.shown(limit: 80))`; \(nothing)")
      }
      return
    }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure(
        "the deletion is not confirmed, and there is no terminal to ask on; \(nothing)",
        help: "add `--yes \(expected.shown(limit: 80))`")
    }
    Interruption.onInterrupt("interrupted; nothing was deleted")
    Output.standardError("type the cluster's name to delete it: ")
    let typed = StandardInput.line(limit: 4_096) ?? ""
    guard expected == typed else { throw Failure("this is not the cluster's name; \(nothing)") }
  }

  private func waitForEnd(of cluster: Cluster, _ client: ControlPlaneClient) async throws {
    Interruption.onInterrupt("interrupted; look again with `tollgate show cluster \(cluster.id.shown(limit: 80))`")
    let progress = WaitProgress(name: cluster.name.shown(limit: 80))
    let limit = timeout ?? .wait
    do throws(WaitError) {
      let wait = Wait(client: client, timeout: limit.duration) { progress.show($0) }
      try await progress.ticking { () async throws(WaitError) in try await wait.wait(for: .deleted, id: cluster.id) }
    } catch { throw Failure(.unreachable, "\(error)", help: error.help) }
  }
}
