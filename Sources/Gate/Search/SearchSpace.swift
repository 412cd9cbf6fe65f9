import Catalog
import Costs
import Money
import Requests

/// The requests around one that a search looks at: every region of its partition, list of types, mode and number of nodes of
/// which the cost is known and whose mode carries the load.
struct SearchSpace: Sendable {
  /// The regions; a number is a place in this list.
  let regions: [RegionOffers.Offers]
  /// The lists of types.
  let lists: TypeLists
  /// The node ranges; the first is the request's own.
  let nodes: [NodeCounts]
  /// The modes.
  let modes: [PerformanceProfile]
  /// The request.
  let request: ClusterRequest

  private let estimator: Estimator
  private let workloads: FixedWorkloads

  /// The space around a request.
  init(_ request: ClusterRequest, _ offers: RegionOffers, _ estimator: Estimator, _ workloads: FixedWorkloads) {
    self.request = request
    self.estimator = estimator
    self.workloads = workloads
    regions = offers.regions
    lists = TypeLists(request.instanceTypes, among: offers.types, estimator.catalog)
    nodes = NodeCounts.around(request.workload)
    modes = estimator.generation == .direct ? [.normal] : PerformanceProfile.allCases
  }

  /// The values of a candidate.
  func change(of candidate: Candidate) -> RequestChange {
    let counts = nodes[candidate.nodes]
    return RequestChange(
      region: regions[candidate.region].region,
      instanceTypes: lists.entries[candidate.list].types.map { lists.names[$0] },
      costSavings: candidate.mode == .costSavings, minimumNodes: counts.minimum, maximumNodes: counts.maximum)
  }

  /// The number of parts in which some parts of a candidate differ from the request.
  func changes(region: Int, mode: PerformanceProfile, nodes number: Int) -> Int {
    let counts = nodes[number]
    return (regions[region].region == request.region ? 0 : 1)
      + ((mode == .costSavings) == request.costSavings ? 0 : 1)
      + (counts.minimum == nodes[0].minimum ? 0 : 1) + (counts.maximum == nodes[0].maximum ? 0 : 1)
  }

  /// A request of a region that is in the space; nil if none is.
  func any(in region: Int, cost: (PerformanceProfile, Int) -> NodePriceCost?) -> Candidate? {
    guard let list = lists.singles.first(where: { regions[region].hourly[lists.names[$0.type]] != nil })?.list else {
      return nil
    }
    for mode in modes {
      for nodes in nodes.indices where cost(mode, nodes) != nil {
        return Candidate(region: region, list: list, mode: mode, nodes: nodes)
      }
    }
    return nil
  }

  /// Lists of types of a region, the cheapest first, with the mean price of a node for an hour.
  typealias PricedLists = [(hourly: Money, list: Int)]

  /// The lists that a region has, by whether they are as good and by their distance.
  func pricedLists(in region: Int) -> [ListGroup: PricedLists] {
    let prices = regions[region].hourly
    let hourly = lists.names.map { prices[$0] }
    var groups: [ListGroup: PricedLists] = [:]
    for (number, entry) in lists.entries.enumerated() {
      var known: [Money] = []
      for type in entry.types {
        guard let price = hourly[type] else { break }
        known.append(price)
      }
      guard known.count == entry.types.count else { continue }
      let mean = known.count == 1 ? known[0] : (try? Estimator.meanHourlyPrice(of: known)).flatMap(\.self)
      guard let mean else { continue }
      groups[ListGroup(isAsGood: entry.isAsGood, distance: entry.distance), default: []].append((mean, number))
    }
    return groups.mapValues { lists in
      lists.sorted { one, other in
        one.hourly.units != other.hourly.units ? one.hourly.units < other.hourly.units : one.list < other.list
      }
    }
  }

  /// The cost of a mode with some nodes in a region, by the price of a node; nil if it is not known, or the mode cannot carry
  /// the load.
  func cost(region: Int, mode: PerformanceProfile, nodes number: Int) -> NodePriceCost? {
    let counts = nodes[number]
    guard
      let workload = workload(with: counts),
      let cost = try? estimator.costByNodePrice(of: workload, in: mode, region: regions[region].region),
      cost.carriesLoad
    else { return nil }
    return cost
  }

  /// The workload by which a request with some nodes is priced; nil if no request can have it.
  private func workload(with counts: NodeCounts) -> Workload? {
    let own = request.workload
    let isOwn = counts == nodes[0]
    let changed =
      isOwn
      ? own
      : Workload(
        minimumNodes: counts.minimum, maximumNodes: counts.maximum,
        load: own.assumed.contains(.load) ? nil : own.load.expected)
    return changed.map { workloads.priced(request.with($0)).workload }
  }
}

/// Lists of types that are alike to a search.
struct ListGroup: Sendable, Hashable {
  let isAsGood: Bool
  let distance: Int
}
