import ArgumentParser
import ControlPlane
import Program
import Reports

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", _superCommandName: Tool.name, abstract: "Show a cluster.", subcommands: [ShowCluster.self])
}

struct ShowCluster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Show a cluster.",
    discussion: "Exits with 0, or 3 if there is no such cluster or the control plane cannot be reached.")

  @Argument(help: "The cluster's id, or its name.")
  var id: String

  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let cluster = try await controlPlane.withClient(style: output.errorStyle) { client, _ in
      try await find(id, client, style: output.errorStyle)
    }
    try output.write { format, style in
      format == .text ? ClusterText(style: style).details(cluster) : ClusterJSON.details(cluster)
    }
  }
}

/// The cluster that a name or id means; why there is none goes to standard error.
func find(_ nameOrId: String, _ client: ControlPlaneClient, style: TextStyle) async throws -> Cluster {
  do throws(ClusterSearchError) { return try await ClusterSearch(client).cluster(nameOrId) } catch {
    throw Failure(.unreachable, "\(error)", help: error.help).reported(style)
  }
}
