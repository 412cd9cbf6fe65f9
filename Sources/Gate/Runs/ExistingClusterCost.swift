import Catalog
public import Costs
import Money
public import Requests

/// What an existing cluster costs by the catalog and the cost profile. How much it is used is not known: its workload is the
/// one that the configuration fixes for every request, else the default.
public struct ExistingClusterCost: Sendable {
  /// The bills, of which the selected one is that of the cluster's mode.
  public let comparison: Comparison

  /// Prices a cluster as the control plane describes it.
  /// - Parameters:
  ///   - region: Its region, or the primary one.
  ///   - options: What it is priced by.
  ///   - generation: The generation of the contract that the cluster is of.
  /// - Throws: `GateError` for a region that the catalog does not know, or files that cannot be used; `MoneyError` for amounts
  ///   out of range.
  public init(
    region: String, instanceTypes: [String], costSavings: Bool, generation: Generation, _ options: CheckRun.Options
  ) throws {
    var options = options
    options.contract = ContractOverrides()
    options.contract.generation = generation
    let material = try GateMaterial(options, regions: [region])
    guard material.catalog.regions[region] != nil else {
      throw GateError.selection("the catalog has no region `\(region)`", help: "`tollgate catalog update` may know it")
    }
    let request = ClusterRequest(pricing: region, instanceTypes: instanceTypes, costSavings: costSavings)
    comparison = try Estimator(profile: material.costProfile, catalog: material.catalog, generation: generation)
      .bills(of: material.configuration.workloads.priced(request)).reported
  }
}
