import ArgumentParser
import ControlPlane
import Program
import Reports
import SubmissionReports

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", _superCommandName: Tool.name, abstract: "Show a cluster.",
    subcommands: [ShowClusterCommand.self])
}

struct ShowClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Show a cluster.",
    discussion: "Exits with 0, or 3 if there is no such cluster or the control plane cannot be reached.")

  @Argument(help: "The cluster's id, or its name.")
  var id: String

  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions<ClusterFormats>

  func run() async throws {
    let cluster = try await controlPlane.withClient { client, _ in
      try await find(id, client)
    }
    try output.write(cluster)
  }
}

/// The cluster that a name or id means.
/// - Throws: `Failure` if there is none.
func find(_ nameOrId: String, _ client: ControlPlaneClient) async throws -> Cluster {
  do throws(ClusterSearchError) { return try await ClusterSearch(client).cluster(nameOrId) } catch {
    throw Failure(.unreachable, "\(error)", help: error.help)
  }
}
