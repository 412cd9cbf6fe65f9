import ArgumentParser
import ControlPlane
import Program
import Reports
import Requests
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

  @Option(
    help: ArgumentHelp("The configuration; else the nearest tollgate.yaml upwards.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The generation of the control plane's contract: kubernetes or direct; else the configuration's, or kubernetes.",
      valueName: "generation"))
  var generation: Generation?

  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions<ClusterListFormats>

  func run() async throws {
    let contract = try controlPlane.contract(generation, configuration: config)
    let clusters = try await controlPlane.withClient(contract) { client, _ in
      try await asking { () async throws(ControlPlaneError) in try await client.clusters() }
    }
    try output.write(clusters)
  }
}
