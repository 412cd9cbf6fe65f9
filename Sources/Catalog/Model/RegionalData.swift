/// What the catalog knows of one region.
public struct RegionalData: Sendable {
  /// The zone ids of each instance type offered, separated by blanks; nil where the region's
  /// offerings are not known. They are read by the thousand and needed one at a time.
  let zoneLists: CatalogTable<String>?
  /// On-demand prices per hour by instance type: Linux, shared tenancy.
  public let onDemand: CatalogTable<Price>
  /// Prices of services.
  public let services: [ServicePrice.Key: ServicePrice]

  /// Whether the region's offerings are known.
  public var knowsOffers: Bool { zoneLists != nil }

  /// The instance types offered, sorted; none where the region's offerings are not known.
  public var offeredTypes: [String] { zoneLists.map { Array($0.keys) } ?? [] }

  /// The ids of the zones that offer a type, sorted; nil if none is known to.
  public func zones(offering type: String) -> [String]? {
    zoneLists?[type]?.split(separator: " ").map(String.init)
  }

  /// Whether the catalog has any price of the region.
  public var hasPrices: Bool { !onDemand.isEmpty || !services.isEmpty }
}

/// The ids of zones, read from their list where they are needed.
public struct Zones: Sendable, Equatable {
  let list: String

  /// How many there are.
  public var count: Int {
    list.isEmpty ? 0 : 1 + list.utf8.count { $0 == UInt8(ascii: " ") }
  }

  /// The ids, sorted.
  public var names: [String] { list.split(separator: " ").map(String.init) }
}

/// Whether a region offers an instance type, as far as the catalog knows.
public enum Offering: Sendable, Equatable {
  /// It does, in these zones.
  case offered(Zones)
  /// It has a price there, so it is offered; the zones are not known.
  case priced
  /// The region's offerings are known, and it is not among them.
  case notOffered
  /// The catalog does not know.
  case unknown
}
