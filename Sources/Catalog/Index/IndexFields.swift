import Money
import Platform

// The binary format of each part of the model. Whoever changes a pair of functions must also change
// `CatalogIndex.format`.

extension Region {
  func write(to block: inout IndexBlockWriter) {
    block.add(name)
    block.add(partition)
    block.add(requiresOptIn.map { $0 ? UInt8(2) : 1 } ?? 0)
    block.add(description)
  }

  init(_ fields: inout IndexCursor) {
    name = fields.text()
    partition = fields.text()
    let optIn = fields.number(UInt8.self)
    requiresOptIn = optIn == 0 ? nil : optIn == 2
    description = fields.text()
  }
}

extension Quota {
  func write(to block: inout IndexBlockWriter) {
    block.add(code)
    block.add(name)
    block.add(purchase.place)
    block.add(count: defaultVCPUs)
    block.add(series) { $0.add($1) }
  }

  init(_ fields: inout IndexCursor) {
    code = fields.text()
    name = fields.text()
    purchase = Purchase(place: fields.number())
    defaultVCPUs = fields.count()
    series = fields.list { $0.text() }
  }
}

extension InstanceType {
  /// - Parameter regions: The catalog's regions, sorted; one bit for each says whether it offers the type.
  func write(to block: inout IndexBlockWriter, regions: [String]) {
    block.add(name)
    let offering = Set(offeredRegions)
    for start in stride(from: 0, to: regions.count, by: 64) {
      let bits = regions[start..<min(start + 64, regions.count)].enumerated().reduce(UInt64(0)) { bits, region in
        offering.contains(region.element) ? bits | 1 << UInt64(region.offset) : bits
      }
      block.add(bits)
    }
    block.add(specification) { $1.write(to: &$0) }
  }

  convenience init(_ fields: inout IndexCursor, regions: [String]) {
    let name = fields.text()
    var offering: [String] = []
    for start in stride(from: 0, to: regions.count, by: 64) {
      let bits: UInt64 = fields.number()
      for index in start..<min(start + 64, regions.count) where bits >> UInt64(index - start) & 1 == 1 {
        offering.append(regions[index])
      }
    }
    self.init(name: name, specification: fields.optional { Specification(&$0) }, offeredRegions: offering)
  }
}

extension Specification {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(Int64(vcpus))
    block.add(Int64(memoryMiB))
    block.add(architectures) { $0.add($1.place) }
    block.add(accelerators) { $1.write(to: &$0) }
    block.add(UInt8(isCurrentGeneration ? 1 : 0) | (isBareMetal ? 2 : 0) | (isBurstable ? 4 : 0))
    block.add(network)
    block.add(usageClasses) { $0.add($1) }
  }

  fileprivate init(_ fields: inout IndexCursor) {
    vcpus = Int(fields.number(Int64.self))
    memoryMiB = Int(fields.number(Int64.self))
    architectures = fields.list { Architecture(place: $0.number()) }
    accelerators = fields.list { Accelerator(&$0) }
    let flags = fields.number(UInt8.self)
    (isCurrentGeneration, isBareMetal, isBurstable) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    network = fields.text()
    usageClasses = fields.list { $0.text() }
  }
}

extension Accelerator {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(kind.place)
    block.add(model)
    block.add(count.units)
    block.add(Int64(memoryMiB))
  }

  fileprivate init(_ fields: inout IndexCursor) {
    kind = Kind(place: fields.number())
    model = fields.text()
    count = Quantity(units: fields.number())
    memoryMiB = Int(fields.number(Int64.self))
  }
}

extension RegionContents {
  /// The day of the newest price; of a month, the first.
  private var pricesAsOf: CalendarDate? {
    (onDemand.values.map(\.asOf) + services.values.flatMap { $0.tiers.map(\.price.asOf) })
      .compactMap { CalendarDate($0) ?? CalendarDate($0 + "-01") }.max()
  }

  var isEmpty: Bool {
    zoneLists == nil && listed.isEmpty && onDemand.isEmpty && services.isEmpty && spot.isEmpty && commitments.isEmpty
  }

  func write(to block: inout IndexBlockWriter) {
    block.add(zoneLists) { block, lists in block.add(lists) { $0.add($1) } }
    block.add(withdrawnOffers) { $0.add($1) }
    block.add(withdrawnPrices) { $0.add($1) }
    block.add(pricesAsOf.map { Int32(clamping: $0.daysSinceEpoch) } ?? .min)
    block.add(listed.mapValues(\.source)) { $0.add($1) }
    block.add(currency.description)
    block.add(onDemand) { $1.write(to: &$0) }
    let sorted = services.values.sorted { ($0.key.service, $0.key.usage) < ($1.key.service, $1.key.usage) }
    block.add(sorted) { $1.write(to: &$0) }
    block.add(spot) { $1.write(to: &$0) }
    block.add(commitments) { block, prices in block.add(prices) { $1.write(to: &$0) } }
  }
}

