public import Catalog
import Documents
import Findings
import Money

/// A column of a list of offered instance types.
public enum OfferColumn: String, Sendable, CaseIterable {
  /// The instance type.
  case type
  /// The region.
  case region
  /// The number of vCPUs.
  case vcpus
  /// The memory in GiB.
  case memory = "memory-gib"
  /// The accelerators.
  case accelerators
  /// The memory of one accelerator in GiB.
  case acceleratorMemory = "accelerator-memory-gib"
  /// The architectures.
  case architectures
  /// How many zones offer it.
  case zones
  /// Their IDs.
  case zoneIDs = "zone-ids"
  /// US dollars an hour.
  case price = "usd-per-hour"
  /// US dollars an hour for one accelerator.
  case pricePerAccelerator = "usd-per-accelerator-hour"
  /// US dollars an hour for one vCPU.
  case pricePerVCPU = "usd-per-vcpu-hour"
  /// US dollars an hour for spot capacity.
  case spotPrice = "spot-usd-per-hour"
  /// How many percent of the spot instances AWS takes back in a month.
  case interruptions = "interruptions-percent"
  /// How sure the price is.
  case status
  /// The day or month of the price.
  case asOf = "as-of"
  /// Where the price is from.
  case source

  /// Those that a table has if none are asked for.
  public static func usual(for query: OfferQuery) -> [OfferColumn] {
    [.type] + (query.regions.count == 1 ? [] : [.region]) + [.vcpus, .memory, .accelerators, .zones, .price]
      + (query.order == .pricePerVCPU ? [.pricePerVCPU] : [.pricePerAccelerator])
  }

  /// The heading in a table.
  var heading: String {
    switch self {
    case .type: "instance type"
    case .vcpus: "vCPUs"
    case .memory: "GiB"
    case .acceleratorMemory: "GiB of each"
    case .price: "USD/hour"
    case .pricePerAccelerator: "for each"
    case .pricePerVCPU: "for a vCPU"
    case .spotPrice: "spot USD/hour"
    case .interruptions: "taken back"
    case .zoneIDs: "zone IDs"
    case .asOf: "as of"
    default: rawValue
    }
  }

  /// Whether it is aligned left.
  var isLeft: Bool {
    switch self {
    case .type, .region, .accelerators, .architectures, .zoneIDs, .status, .asOf, .source: true
    default: false
    }
  }

  /// The value; nil if it is unknown or does not apply.
  func value(of offer: OfferedType, isRounded: Bool) -> String? {
    let specification = offer.type.specification
    func shown(_ money: Money?) -> String? { isRounded ? money?.rounded(places: 4) : money?.exact }
    switch self {
    case .type: return offer.type.name
    case .region: return offer.region
    case .vcpus: return specification.map { "\($0.vcpus)" }
    case .memory: return specification.map { GibibyteText.text($0.memoryMiB) }
    case .accelerators:
      guard let devices = specification?.accelerators, !devices.isEmpty else { return nil }
      return devices.map { "\($0.count) \($0.model)" }.joined(separator: ", ")
    case .acceleratorMemory: return specification?.accelerators.first.map { GibibyteText.text($0.memoryMiB) }
    case .architectures: return specification?.architectures.map(\.rawValue).joined(separator: " ")
    case .zones:
      guard case .offered(let zones) = offer.offering else { return nil }
      return zones.count == 0 ? nil : "\(zones.count)"
    case .zoneIDs:
      guard case .offered(let zones) = offer.offering, zones.count > 0 else { return nil }
      return zones.names.joined(separator: " ")
    case .price: return offer.price?.amount.exact
    case .pricePerAccelerator: return shown(offer.pricePerAccelerator)
    case .pricePerVCPU: return shown(offer.pricePerVCPU)
    case .spotPrice: return shown(offer.spotPrice?.amount)
    case .interruptions:
      return offer.market?.advice.map { "\($0.leastPercent)-\($0.greatestPercent)\(isRounded ? " %" : "")" }
    case .status: return offer.withdrawn.map { "withdrawn \($0)" } ?? offer.price?.status.rawValue
    case .asOf: return offer.price?.asOf
    case .source: return offer.price?.source
    }
  }
}

/// Amounts of memory.
enum GibibyteText {
  /// MiB as GiB, with at most three decimal places: `0.5`.
  static func text(_ mebibytes: Int) -> String {
    let thousandths = mebibytes % 1_024 * 1_000 / 1_024
    guard thousandths > 0 else { return "\(mebibytes / 1_024)" }
    var digits = String(thousandths + 1_000).dropFirst()
    while digits.last == "0" { digits = digits.dropLast() }
    return "\(mebibytes / 1_024).\(digits)"
  }
}

/// Instance types in the regions that offer them.
public struct CatalogOffers: Sendable {
  let offers: [OfferedType]
  let columns: [OfferColumn]

  /// Creates a list with some columns.
  public init(_ offers: [OfferedType], columns: [OfferColumn]) {
    self.offers = offers
    self.columns = columns
  }

