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
  /// The date of what is said of the regions.
  package let regionsAsOf: CalendarDate
  /// Every instance type by name.
  package let instanceTypes: [String: InstanceType]
  /// The date of the instance types.
  package let typesAsOf: CalendarDate
  /// The default quotas of vCPUs.
  package let quotas: [Quota]
  /// The date of the quotas.
  package let quotasAsOf: CalendarDate
  /// The data of the regions, by name.
  package let regionalData: [String: RegionContents]

  /// Creates the contents of a catalog.
  package init(
    asOf: CalendarDate, digest: Digest, regions: [String: Region], regionsAsOf: CalendarDate,
    instanceTypes: [String: InstanceType], typesAsOf: CalendarDate, quotas: [Quota], quotasAsOf: CalendarDate,
    regionalData: [String: RegionContents]
  ) {
    self.asOf = asOf
    self.digest = digest
    self.regions = regions
    self.regionsAsOf = regionsAsOf
    self.instanceTypes = instanceTypes
    self.typesAsOf = typesAsOf
    self.quotas = quotas
    self.quotasAsOf = quotasAsOf
    self.regionalData = regionalData
  }
}

/// The contents of a region's file.
package struct RegionContents: Sendable {
  /// The date of the newest statement.
  package var asOf: CalendarDate
  /// The date of the offers; nil if they are unknown.
  package var offersAsOf: CalendarDate?
  /// The zone IDs of each instance type offered, separated by spaces; nil if the region's offerings are unknown.
  package var zoneLists: [String: String]?
  /// The day since which a type is no longer offered, by type.
  package var withdrawnOffers: [String: String] = [:]
  /// Types that a price list has there, without their prices.
  package var listed: [String: Listing] = [:]
  /// The currency of all its prices.
  package var currency: Currency
  /// On-demand prices per hour by instance type: Linux, shared tenancy.
  package var onDemand: [String: Price] = [:]
  /// The day since which the price list has no price for a type, by type.
  package var withdrawnPrices: [String: String] = [:]
  /// Prices of services.
  package var services: [ServicePrice.Key: ServicePrice] = [:]
  /// Spot capacity by instance type.
  package var spot: [String: SpotMarket] = [:]
  /// Prices with a commitment by instance type.
  package var commitments: [String: [CommitmentPrice]] = [:]

  /// Creates a region of which only the name is known.
  package init(asOf: CalendarDate, currency: Currency = .usd) {
    self.asOf = asOf
    self.currency = currency
  }

  /// Where it is said that a price list has a type.
  package struct Listing: Sendable, Hashable {
    /// The day or month of the price list.
    package let asOf: String
    /// The source in words.
    package let source: String

    /// Creates a listing.
    package init(asOf: String, source: String) {
      self.asOf = asOf
      self.source = source
    }
  }
}
