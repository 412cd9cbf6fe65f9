import ArgumentParser
import ControlPlane
import Program
import Reports
import SubmissionReports

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", _superCommandName: Tool.name, abstract: "List clusters.",
    subcommands: [ListClustersCommand.self])
}

struct ListClustersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusters", abstract: "List the clusters that are not deleted.",
    discussion: "Exits with 0, or 3 if the control plane refuses or cannot be reached.")

  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions<ClusterListFormats>

  func run() async throws {
    let clusters = try await controlPlane.withClient { client, _ in
      try await asking { () async throws(ControlPlaneError) in try await client.clusters() }
    }
    try output.write(clusters)
  }
}
