import ArgumentParser
import ControlPlane
import Findings
import Gate
import HTTP
import Program
import Reports
import Requests
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

  @OptionGroup var gate: GateOptions
  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions<ClusterFormats>

  func run() async throws {
    let contract = try controlPlane.contract(gate.generation, configuration: gate.catalogOptions.configuration)
    let cluster = try await controlPlane.withClient(contract) { client, _ in
      try await find(id, client)
    }
    try output.write(ClusterReport(cluster, cost: gate.cost(of: cluster, contract)))
  }
}

extension GateOptions {
  /// What a cluster costs by the catalog; nil, with a note, if that is not known.
  func cost(of cluster: Cluster, _ contract: RequestContract) -> ExistingClusterReport? {
    func unknown(_ reason: String) -> ExistingClusterReport? {
      Output.note("what the cluster costs is not known: \(reason)")
      return nil
    }
    guard let region = cluster.region?.redacted else { return unknown("its region is not reported") }
    guard let isCostSavings = cluster.isCostSavings else { return unknown("its profile is not reported, or unknown") }
    if cluster.regions.count > 1 { Output.note("the cost is that of the cluster's primary region alone") }
    let types = cluster.instanceTypes?.map(\.redacted) ?? []
    do {
      return ExistingClusterReport(
        try ExistingClusterCost(
          region: region, instanceTypes: types, costSavings: isCostSavings,
          generation: cluster.generation ?? contract.generation, options(asOf: try Today.bySystemClock())))
    } catch { return unknown(ErrorWords(error).message) }
  }
}

/// The cluster that a name or id means.
/// - Throws: `Failure` if there is none.
func find(_ nameOrId: String, _ client: ControlPlaneClient) async throws -> Cluster {
  do throws(ClusterSearchError) { return try await ClusterSearch(client).cluster(nameOrId) } catch {
    throw Failure(.unreachable, "\(error)", help: error.help)
  }
}
