package import Money
package import Platform

/// The contents of a catalog's files, before they are compiled into an index.
package struct CatalogContents: Sendable {
  /// The date of the data.
  package let asOf: CalendarDate
  /// The digest of the manifest.
  package let digest: Digest
  /// Every region by name.
  package let regions: [String: Region]
  /// Every instance type by name.
  package let instanceTypes: [String: InstanceType]
  /// The data of the regions, by name.
  package let regionalData: [String: RegionContents]

  /// Creates the contents of a catalog.
  package init(
    asOf: CalendarDate, digest: Digest, regions: [String: Region], instanceTypes: [String: InstanceType],
    regionalData: [String: RegionContents]
  ) {
    self.asOf = asOf
    self.digest = digest
    self.regions = regions
    self.instanceTypes = instanceTypes
    self.regionalData = regionalData
  }
}

/// The contents of a region's file.
package struct RegionContents: Sendable {
  /// The zone IDs of each instance type offered, separated by spaces; nil if the region's offerings are unknown.
  package let zoneLists: [String: String]?
  /// The currency of all its prices.
  package let currency: Currency
  /// On-demand prices per hour by instance type: Linux, shared tenancy.
  package let onDemand: [String: Price]
  /// Prices of services.
  package let services: [ServicePrice.Key: ServicePrice]

  /// Creates the contents of a region.
  package init(
    zoneLists: [String: String]?, currency: Currency, onDemand: [String: Price],
    services: [ServicePrice.Key: ServicePrice]
  ) {
    self.zoneLists = zoneLists
    self.currency = currency
    self.onDemand = onDemand
    self.services = services
  }

  /// A region with only a name.
  package static let empty = RegionContents(zoneLists: nil, currency: .usd, onDemand: [:], services: [:])
}
