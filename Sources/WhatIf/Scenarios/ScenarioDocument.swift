public import Catalog
public import Costs
public import Findings
public import Requests
import Simulation
import Spelling

/// A scenario beside the two modes, as a document describes it. What it does not say is as in the request and in the
/// assumptions.
public struct ScenarioDocument: Sendable {
  /// Its name, which no other scenario has.
  public let name: String
  /// What it is, for people; nil if it says nothing.
  public let description: String?
  /// The mode whose components the bill has.
  public let mode: PerformanceProfile
  /// How compute nodes are bought.
  public let purchase: Purchase
  /// The prices that it gives.
  public let prices: GivenPrices?

  let namePlace: Place
  let region: Located<String>?
  let instanceTypes: [Located<String>]?
  let minimumNodes: Located<Int>?
  let maximumNodes: Located<Int>?
  let bootSeconds: Double?
  let idleSeconds: Double?
  let warmNodes: Int?
  /// The instance types that it has prices of.
  let pricedTypes: [Located<String>]

  /// How compute nodes are bought.
  public enum Purchase: Sendable {
    /// While they are up.
    case onDemand
    /// As spare capacity that AWS takes back so many times in an hour of a node.
    case spot(interruptionsPerNodeHour: Double)
    /// For years in advance: so many nodes, by default the minimum.
    case commitment(years: Int, nodes: Located<Int>?)
  }

  /// The region whose prices it needs beside the request's; nil if it is the request's.
  public var otherRegion: String? { region?.value }

  /// The nodes that jobs run on: in cost-savings mode one that is always up.
  /// - Throws: `InvalidParameter`.
  func fleet(_ assumptions: Assumptions, processorsPerNode: Int) throws(InvalidParameter) -> Fleet {
    let (minimum, maximum) = nodes(assumptions)
    var interruptions = 0.0
    if case .spot(let rate) = purchase { interruptions = rate }
    return try Fleet(
      minimum: minimum, maximum: maximum, bootSeconds: bootSeconds ?? assumptions.bootSeconds,
      idleTimeout: idleSeconds ?? assumptions.idleSeconds,
      warm: mode == .normal ? warmNodes ?? assumptions.warmNodes : 0, processorsPerNode: processorsPerNode,
      interruptionsPerHour: interruptions, backfilling: assumptions.backfilling)
  }

  /// What is bought.
  func supply(of request: ClusterRequest, _ assumptions: Assumptions) -> ComputeSupply {
    let bought: ComputePurchase =
      switch purchase {
      case .onDemand: .onDemand
      case .spot: .spot
      case .commitment(let years, let nodes):
        .commitment(years: years, nodes: nodes?.value ?? self.nodes(assumptions).minimum)
      }
    return ComputeSupply(
      region: region?.value ?? request.region, instanceTypes: instanceTypes?.map(\.value) ?? request.instanceTypes,
      purchase: bought, prices: prices)
  }

  private func nodes(_ assumptions: Assumptions) -> (minimum: Int, maximum: Int) {
    guard mode == .normal else { return (1, 1) }
    return (minimumNodes?.value ?? assumptions.minimumNodes, maximumNodes?.value ?? assumptions.maximumNodes)
  }
}

// MARK: What the catalog and the request say of it

extension ScenarioDocument {
  /// What it asks for and cannot have, for a request.
  public func findings(_ catalog: Catalog, _ request: ClusterRequest, _ assumptions: Assumptions) -> [Finding] {
    var findings: [Finding] = []
    let types = instanceTypes ?? request.instanceTypes.map { Located($0, at: region?.place ?? namePlace) }
    for type in (instanceTypes ?? []) + pricedTypes where catalog.instanceTypes[type.value] == nil {
      findings.append(.unknown("instance type", type, among: catalog.instanceTypes.keys.sorted()))
    }
    if let region, catalog.regions[region.value] == nil {
      findings.append(.unknown("region", region, among: catalog.regions.keys.sorted()))
    } else {
      let region = region?.value ?? request.region
      for type in types where catalog.offering(of: type.value, in: region) == .notOffered {
        findings.append(
          .scenario(
            "instance type `\(type.value)` is not offered in `\(region)`", at: type.place,
            help: ["list other `instanceTypes` in the scenario `\(printable(name, limit: 80))`"]))
      }
    }
    if case .onDemand = purchase {
      let region = region?.value ?? request.region
      for type in pricedTypes where catalog.data(for: region)?.onDemand[type.value] != nil {
        findings.append(
          .scenario(
            "the catalog has the on-demand price of `\(type.value)` in `\(region)`, which goes before this one",
            at: type.place, help: ["remove it; prices of your own belong in the cost profile's `priceBook`"]))
      }
    }
    do throws(InvalidParameter) {
      _ = try fleet(assumptions, processorsPerNode: 1)
    } catch {
      let place = minimumNodes?.place ?? maximumNodes?.place ?? namePlace
      findings.append(.scenario("\(error)", at: place))
    }
    if case .commitment(_, let nodes?) = purchase, nodes.value > self.nodes(assumptions).minimum {
      let up = self.nodes(assumptions).minimum
      findings.append(
        .scenario(
          "`committedNodes` is \(nodes.value), and \(up) node\(up == 1 ? " is" : "s are") always up",
          at: nodes.place,
          help: [mode == .normal ? "raise `computeNodes: {min: \(nodes.value)}` too" : "commit to one node at most"],
          notes: ["nodes that are paid for in any case can as well stay up"]))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func unknown(_ title: String, _ name: Located<String>, among names: [String]) -> Finding {
    .scenario(
      "\(title) `\(printable(name.value, limit: 80))` does not exist", at: name.place,
      help: Spelling.nearest(to: name.value, in: names).map { "did you mean `\($0)`?" })
  }
}
