import Catalog
import Money
import Platform

extension CatalogDraft {
  /// Adds what an older catalog says.
  mutating func add(_ catalog: CatalogContents) {
    add(regions: catalog.regions, asOf: catalog.regionsAsOf)
    add(types: catalog.instanceTypes, asOf: catalog.typesAsOf)
    add(quotas: catalog.quotas, asOf: catalog.quotasAsOf)
    for (name, region) in catalog.regionalData { add(region, of: name) }
  }

  mutating func add(regions: [String: Region], asOf: CalendarDate) {
    for (name, region) in regions {
      let source = "the catalog of \(asOf)"
      func statement<Value>(_ value: Value) -> Dated<Value> {
        Dated(date: "\(asOf)", value: value, text: "\(value)", source: source)
      }
      add(statement(region.description), to: \.descriptions, at: name, about: "the name of \(name)")
      add(statement(region.partition), to: \.partitions, at: name, about: "the partition of \(name)")
      if let needs = region.requiresOptIn {
        add(statement(needs), to: \.optIns, at: name, about: "opting in to \(name)")
      }
    }
  }

  mutating func add(types: [String: InstanceType], asOf: CalendarDate) {
    typeNames.formUnion(types.keys)
    for (name, type) in types {
      guard let specification = type.specification else { continue }
      let facts = SpecificationFacts(specification)
      add(
        Dated(date: "\(asOf)", value: facts, text: facts.text, source: "the catalog of \(asOf)"),
        to: \.specifications, at: name, about: "the specification of \(name)")
      if let day = type.generationAsOf {
        let isCurrent = specification.isCurrentGeneration
        add(
          Dated(date: day, value: isCurrent, text: "\(isCurrent)", source: "a price list of \(day)"),
          to: \.currentGenerations, at: name, about: "whether \(name) is of the current generation")
      }
    }
  }

  mutating func add(quotas: [Quota], asOf: CalendarDate) {
    for quota in quotas {
      add(
        Dated(
          date: "\(asOf)", value: quota, text: quota.text, source: "the catalog of \(asOf)"),
        to: \.quotas, at: quota.code, about: "quota \(quota.code)")
    }
  }

  mutating func add(_ region: RegionContents, of name: String) {
    if let zones = region.zoneLists, let day = region.offersAsOf {
      offers[name, default: [:]]["\(day)", default: [:]].merge(
        zones.mapValues { Set($0.split(separator: " ").map(String.init)) }
      ) { $0.union($1) }
    }
    withdrawnOffers[name, default: [:]].merge(region.withdrawnOffers) { min($0, $1) }
    withdrawnPrices[name, default: [:]].merge(region.withdrawnPrices) { min($0, $1) }
    for (type, listing) in region.listed {
      add(
        Dated(date: listing.asOf, value: type, text: type, source: listing.source), to: \.listed, in: name, at: type,
        about: "\(type) in \(name)")
    }
    knownPrices[name] = region.onDemand.count - region.withdrawnPrices.count
    for (type, price) in region.onDemand {
      let (origin, fact) = (ListOrigin(price.source), PriceFact(amount: price.amount, status: price.status))
      // Where a price is from a list, that list was read as a whole.
      if origin.isOfAWS { priceListDays[name, default: []].insert(price.asOf) }
      add(
        Dated(
          date: price.asOf, isOfAWS: origin.isOfAWS, sku: origin.sku, value: fact, text: fact.text,
          source: price.source), to: \.onDemand, in: name, at: type, about: "\(type) in \(name)")
    }
    for (type, market) in region.spot { add(market, of: type, in: name) }
    for (type, prices) in region.commitments {
      for price in prices {
        let origin = ListOrigin(price.source)
        add(price, of: type, in: name, isOfAWS: origin.isOfAWS, sku: origin.sku)
      }
    }
    for (key, service) in region.services {
      let fact = ServiceFact(
        unit: service.unit,
        tiers: service.tiers.map {
          ServiceFact.Tier(
            from: $0.from, to: $0.to, price: PriceFact(amount: $0.price.amount, status: $0.price.status),
            date: $0.price.asOf, source: $0.price.source)
        })
      add(
        Dated(
          date: service.tiers.map(\.price.asOf).max() ?? "", isOfAWS: ListOrigin(service.price.source).isOfAWS,
          sku: ListOrigin(service.price.source).sku, value: fact, text: fact.text, source: service.price.source),
        to: \.services, in: name, at: key, about: "\(key.service), \(key.usage) in \(name)")
    }
  }
}

/// What the source of a price says of a list of AWS.
struct ListOrigin {
  /// Whether the price was read from a list of AWS, not from a copy.
  let isOfAWS: Bool
  /// The SKU; empty without one.
  let sku: String

  init(_ source: String) {
    let parts = source.split(separator: ", ")
    let last = parts.last.map(String.init) ?? ""
    isOfAWS = source.hasPrefix("AWS price list of ") && last.hasPrefix("SKU ")
    sku = isOfAWS ? String(last.dropFirst(4)) : ""
  }
}

extension CatalogDraft {
  private mutating func add(_ market: SpotMarket, of type: String, in region: String) {
    if let advice = market.advice {
      add(
        Dated(date: advice.asOf, value: advice, text: advice.text, source: advice.source),
        to: \.spotAdvice, in: region, at: type, about: "spot capacity of \(type) in \(region)")
    }
    for zone in market.zones { add(zone, of: type, in: region, isOfAWS: false) }
  }

  /// Adds the spot prices of a zone.
  mutating func add(_ zone: SpotMarket.Zone, of type: String, in region: String, isOfAWS: Bool) {
    add(
      Dated(date: zone.newest, isOfAWS: isOfAWS, value: zone, text: zone.median.exact, source: "EC2's spot prices"),
      to: \.spotZones, in: region, at: SpotPlace(type: type, zone: zone.name),
      about: "spot prices of \(type) in \(zone.name)")
  }

  /// Adds a price with a commitment.
  mutating func add(
    _ price: CommitmentPrice, of type: String, in region: String, isOfAWS: Bool = false, sku: String = ""
  ) {
    let place = CommitmentPlace(type: type, plan: price.plan, years: price.years, payment: price.payment)
    add(
      Dated(
        date: price.asOf, isOfAWS: isOfAWS, sku: sku, value: price,
        text: "\(price.hourly.exact) an hour, \(price.upfront.exact) in advance", source: price.source),
      to: \.commitments, in: region, at: place,
      about: "\(type) in \(region), \(price.plan.rawValue) for \(price.years) years, \(price.payment.rawValue)")
  }
}

extension SpecificationFacts {
  /// What an older catalog says.
  init(_ specification: Specification) {
    self.init(
      vcpus: specification.vcpus, memoryMiB: specification.memoryMiB, architectures: specification.architectures,
      accelerators: specification.accelerators, currentGeneration: specification.isCurrentGeneration,
      bareMetal: specification.isBareMetal, burstable: specification.isBurstable, network: specification.network,
      usageClasses: specification.usageClasses)
  }
}
