import Money

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
  var isEmpty: Bool { zoneLists == nil && listed.isEmpty && onDemand.isEmpty && services.isEmpty }

  func write(to block: inout IndexBlockWriter) {
    block.add(zoneLists) { block, lists in block.add(lists) { $0.add($1) } }
    // What is offered again is not withdrawn, whatever a price list says.
    let withdrawals = withdrawnPrices.merging(withdrawnOffers) { $1 }.filter { zoneLists?[$0.key] == nil }
    block.add(withdrawals) { $0.add($1) }
    block.add(listed.mapValues(\.source)) { $0.add($1) }
    block.add(currency.description)
    block.add(onDemand) { $1.write(to: &$0) }
    let sorted = services.values.sorted { ($0.key.service, $0.key.usage) < ($1.key.service, $1.key.usage) }
    block.add(sorted) { $1.write(to: &$0) }
  }
}

extension RegionalData {
  /// - Throws: `IndexError.damaged` if the currency is invalid or a price is missing.
  init(_ block: IndexBlock) throws(IndexError) {
    var fields = IndexCursor(block)
    zoneLists = fields.optional { $0.table { $0.text() } }
    withdrawals = fields.table { $0.text() }
    listed = fields.table { $0.text() }
    guard let currency = Currency(fields.text()) else { throw .damaged }
    onDemand = fields.table { Price(&$0, in: currency) }
    let prices = fields.list { ServicePrice(&$0, in: currency) }
    guard prices.allSatisfy({ !$0.tiers.isEmpty }) else { throw .damaged }
    services = Dictionary(prices.map { ($0.key, $0) }) { $1 }
  }

  /// A region with only a name.
  static let empty: RegionalData = {
    var nothing = IndexCursor(IndexBlock([]))
    return RegionalData(
      zoneLists: nil, withdrawals: nothing.table { $0.text() }, listed: nothing.table { $0.text() },
      onDemand: nothing.table { Price(&$0, in: .usd) }, services: [:])
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
