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

    /// The increase in percent; nil unless both prices are known.
    public var percent: Quantity? {
      guard let old, let new, let ratio = try? new.amount.ratio(to: old.amount) else { return nil }
      return try? ratio.subtracting(.one).multiplied(by: 100)
    }
  }

  /// Changes of one group by the same percentage.
  public struct PriceGroup: Sendable {
    /// The family or service.
    public let name: String
    /// The increase in percent; nil if a price is new or removed.
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
  /// The regions that only the old catalog has, sorted.
  public let goneRegions: [String]
  /// The regions with another name, partition or need to opt in, sorted.
  public let changedRegions: [String]
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
    goneRegions = Set(old.regions.keys).subtracting(new.regions.keys).sorted()
    changedRegions = old.regions.filter { new.regions[$0.key] != nil && new.regions[$0.key] != $0.value }.keys.sorted()
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
        let (oldTiers, newTiers) = (before?.tiers ?? [], after?.tiers ?? [])
        // The first tier that is another one stands for all.
        let count = max(oldTiers.count, newTiers.count)
        let changed = (0..<count).first { index in
          guard index < oldTiers.count, index < newTiers.count else { return true }
          let (one, other) = (oldTiers[index], newTiers[index])
          return one.price.amount != other.price.amount || one.from != other.from || one.to != other.to
        }
        guard let changed else { continue }
        let tier = count > 1 ? ", tier \(changed + 1)" : ""
        serviceChanges.append(
          PriceChange(
            region: region, subject: "\(key.service), \(key.usage)\(tier)", group: key.service,
            old: changed < oldTiers.count ? oldTiers[changed].price : nil,
            new: changed < newTiers.count ? newTiers[changed].price : nil))
      }
    }
    self.offers = offers
    typePrices = Self.grouped(typeChanges)
    servicePrices = Self.grouped(serviceChanges)
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    newRegions.isEmpty && goneRegions.isEmpty && changedRegions.isEmpty && newTypes.isEmpty && goneTypes.isEmpty
      && changedTypes.isEmpty
      && offers.isEmpty
      && typePrices.isEmpty && servicePrices.isEmpty
  }

  private struct Group: Hashable {
    let name: String
    let percent: Quantity?
    let isNew: Bool
    let isGone: Bool

    init(_ change: PriceChange) {
      name = change.group
      percent = change.percent?.inTenths
      isNew = change.old == nil
      isGone = change.new == nil
    }
  }

  /// Changes of the same group and percentage together, the largest first.
  private static func grouped(_ changes: [PriceChange]) -> [PriceGroup] {
    Dictionary(grouping: changes, by: Group.init).map { group, changes in
      PriceGroup(
        name: group.name, percent: group.percent,
        changes: changes.sorted { ($0.subject, $0.region) < ($1.subject, $1.region) })
    }.sorted { one, other in
      // What is gone or new first: it has no percentage, and matters most.
      if (one.percent == nil) != (other.percent == nil) { return one.percent == nil }
      let (first, second) = (one.percent?.size ?? .zero, other.percent?.size ?? .zero)
      if first != second { return first > second }
      if one.name != other.name { return one.name < other.name }
      if one.percent != other.percent { return (one.percent ?? .zero) > (other.percent ?? .zero) }
      return one.changes[0].new == nil && other.changes[0].new != nil
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
    return Set(data.knownTypes).filter { offering(of: $0, in: region).isPresent }
  }
}
