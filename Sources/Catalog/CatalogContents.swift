package import Money
package import Platform

/// Everything that a catalog's files say, before it is compiled into an index.
package struct CatalogContents: Sendable {
  /// The day of the data.
  package let asOf: CalendarDate
  /// The digest of the manifest.
  package let digest: Digest
  /// Every region by name.
  package let regions: [String: Region]
  /// Every instance type by name.
  package let instanceTypes: [String: InstanceType]
  /// What is known of regions, by name.
  package let regionalData: [String: RegionContents]

  /// What was read of a catalog.
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

/// Everything that the file of a region says.
package struct RegionContents: Sendable {
  /// The zone ids of each instance type offered, separated by blanks; nil where the region's offerings are not known.
  package let zoneLists: [String: String]?
  /// What all its prices are in.
  package let currency: Currency
  /// On-demand prices per hour by instance type: Linux, shared tenancy.
  package let onDemand: [String: Price]
  /// Prices of services.
  package let services: [ServicePrice.Key: ServicePrice]

  /// What was read of a region.
  package init(
    zoneLists: [String: String]?, currency: Currency, onDemand: [String: Price],
    services: [ServicePrice.Key: ServicePrice]
  ) {
    self.zoneLists = zoneLists
    self.currency = currency
    self.onDemand = onDemand
    self.services = services
  }

  /// A region of which only the name is known.
  package static let empty = RegionContents(zoneLists: nil, currency: .usd, onDemand: [:], services: [:])
}
