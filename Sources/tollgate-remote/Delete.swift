import ArgumentParser
import ControlPlane
import Findings
import Glibc
import HTTP
import Program
import Reports

struct Delete: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", _superCommandName: Tool.name, abstract: "Delete a cluster.",
    subcommands: [DeleteCluster.self])
}

struct DeleteCluster: AsyncParsableCommand {
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

  @Option(help: ArgumentHelp("How long --wait waits (90m).", valueName: "duration"))
  var timeout: DurationArgument?

  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var colors: ColorOptions

  func validate() throws {
    if timeout != nil, !wait { throw ValidationError("--timeout is for --wait; give both or neither.") }
  }

  func run() async throws {
    let style = colors.errorStyle
    let cluster = try await controlPlane.withClient(style: style) { client, _ in
      let cluster = try await find(name, client, style: style)
      let deletion = try await reporting(style) { () async throws(ControlPlaneError) in
        try await Deletion(of: cluster, client: client)
      }
      if let stop = confirm(deletion, style: style) { throw stop.reported(style) }
      try await reporting(style) { () async throws(ControlPlaneError) in try await deletion.perform(force: force) }
      if wait { try await waitForEnd(of: cluster, client, style: style) }
      return cluster
    }
    let state = wait ? "deleted" : "deleting"
    try Output.standardOutput(
      "\(state): \(cluster.name.shown(limit: 80)) (`\(cluster.id.shown(limit: 80))`)\n")
  }

  /// Says what a deletion means and has it confirmed; why it must not go on, or nil.
  private func confirm(_ deletion: Deletion, style: TextStyle) -> Failure? {
    if !force, !deletion.runningApps.isEmpty {
      let refusal = DeletionText.refusal(deletion)
      return Failure(.denied, refusal.message, help: refusal.help)
    }
    Output.standardError(DeletionText.warning(deletion, force: force, style: style))
    let expected = deletion.cluster.name
    let nothing = "nothing was deleted"
    if let yes {
      guard expected == yes else {
        return Failure(
          .unusable, "--yes names `\(printable(yes, limit: 80))`, not `\(expected.shown(limit: 80))`; \(nothing)")
      }
      return nil
    }
    guard isatty(STDIN_FILENO) == 1 else {
      return Failure(
        .unusable, "the deletion is not confirmed, and there is no terminal to ask on; \(nothing)",
        help: "add `--yes \(expected.shown(limit: 80))`")
    }
    Output.standardError("type the cluster's name to delete it: ")
    let typed = StandardInput.line(limit: 4_096) ?? ""
    return expected == typed ? nil : Failure(.unusable, "this is not the cluster's name; \(nothing)")
  }

  private func waitForEnd(of cluster: Cluster, _ client: ControlPlaneClient, style: TextStyle) async throws {
    Interruption.onInterrupt("interrupted; look again with `tollgate show cluster \(cluster.id.shown(limit: 80))`")
    let progress = WaitProgress(name: cluster.name.shown(limit: 80))
    let limit = timeout ?? DurationArgument(seconds: 5_400)
    do throws(WaitError) {
      try await Wait(client: client, timeout: limit.duration) { progress.show($0) }.wait(for: .deleted, id: cluster.id)
    } catch { throw Failure(.unreachable, "\(error)", help: error.help).reported(style) }
  }
}
