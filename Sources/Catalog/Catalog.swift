public import Platform

/// AWS's regions, instance types, offerings and prices. Immutable and shared by all checks; every lookup takes constant
/// time.
public final class Catalog: Sendable {  // a class, because every check shares it
  /// The date of the data, `YYYY-MM-DD`.
  public let asOf: CalendarDate
  /// The digest of the manifest, which names the digest of every file.
  public let digest: Digest
  /// Every region by name.
  public let regions: [String: Region]
  /// The default quotas of vCPUs, by code.
  public var quotas: [Quota] { quotaTable.quotas }
  /// The quotas, and which of them counts which type.
  var quotaTable: QuotaTable { lazyQuotas.value(0, readQuotas) }
  /// Every instance type by name.
  public let instanceTypes: CatalogTable<InstanceType>

  private let regionalData: [String: RegionalData]
  private let lazyQuotas = LazyValues<QuotaTable>(count: 1)
  private let readQuotas: @Sendable () -> QuotaTable

  /// - Parameter quotas: Reads the quotas. Many checks need none.
  init(
    asOf: CalendarDate, digest: Digest, regions: [String: Region], quotas: @escaping @Sendable () -> [Quota],
    instanceTypes: CatalogTable<InstanceType>, regionalData: [String: RegionalData]
  ) {
    self.asOf = asOf
    self.digest = digest
    self.regions = regions
    readQuotas = { QuotaTable(quotas()) }
    self.instanceTypes = instanceTypes
    self.regionalData = regionalData
  }

  /// The regions whose prices and offerings are loaded, sorted.
  public var loadedRegions: [String] { regionalData.keys.sorted() }

  /// The data of a region; nil if the region was not loaded.
  public func data(for region: String) -> RegionalData? { regionalData[region] }

  /// The day of what the catalog says of a region's prices: its own, or that of the region's newest price, if that is older.
  public func asOf(pricesIn region: String) -> CalendarDate {
    guard let day = regionalData[region]?.pricesAsOf else { return asOf }
    return min(day, asOf)
  }

  /// Whether a region offers a type.
  ///
  /// If a type has no specification, the source of the offerings does not contain it, so its absence means nothing.
  public func offering(of type: String, in region: String) -> Offering {
    guard let data = regionalData[region] else { return .unknown }
    if let zones = data.zoneLists?[type] { return .offered(Zones(list: zones)) }
    if let day = data.withdrawals[type] { return .withdrawn(since: day) }
    if data.onDemand.contains(type) && !data.withdrawnPrices.contains(type) || data.listed.contains(type) {
      return .priced
    }
    return data.knowsOffers && instanceTypes[type]?.specification != nil ? .notOffered : .unknown
  }
}
