import Catalog
import Money
import Platform

/// Makes a catalog of what files say.
struct CatalogResolution {
  /// A region of which a newer source knows much less.
  package struct Shrinkage: Error, Sendable, Equatable {
    let region: String
    /// What there is less of: `offers`.
    let what: String
    let before: Int
    let after: Int
  }

  private let draft: CatalogDraft
  private let allowsLess: Bool

  /// - Parameter allowsLess: Whether a region may lose more than a tenth of its offers or prices.
  init(_ draft: CatalogDraft, allowingLess allowsLess: Bool) {
    self.draft = draft
    self.allowsLess = allowsLess
  }

  /// The catalog. Its date is the newest of all statements.
  /// - Throws: `Shrinkage`.
  func contents() throws(Shrinkage) -> CatalogContents {
    var latest = Latest()
    var regions: [String: Region] = [:]
    var regionsAsOf = Latest()
    for (name, description) in draft.descriptions {
      regionsAsOf.add(description.date)
      draft.optIns[name].map { regionsAsOf.add($0.date) }
      regions[name] = Region(
        name: name, partition: draft.partitions[name]?.value ?? "aws", requiresOptIn: draft.optIns[name]?.value,
        description: description.value)
    }
    let offers = offersByZone(of: regions)
    var data: [String: RegionContents] = [:]
    var offering: [String: Set<String>] = [:]
    var names = draft.typeNames.union(draft.specifications.keys)
    for name in regions.keys.sorted() {
      guard let region = try region(name, offers[name] ?? [:]) else { continue }
      data[name] = region
      latest.add("\(region.asOf)")
      names.formUnion(region.onDemand.keys)
      names.formUnion(region.listed.keys)
      names.formUnion(region.withdrawnOffers.keys)
      for type in (region.zoneLists ?? [:]).keys {
        names.insert(type)
        offering[type, default: []].insert(name)
      }
    }
    var typesAsOf = Latest()
    for facts in draft.specifications.values { typesAsOf.add(facts.date) }
    var quotasAsOf = Latest()
    for quota in draft.quotas.values { quotasAsOf.add(quota.date) }
    for part in [regionsAsOf, typesAsOf, quotasAsOf] { latest.add(part) }
    let types = names.map { (name: $0, type: type($0, offering[$0] ?? [])) }
    return CatalogContents(
      asOf: latest.day, digest: Digest(sha256: []), regions: regions, regionsAsOf: regionsAsOf.day,
      instanceTypes: Dictionary(types.map { ($0.name, $0.type) }) { $1 }, typesAsOf: typesAsOf.day,
      quotas: draft.quotas.values.map(\.value), quotasAsOf: quotasAsOf.day, regionalData: data)
  }

  private func type(_ name: String, _ regions: Set<String>) -> InstanceType {
    guard let facts = draft.specifications[name]?.value else {
      return InstanceType(name: name, specification: nil, offeredRegions: regions.sorted())
    }
    // A price list knows better than EC2's API, which calls some families old that AWS sells as current.
    let generation = draft.currentGenerations[name]
    let specification = Specification(
      vcpus: facts.vcpus, memoryMiB: facts.memoryMiB, architectures: facts.architectures,
      accelerators: facts.accelerators, isCurrentGeneration: generation?.value ?? facts.currentGeneration,
      isBareMetal: facts.bareMetal, isBurstable: facts.burstable, network: facts.network,
      usageClasses: facts.usageClasses)
    return InstanceType(
      name: name, specification: specification, offeredRegions: regions.sorted(), generationAsOf: generation?.date)
  }

  /// Region, day, type, zone IDs.
  private func offersByZone(of regions: [String: Region]) -> [String: [String: [String: Set<String>]]] {
    var offers = draft.offers
    let prefixes = Dictionary(regions.keys.map { (RegionName.zonePrefix($0), $0) }) { min($0, $1) }
    for (day, zones) in draft.zoneOffers {
      for (zone, types) in zones {
        guard let prefix = RegionName.prefix(ofZoneID: zone), let region = draft.zones[zone] ?? prefixes[prefix] else {
          continue
        }
        for type in types { offers[region, default: [:]][day, default: [:]][type, default: []].insert(zone) }
      }
    }
    return offers
  }

  private func region(
    _ name: String, _ offers: [String: [String: Set<String>]]
  ) throws(Shrinkage) -> RegionContents? {
    var latest = Latest()
    var region = RegionContents(asOf: CalendarDate(daysSinceEpoch: 0))
    let days = offers.keys.sorted()
    if let day = days.last, let now = offers[day] {
      region.zoneLists = now.mapValues { $0.sorted().joined(separator: " ") }
      region.offersAsOf = CalendarDate(day)
      latest.add(day)
      region.withdrawnOffers = (draft.withdrawnOffers[name] ?? [:]).filter { now[$0.key] == nil }
      for (index, day) in days.dropLast().enumerated() {
        guard let before = offers[day], let next = offers[days[index + 1]] else { continue }
        try check(name, "offers", before: before.count, after: next.count)
        for type in before.keys where next[type] == nil && now[type] == nil {
          region.withdrawnOffers[type] = min(region.withdrawnOffers[type] ?? days[index + 1], days[index + 1])
        }
      }
    }
    let lastList = draft.priceListDays[name]?.max()
    for (type, statement) in draft.onDemand[name] ?? [:] {
      region.onDemand[type] = Price(
        amount: statement.value.amount, status: statement.value.status, asOf: statement.date, source: statement.source)
      latest.add(statement.date)
      if let lastList, statement.date < lastList {
        region.withdrawnPrices[type] = draft.withdrawnPrices[name]?[type] ?? lastList
      }
    }
    if lastList != nil {
      try check(
        name, "prices", before: region.onDemand.count, after: region.onDemand.count - region.withdrawnPrices.count)
    } else {
      region.withdrawnPrices = (draft.withdrawnPrices[name] ?? [:]).filter { region.onDemand[$0.key] != nil }
    }
    for (type, listing) in draft.listed[name] ?? [:] where region.onDemand[type] == nil {
      region.listed[type] = RegionContents.Listing(asOf: listing.date, source: listing.source)
      latest.add(listing.date)
    }
    for (key, statement) in draft.services[name] ?? [:] {
      region.services[key] = ServicePrice(
        key: key, unit: statement.value.unit,
        tiers: statement.value.tiers.map {
          ServicePrice.Tier(
            from: $0.from, to: $0.to,
            price: Price(amount: $0.price.amount, status: $0.price.status, asOf: $0.date, source: $0.source))
        })
      latest.add(statement.date)
    }
    region.asOf = latest.day
    return region.saysNothing ? nil : region
  }

  private func check(_ region: String, _ what: String, before: Int, after: Int) throws(Shrinkage) {
    guard allowsLess || after * 10 >= before * 9 else {
      throw Shrinkage(region: region, what: what, before: before, after: after)
    }
  }

  /// The newest of some dates.
  private struct Latest {
    private(set) var day = CalendarDate(daysSinceEpoch: 0)

    mutating func add(_ date: String) {
      if let date = CalendarDate(date), date > day { day = date }
    }

    mutating func add(_ other: Latest) { day = max(day, other.day) }
  }
}
