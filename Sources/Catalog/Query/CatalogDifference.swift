public import Money

/// What differs between two catalogs.
public struct CatalogDifference: Sendable {
  /// A price that is another one, new, or gone.
  public struct PriceChange: Sendable {
    /// The region.
    public let region: String
    /// The instance type, or the service and its usage.
    public let subject: String
    /// The family of the type, or the service.
    public let group: String
    /// The old price; nil if there was none.
    public let old: Price?
    /// The new price; nil if there is none.
    public let new: Price?

    /// How much dearer, in percent; nil without both.
    public var percent: Quantity? {
      guard let old, let new, let ratio = try? new.amount.ratio(to: old.amount) else { return nil }
      return try? ratio.subtracting(.one).multiplied(by: 100)
    }
  }

  /// Changes of one group by the same percentage.
  public struct PriceGroup: Sendable {
    /// The family or service.
    public let name: String
    /// How much dearer, in percent; nil where a price is new or gone.
    public let percent: Quantity?
    /// The changes.
    public let changes: [PriceChange]
  }

  /// Offers of a region that are new or gone.
  public struct OfferChange: Sendable {
    /// The region.
    public let region: String
    /// The types that are offered or priced now.
    public let new: [String]
    /// The types that no longer are.
    public let gone: [String]
  }

  /// The regions that only the new catalog has, sorted.
  public let newRegions: [String]
  /// The types that only the new catalog has, sorted.
  public let newTypes: [String]
  /// The types that only the old catalog has, sorted.
  public let goneTypes: [String]
  /// The types whose specification is another one, sorted.
  public let changedTypes: [String]
  /// The offers that are new or gone, by region.
  public let offers: [OfferChange]
  /// The prices of instance types that changed, the largest change first.
  public let typePrices: [PriceGroup]
  /// The prices of services that changed, the largest change first.
  public let servicePrices: [PriceGroup]

  /// Compares two catalogs with every region.
  public init(from old: Catalog, to new: Catalog) {
    newRegions = Set(new.regions.keys).subtracting(old.regions.keys).sorted()
    let (oldTypes, types) = (Set(old.instanceTypes.keys), Set(new.instanceTypes.keys))
    newTypes = types.subtracting(oldTypes).sorted()
    goneTypes = oldTypes.subtracting(types).sorted()
    changedTypes = types.intersection(oldTypes).filter {
      old.instanceTypes[$0]?.specification != new.instanceTypes[$0]?.specification
    }.sorted()
    var offers: [OfferChange] = []
    var (typeChanges, serviceChanges): ([PriceChange], [PriceChange]) = ([], [])
    for region in Set(old.loadedRegions).union(new.loadedRegions).sorted() {
      let (before, after) = (old.presentTypes(in: region), new.presentTypes(in: region))
      if before != after {
        offers.append(
          OfferChange(
            region: region, new: after.subtracting(before).sorted(), gone: before.subtracting(after).sorted()))
      }
      let (oldData, newData) = (old.data(for: region), new.data(for: region))
      for type in Set((oldData?.pricedTypes ?? []) + (newData?.pricedTypes ?? [])) {
        let change = PriceChange(
          region: region, subject: type, group: String(type.prefix { $0 != "." }), old: oldData?.onDemand[type],
          new: newData?.onDemand[type])
        if change.old?.amount != change.new?.amount { typeChanges.append(change) }
      }
      let keys = Set((oldData?.services ?? [:]).keys).union((newData?.services ?? [:]).keys)
      for key in keys {
        let (before, after) = (oldData?.services[key], newData?.services[key])
        guard before?.tiers.map(\.price.amount) != after?.tiers.map(\.price.amount) else { continue }
        serviceChanges.append(
          PriceChange(
            region: region, subject: "\(key.service), \(key.usage)", group: key.service, old: before?.price,
            new: after?.price))
      }
    }
    self.offers = offers
    typePrices = Self.grouped(typeChanges)
    servicePrices = Self.grouped(serviceChanges)
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    newRegions.isEmpty && newTypes.isEmpty && goneTypes.isEmpty && changedTypes.isEmpty && offers.isEmpty
      && typePrices.isEmpty && servicePrices.isEmpty
  }

  private struct Group: Hashable {
    let name: String
    let percent: Quantity?
  }

  /// Changes of the same group and percentage together, the largest first.
  private static func grouped(_ changes: [PriceChange]) -> [PriceGroup] {
    Dictionary(grouping: changes) { Group(name: $0.group, percent: $0.percent?.inTenths) }.map { group, changes in
      PriceGroup(
        name: group.name, percent: group.percent,
        changes: changes.sorted { ($0.subject, $0.region) < ($1.subject, $1.region) })
    }.sorted { one, other in
      let (first, second) = (one.percent?.size ?? .zero, other.percent?.size ?? .zero)
      if first != second { return first > second }
      if one.name != other.name { return one.name < other.name }
      return (one.percent ?? .zero) > (other.percent ?? .zero)
    }
  }
}

extension Quantity {
  /// The number without its sign.
  fileprivate var size: Quantity {
    Quantity(units: units.magnitude > Int128.max.magnitude ? .max : Int128(units.magnitude))
  }

  /// The number rounded to tenths, half away from zero.
  fileprivate var inTenths: Quantity {
    let tenth: Int128 = 100_000_000
    let half: Int128 = units < 0 ? -50_000_000 : 50_000_000
    return Quantity(units: (units + half) / tenth * tenth)
  }
}

extension RegionalData {
  fileprivate var pricedTypes: [String] { Array(onDemand.keys) }
}

extension Catalog {
  /// The types that a region offers or prices.
  fileprivate func presentTypes(in region: String) -> Set<String> {
    guard let data = data(for: region) else { return [] }
    return Set(Array(data.offeredTypes) + Array(data.onDemand.keys)).filter { offering(of: $0, in: region).isPresent }
  }
}
