import Catalog
import Costs
import Money
import Platform

/// The types that each region of a partition offers at a known price, and that price, for searches over many requests.
struct RegionOffers: Sendable {
  /// What a region offers.
  struct Offers: Sendable {
    /// The region's name.
    let region: String
    /// The price of a node for an hour, in US dollars by the cost profile's terms, by type.
    let hourly: [String: Money]
  }

  /// The regions, sorted.
  let regions: [Offers]
  /// The types that any of them offers.
  let types: Set<String>

  /// The offers of the loaded regions of a partition.
  init(_ catalog: Catalog, _ estimator: Estimator, partition: String) {
    let names = catalog.loadedRegions.filter { catalog.regions[$0]?.partition == partition }
    regions = concurrentMap(names) { region in
      var hourly: [String: Money] = [:]
      // A custom price may be known where the catalog has none.
      for type in catalog.data(for: region)?.knownTypes ?? []
      where !catalog.offering(of: type, in: region).isAbsent {
        // A price beyond what can be computed is not known either.
        guard let price = try? estimator.hourlyPrice(ofTypes: [type], in: region), price.currency == .usd else {
          continue
        }
        hourly[type] = price
      }
      return Offers(region: region, hourly: hourly)
    }.filter { !$0.hourly.isEmpty }
    types = regions.reduce(into: []) { $0.formUnion($1.hourly.keys) }
  }
}
