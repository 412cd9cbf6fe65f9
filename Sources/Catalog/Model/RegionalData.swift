public import Platform

/// The catalog's data about one region.
public struct RegionalData: Sendable {
  /// The zone IDs of each instance type offered, separated by spaces; nil if the region's offerings are unknown.
  /// Thousands are read, but only a few are needed.
  let zoneLists: CatalogTable<String>?
  /// The day since which a type is no longer offered, by type.
  let withdrawals: CatalogTable<String>
  /// The day since which AWS's price list has no price of a type any more, by type.
  public let withdrawnPrices: CatalogTable<String>
  /// The day of the newest price; nil if there is none.
  public let pricesAsOf: CalendarDate?
  /// Types that AWS's price list has there, without their prices.
  let listed: CatalogTable<String>
  /// On-demand prices per hour by instance type: Linux, shared tenancy.
  public let onDemand: CatalogTable<Price>
  /// Prices of services.
  public let services: [ServicePrice.Key: ServicePrice]
  /// Spot capacity by instance type: prices and how often AWS takes it back.
  public let spot: CatalogTable<SpotMarket>
  /// Prices with a commitment by instance type.
  public let commitments: CatalogTable<[CommitmentPrice]>

  private let everyZone = LazyValues<[String]>(count: 1)

  /// The IDs of the zones that offer any type, sorted; empty if the region's offerings are unknown.
  public var zones: [String] {
    everyZone.value(0) {
      var zones: Set<Substring> = []
      for list in zoneLists?.map(\.value) ?? [] { zones.formUnion(list.split(separator: " ")) }
      return zones.map(String.init).sorted()
    }
  }

  /// Whether the region's offerings are known.
  public var knowsOffers: Bool { zoneLists != nil }

  /// The instance types offered, sorted; empty if the region's offerings are unknown.
  public var offeredTypes: [String] { zoneLists.map { Array($0.keys) } ?? [] }

  /// Every type of which something is known there: an offer, a price, or that it was withdrawn; sorted.
  public var knownTypes: [String] {
    Set(offeredTypes + Array(onDemand.keys) + Array(listed.keys) + Array(withdrawals.keys)).sorted()
  }

  /// The IDs of the zones that offer a type, sorted; nil if none is known to offer it.
  public func zones(offering type: String) -> [String]? {
    zoneLists?[type]?.split(separator: " ").map(String.init)
  }

  /// Whether the catalog has any prices for the region.
  public var hasPrices: Bool { !onDemand.isEmpty || !services.isEmpty }
}

/// Zone IDs, parsed from their list on access.
public struct Zones: Sendable, Equatable {
  let list: String

  /// The number of zones.
  public var count: Int {
    list.isEmpty ? 0 : 1 + list.utf8.count { $0 == UInt8(ascii: " ") }
  }

  /// The zone IDs, sorted.
  public var names: [String] { list.split(separator: " ").map(String.init) }
}

/// Whether a region offers an instance type, according to the catalog.
public enum Offering: Sendable, Equatable {
  /// It is offered in these zones.
  case offered(Zones)
  /// AWS's price list has it there, so it is offered; the zones are unknown.
  case priced
  /// The region's offerings are known, and the type is not among them.
  case notOffered
  /// It was offered until this day, `2026-10-15`.
  case withdrawn(since: String)
  /// The catalog does not know.
  case unknown

  /// Whether the catalog knows that the region does not offer it.
  public var isAbsent: Bool {
    switch self {
    case .notOffered, .withdrawn: true
    case .offered, .priced, .unknown: false
    }
  }
}
