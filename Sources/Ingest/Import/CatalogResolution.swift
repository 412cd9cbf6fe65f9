import Catalog
import Money
import Platform

/// Makes a catalog of what files say.
struct CatalogResolution {
  /// Why no catalog follows.
  enum Refusal: Error {
    /// A newer source knows much less of a region: of its offers, for instance.
    case smaller(region: String, what: String, before: Int, after: Int)
    /// A table speaks of a region that no file of AWS names.
    case unknownRegion(String)
    /// The region of a zone is not known.
    case unknownZone(String)
  }

  private var draft: CatalogDraft
  private let allowsLess: Bool

  /// - Parameter allowsLess: Whether a region may lose more than a tenth of its offers or prices.
  init(_ draft: CatalogDraft, allowingLess allowsLess: Bool) {
    self.draft = draft
    self.draft.resolvePlaces()
    self.allowsLess = allowsLess
  }

  /// The catalog. Its date is the newest of all statements.
  /// - Throws: `Refusal`.
  func contents() throws(Refusal) -> CatalogContents {
    var latest = Latest()
    var regions: [String: Region] = [:]
    var regionsAsOf = Latest()
    for name in draft.regionNames.sorted() {
      guard draft.isNamedByAWS(name) else { throw .unknownRegion(name) }
      draft.descriptions[name].map { regionsAsOf.add($0.date) }
      draft.optIns[name].map { regionsAsOf.add($0.date) }
      // A region that is new to botocore has no other name yet.
      regions[name] = Region(
        name: name, partition: draft.partitions[name]?.value ?? RegionName.partition(name),
        requiresOptIn: draft.optIns[name]?.value, description: draft.descriptions[name]?.value ?? name)
    }
    let offers = try offersByZone(of: regions)
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
      names.formUnion(region.spot.keys)
      names.formUnion(region.commitments.keys)
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
  private func offersByZone(
    of regions: [String: Region]
  ) throws(Refusal) -> [String: [String: [String: Set<String>]]] {
    var offers = draft.offers
    // Two isolated regions share a prefix; what it means, only AWS can say.
    let prefixes = Dictionary(grouping: regions.keys) { RegionName.zonePrefix($0) }.compactMapValues { names in
      names.count == 1 ? names[0] : nil
    }
    for (day, zones) in draft.zoneOffers {
      for (zone, types) in zones.sorted(by: { $0.key < $1.key }) {
        let prefix = RegionName.prefix(ofZoneID: zone) ?? ""
        guard let region = draft.zones[zone] ?? prefixes[prefix] else { throw .unknownZone(zone) }
        for type in types { offers[region, default: [:]][day, default: [:]][type, default: []].insert(zone) }
      }
    }
    return offers
  }

  private func region(
    _ name: String, _ offers: [String: [String: Set<String>]]
  ) throws(Refusal) -> RegionContents? {
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
        let stay = before.keys.count { next[$0] != nil }
        try check(name, "offers", before: before.count, after: stay)
        for type in before.keys where next[type] == nil && now[type] == nil {
          region.withdrawnOffers[type] = days[index + 1]
        }
      }
    }
    let lastList = draft.priceListDays[name]?.max()
    var lost = 0
    for (type, statement) in draft.onDemand[name] ?? [:] {
      region.onDemand[type] = Price(
        amount: statement.value.amount, status: statement.value.status, asOf: statement.date, source: statement.source)
      latest.add(statement.date)
      let mark = draft.withdrawnPrices[name]?[type] ?? ""
      if statement.date < mark {
        region.withdrawnPrices[type] = mark
      } else if let lastList, statement.date < lastList {
        region.withdrawnPrices[type] = lastList
        lost += 1
      }
    }
    let before = draft.knownPrices[name] ?? 0
    try check(name, "prices", before: before, after: before - lost)
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
    for (type, market) in spotMarkets(name) {
      region.spot[type] = market
      for zone in market.zones { latest.add(zone.newest) }
    }
    for (place, statement) in draft.commitments[name] ?? [:] {
      region.commitments[place.type, default: []].append(statement.value)
      latest.add(statement.date)
    }
    for type in region.commitments.keys {
      region.commitments[type]?.sort {
        ($0.plan.rawValue, $0.years, $0.payment.rawValue) < ($1.plan.rawValue, $1.years, $1.payment.rawValue)
      }
    }
    region.asOf = latest.day
    return region.saysNothing ? nil : region
  }

  private func spotMarkets(_ region: String) -> [String: SpotMarket] {
    var zones: [String: [SpotMarket.Zone]] = [:]
    for (place, statement) in draft.spotZones[region] ?? [:] { zones[place.type, default: []].append(statement.value) }
    let advice = draft.spotAdvice[region] ?? [:]
    let types = Set(zones.keys).union(advice.keys)
    return Dictionary(
      types.map { type in
        (type, SpotMarket(advice: advice[type]?.value, zones: (zones[type] ?? []).sorted { $0.name < $1.name }))
      }
    ) { $1 }
  }

  private func check(_ region: String, _ what: String, before: Int, after: Int) throws(Refusal) {
    guard allowsLess || after * 10 >= before * 9 else {
      throw .smaller(region: region, what: what, before: before, after: after)
    }
  }

  /// The newest of some dates.
  private struct Latest {
    private(set) var day = CalendarDate(daysSinceEpoch: 0)

    mutating func add(_ date: String) {
      // Of a month, the first day.
      if let date = CalendarDate(date) ?? CalendarDate(date + "-01"), date > day { day = date }
    }

    mutating func add(_ other: Latest) { day = max(day, other.day) }
  }
}