  /// All offers of a catalog that a condition holds for, with all columns.
  static func everything(in catalog: Catalog, where condition: (OfferedType) -> Bool) -> CatalogOffers {
    CatalogOffers(OfferQuery().offers(in: catalog).filter(condition), columns: OfferColumn.allCases)
  }

  /// For people.
  func text(_ catalog: Catalog, style: TextStyle) -> PrintableText {
    guard !offers.isEmpty else { return "the catalog of \(catalog.asOf) knows no such offer\n" }
    var table = TextTable(leftColumns: Set(columns.indices.filter { columns[$0].isLeft }))
    table.add(columns.map(\.heading))
    for offer in offers {
      table.add(columns.map { $0.value(of: offer, isRounded: true) ?? ($0.isAbsence(offer) ? "-" : "unknown") })
    }
    let types = Set(offers.map(\.type.name)).count
    let regions = Set(offers.map(\.region)).sorted()
    var text = table.render(style, indentation: 0)
    text += "\n\(counted(types, "type")) in \(regions.count == 1 ? regions[0] : counted(regions.count, "region")), "
    text += "on demand, Linux; catalog of \(catalog.asOf)\n"
    if columns.contains(.zones) || columns.contains(.zoneIDs), offers.contains(where: { $0.offering == .priced }) {
      text += "zones unknown: AWS's price list has the type there; that EC2 offers it, and where, is not known\n"
    }
    return text + PriceStatusText.lines(offers.compactMap { $0.price?.status })
  }

  /// For spreadsheets.
  var csv: PrintableText {
    PrintableText(
      alreadyPrintable: CSVText.record(columns.map { .text($0.rawValue) })
        + offers.map { offer in
          CSVText.record(columns.map { CSVText.Field($0.value(of: offer, isRounded: false)) })
        }.joined())
  }

  /// For programs.
  var json: PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(1)),
      (
        "offers",
        .array(offers.map { value($0) })
      ),
    ]).indented
  }

  private func spot(_ offer: OfferedType) -> JSONValue {
    guard let market = offer.market else { return .null }
    return .object([
      ("usdPerHour", JSONValue(offer.spotPrice?.amount.exact)), ("source", JSONValue(offer.spotPrice?.source)),
      (
        "takenBackPercent",
        market.advice.map { .array([.integer($0.leastPercent), .integer($0.greatestPercent)]) } ?? .null
      ),
    ])
  }

  private func value(_ offer: OfferedType) -> JSONValue {
    let specification = offer.type.specification
    var zones = JSONValue.null
    if case .offered(let known) = offer.offering { zones = .array(known.names.map { .string($0) }) }
    let price = offer.price.map { price -> JSONValue in
      .object([
        ("usdPerHour", .string(price.amount.exact)), ("status", .string(price.status.rawValue)),
        ("asOf", .string(price.asOf)), ("source", .string(price.source)),
      ])
    }
    let accelerators = (specification?.accelerators ?? []).map { device -> JSONValue in
      .object([
        ("kind", .string(device.kind.rawValue)), ("model", .string(device.model)),
        ("count", .string("\(device.count)")), ("memoryMiB", .integer(device.memoryMiB)),
      ])
    }
    return .object([
      ("type", .string(offer.type.name)), ("region", .string(offer.region)),
      ("vcpus", specification.map { .integer($0.vcpus) } ?? .null),
      ("memoryMiB", specification.map { .integer($0.memoryMiB) } ?? .null),
      ("architectures", .array((specification?.architectures ?? []).map { .string($0.rawValue) })),
      ("accelerators", specification == nil ? .null : .array(accelerators)), ("zones", zones),
      ("price", price ?? .null),
      ("spot", spot(offer)), ("usdPerAcceleratorHour", JSONValue(offer.pricePerAccelerator?.exact)),
      ("usdPerVCPUHour", JSONValue(offer.pricePerVCPU?.exact)),
    ])
  }
}

extension OfferColumn {
  /// Whether a missing value does not apply, rather than being unknown.
  fileprivate func isAbsence(_ offer: OfferedType) -> Bool {
    switch self {
    case .accelerators, .acceleratorMemory, .pricePerAccelerator:
      offer.type.specification?.accelerators.isEmpty == true
    default: false
    }
  }
}

/// What the status of a price means.
enum PriceStatusText {
  /// A blank line, and one for each status that is shown.
  static func lines(_ shown: [Price.Status]) -> PrintableText {
    let statuses = Price.Status.allCases.filter { shown.contains($0) }
    guard !statuses.isEmpty else { return "" }
    var text: PrintableText = "\n"
    for status in statuses { text += "\(status.rawValue): \(meaning(status))\n" }
    return text
  }

  static func meaning(_ status: Price.Status) -> String {
    switch status {
    case .list: "AWS's price list says so, or several copies of it agree"
    case .unverified: "one copy of AWS's price list says so, or a table of yours"
    case .inferred: "it follows from a rule, which the source states"
    }
  }
}
