public import Catalog
public import Costs
public import Findings
public import Requests
import Simulation
import Spelling

/// A scenario to compare with the two modes, as described by a document. Anything it omits is taken from the request
/// and the assumptions.
public struct ScenarioDocument: Sendable {
  /// The name, which is unique among the scenarios.
  public let name: String
  /// The description for people; nil if there is none.
  public let description: String?
  /// The mode that determines the components of the bill.
  public let mode: PerformanceProfile
  /// How compute nodes are bought.
  public let purchase: Purchase
  /// The prices given in the document.
  public let prices: GivenPrices?

  let namePlace: Place
  let region: Located<String>?
  let instanceTypes: [Located<String>]?
  let minimumNodes: Located<Int>?
  let maximumNodes: Located<Int>?
  let bootSeconds: Double?
  let idleSeconds: Double?
  let warmNodes: Int?
  /// The instance types that the document gives prices for.
  let pricedTypes: [Located<String>]

  /// How compute nodes are bought.
  public enum Purchase: Sendable {
    /// Paid while they are up.
    case onDemand
    /// Spare capacity that AWS takes back at this rate, by default the catalog's.
    case spot(interruptionsPerNodeHour: Double?)
    /// Committed for years: this number of nodes, by default the minimum.
    case commitment(CommitmentTerms, nodes: Located<Int>?)
  }

  /// The region whose prices it needs in addition to the request's; nil if it is the request's.
  public var otherRegion: String? { region?.value }

  /// Whether it keeps nodes ready above demand.
  public var keepsNodesReady: Bool { warmNodes ?? 0 > 0 }

  /// The fleet that jobs run on. In cost-savings mode, it is one node that is always up.
  /// - Throws: `InvalidParameter`.
  func fleet(
    _ assumptions: Assumptions, processorsPerNode: Int, interruptionsPerHour: Double
  ) throws(InvalidParameter) -> Fleet {
    let (minimum, maximum) = nodes(assumptions)
    return try Fleet(
      minimum: minimum, maximum: maximum, bootSeconds: bootSeconds ?? assumptions.bootSeconds,
      idleTimeout: idleSeconds ?? assumptions.idleSeconds,
      warm: mode == .normal ? warmNodes ?? assumptions.warmNodes : 0, processorsPerNode: processorsPerNode,
      interruptionsPerHour: interruptionsPerHour, backfilling: assumptions.backfilling)
  }

  /// How often its nodes are taken back: never unless they are spot capacity; else at the rate that it gives, or at the
  /// highest of those that the catalog has for its instance types. Nil if one of them has none.
  func interruptions(_ catalog: Catalog, _ request: ClusterRequest) -> InterruptionRate? {
    guard case .spot(let given) = purchase else { return .never }
    if let given { return InterruptionRate(perNodeHour: given) }
    let data = catalog.data(for: region?.value ?? request.region)
    var highest: InterruptionRate?
    for type in instanceTypes?.map(\.value) ?? request.instanceTypes {
      guard let rate = data?.interruptionRate(of: type) else { return nil }
      if rate.perNodeHour > highest?.perNodeHour ?? -1 { highest = rate }
    }
    return highest
  }

  /// The supply to buy.
  func supply(of request: ClusterRequest, _ assumptions: Assumptions) -> ComputeSupply {
    let bought: ComputePurchase =
      switch purchase {
      case .onDemand: .onDemand
      case .spot: .spot
      case .commitment(let terms, let nodes):
        .commitment(terms, nodes: nodes?.value ?? self.nodes(assumptions).minimum)
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

// MARK: Checks against the catalog and the request

extension ScenarioDocument {
  /// The findings for values that are not possible for a request.
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
      for type in types where catalog.offering(of: type.value, in: region).isAbsent {
        findings.append(
          .scenario(
            "instance type `\(type.value)` is not offered in `\(region)`", at: type.place,
            help: ["list other `instanceTypes` in the scenario `\(printable(name, limit: 80))`"]))
      }
      if case .spot(nil) = purchase {
        for type in types
        where catalog.instanceTypes[type.value] != nil && !catalog.offering(of: type.value, in: region).isAbsent {
          guard catalog.data(for: region)?.interruptionRate(of: type.value) == nil else { continue }
          findings.append(
            .scenario(
              "the catalog has no interruption rate of `\(type.value)` in `\(region)`", at: type.place,
              help: ["give one in the scenario: `purchase: {spot: {interruptionsPerNodeHour: 0.02}}`"]))
        }
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
      _ = try fleet(assumptions, processorsPerNode: 1, interruptionsPerHour: 0)
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

extension InterruptionRate {
  /// What is not spot capacity is not taken back.
  static let never = InterruptionRate(perNodeHour: 0)
}

extension Finding {
  fileprivate static func unknown(_ title: String, _ name: Located<String>, among names: [String]) -> Finding {
    .scenario(
      "\(title) `\(printable(name.value, limit: 80))` does not exist", at: name.place,
      help: Spelling.nearest(to: name.value, in: names).map { Spelling.question($0) })
  }
}