extension RegionalData {
  /// - Throws: `IndexError.damaged` if the currency is invalid or a price is missing.
  init(_ block: IndexBlock) throws(IndexError) {
    var fields = IndexCursor(block)
    zoneLists = fields.optional { $0.table { $0.text() } }
    withdrawals = fields.table { $0.text() }
    withdrawnPrices = fields.table { $0.text() }
    let day: Int32 = fields.number()
    pricesAsOf = day == .min ? nil : CalendarDate(daysSinceEpoch: Int(day))
    listed = fields.table { $0.text() }
    guard let currency = Currency(fields.text()) else { throw .damaged }
    onDemand = fields.table { Price(&$0, in: currency) }
    let prices = fields.list { ServicePrice(&$0, in: currency) }
    guard prices.allSatisfy({ !$0.tiers.isEmpty }) else { throw .damaged }
    services = Dictionary(prices.map { ($0.key, $0) }) { $1 }
    spot = fields.table { SpotMarket(&$0, in: currency) }
    commitments = fields.table { row in row.list { CommitmentPrice(&$0, in: currency) } }
  }

  /// A region with only a name.
  static let empty: RegionalData = {
    var nothing = IndexCursor(IndexBlock([]))
    return RegionalData(
      zoneLists: nil, withdrawals: nothing.table { $0.text() }, withdrawnPrices: nothing.table { $0.text() },
      pricesAsOf: nil, listed: nothing.table { $0.text() },
      onDemand: nothing.table { Price(&$0, in: .usd) }, services: [:],
      spot: nothing.table { SpotMarket(&$0, in: .usd) }, commitments: nothing.table { _ in [] })
  }()
}

extension Price {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(amount.units)
    block.add(status.place)
    block.add(asOf)
    block.add(source)
  }

  fileprivate init(_ fields: inout IndexCursor, in currency: Currency) {
    amount = Money(units: fields.number(), currency: currency)
    status = Status(place: fields.number())
    asOf = fields.text()
    source = fields.text()
  }
}

extension SpotMarket {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(advice) { block, advice in
      for percent in [advice.leastPercent, advice.greatestPercent, advice.savingsPercent] {
        block.add(Int32(clamping: percent))
      }
      block.add(advice.asOf)
      block.add(advice.source)
    }
    block.add(zones) { block, zone in
      block.add(zone.name)
      for amount in [zone.median, zone.least, zone.greatest] { block.add(amount.units) }
      block.add(count: zone.samples)
      block.add(zone.newest)
    }
  }

  fileprivate init(_ fields: inout IndexCursor, in currency: Currency) {
    advice = fields.optional {
      Advice(
        leastPercent: Int($0.number(Int32.self)), greatestPercent: Int($0.number(Int32.self)),
        savingsPercent: Int($0.number(Int32.self)), asOf: $0.text(),
        source: $0.text())
    }
    zones = fields.list { fields in
      func amount() -> Money { Money(units: fields.number(), currency: currency) }
      return Zone(
        name: fields.text(), median: amount(), least: amount(), greatest: amount(), samples: fields.count(),
        newest: fields.text())
    }
  }
}

extension CommitmentPrice {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(plan.place)
    block.add(count: years)
    block.add(payment.place)
    block.add(hourly.units)
    block.add(upfront.units)
    block.add(asOf)
    block.add(source)
  }

  fileprivate init(_ fields: inout IndexCursor, in currency: Currency) {
    plan = Plan(place: fields.number())
    years = max(1, fields.count())
    payment = Payment(place: fields.number())
    hourly = Money(units: fields.number(), currency: currency)
    upfront = Money(units: fields.number(), currency: currency)
    asOf = fields.text()
    source = fields.text()
  }
}

extension ServicePrice {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(key.service)
    block.add(key.usage)
    block.add(unit)
    block.add(tiers) { $1.write(to: &$0) }
  }

  fileprivate init(_ fields: inout IndexCursor, in currency: Currency) {
    key = Key(service: fields.text(), usage: fields.text())
    unit = fields.text()
    tiers = fields.list { Tier(&$0, in: currency) }
  }
}

extension ServicePrice.Tier {
  fileprivate func write(to block: inout IndexBlockWriter) {
    block.add(from.units)
    block.add(to) { $0.add($1.units) }
    price.write(to: &block)
  }

  fileprivate init(_ fields: inout IndexCursor, in currency: Currency) {
    from = Quantity(units: fields.number())
    to = fields.optional { Quantity(units: $0.number()) }
    price = Price(&fields, in: currency)
  }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// The index of this case, from 0.
  fileprivate var place: UInt8 { UInt8(clamping: Self.allCases.firstIndex(of: self) ?? 0) }

  /// Creates the case with an index; the first case if the index is invalid.
  fileprivate init(place: UInt8) {
    self = Int(place) < Self.allCases.count ? Self.allCases[Int(place)] : Self.allCases[0]
  }
}
