public import Costs
import Documents
import Findings
import Money
public import Requests

/// What an existing cluster costs by the catalog and the cost profile. How much it is used is not known: its workload is the
/// default.
public struct ExistingClusterCost: Sendable {
  /// The bills, of which the selected one is that of the cluster's mode.
  public let comparison: Comparison

  /// Prices a cluster as the control plane describes it.
  /// - Parameters:
  ///   - options: What it is priced by.
  ///   - generation: The generation of the contract that the cluster is of.
  /// - Throws: `GateError` for a catalog or a cost profile that cannot be used, `MoneyError` for amounts out of range.
  public init(
    region: String, instanceTypes: [String], costSavings: Bool, generation: Generation, _ options: CheckRun.Options
  ) throws {
    var options = options
    options.contract = ContractOverrides()
    options.contract.generation = generation
    // A cluster is priced as a request for it; its name and its role cost nothing.
    let parts = RequestParts(
      name: "existing", region: region, roleArn: "existing", instanceTypes: instanceTypes, costSavings: costSavings)
    let drafts = RequestFiles([SourceFile(name: "<cluster>", text: parts.yaml)]).drafts
    guard let request = drafts.first?.complete else { throw GateError.noRequest(skipped: 0) }
    let material = try GateMaterial(options, regions: [region])
    let modes: [PerformanceProfile] = generation == .direct ? [.normal] : PerformanceProfile.allCases
    comparison = try Estimator(profile: material.costProfile, catalog: material.catalog, modes: modes)
      .bills(of: request).reported
  }
}
