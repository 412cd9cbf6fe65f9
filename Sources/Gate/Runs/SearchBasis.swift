import Catalog
import Findings
import Policies
import Requests

/// What searches for cheaper requests rest on: a gate that knows every region of the catalog.
struct SearchBasis {
  let gate: Gate
  let basis: CheckBasis
  private var offers: [String: RegionOffers] = [:]

  /// Loads everything.
  /// - Throws: `GateError` for what cannot be used.
  init(_ options: CheckRun.Options) throws(GateError) {
    let configuration = try Configuration(option: options.configuration)
    let material = try GateMaterial(options, configuration, regions: .all)
    let policies = try material.policies(beside: options.controls.policies)
    gate = material.gate(policies, options)
    basis = CheckBasis(material, policies, options.controls, asOf: options.asOf)
  }

  /// What the regions of the partition of a region offer; nil for a region that the catalog does not know.
  mutating func offers(around region: String) -> RegionOffers? {
    guard let partition = gate.catalog.regions[region]?.partition else { return nil }
    if let known = offers[partition] { return known }
    let made = RegionOffers(gate.catalog, gate.estimator, partition: partition)
    offers[partition] = made
    return made
  }
}
