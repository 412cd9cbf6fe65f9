public import Platform

/// AWS's regions, instance types, offerings and prices: immutable, shared by all checks, every look-up constant in
/// time.
public final class Catalog: Sendable {  // a class, since every check shares it
  /// The day of the data, `YYYY-MM-DD`.
  public let asOf: CalendarDate
  /// The digest of the manifest, which names the digest of every file.
  public let digest: Digest
  /// Every region by name.
  public let regions: [String: Region]
  /// Every instance type by name.
  public let instanceTypes: CatalogTable<InstanceType>

  private let regionalData: [String: RegionalData]

  init(
    asOf: CalendarDate, digest: Digest, regions: [String: Region], instanceTypes: CatalogTable<InstanceType>,
    regionalData: [String: RegionalData]
  ) {
    self.asOf = asOf
    self.digest = digest
    self.regions = regions
    self.instanceTypes = instanceTypes
    self.regionalData = regionalData
  }

  /// The regions of which prices and offerings were loaded, sorted.
  public var loadedRegions: [String] { regionalData.keys.sorted() }

  /// What is known of a region; nil for a region that was not loaded.
  public func data(for region: String) -> RegionalData? { regionalData[region] }

  /// Whether a region offers a type.
  ///
  /// A type without a specification is one that the source of the offerings has never heard of, so its absence says
  /// nothing.
  public func offering(of type: String, in region: String) -> Offering {
    guard let data = regionalData[region] else { return .unknown }
    if let zones = data.zoneLists?[type] { return .offered(Zones(list: zones)) }
    if data.onDemand.contains(type) { return .priced }
    return data.knowsOffers && instanceTypes[type]?.specification != nil ? .notOffered : .unknown
  }
}
