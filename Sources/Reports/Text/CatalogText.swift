public import Catalog
public import Findings
import Money

/// The catalog for people.
public struct CatalogText: Sendable {
  private let catalog: Catalog
  private let style: TextStyle

  /// A report on a catalog in a style.
  public init(_ catalog: Catalog, style: TextStyle) {
    self.catalog = catalog
    self.style = style
  }

  /// Its regions, with how much is known of each.
  public func overview() -> PrintableText {
    let specified = catalog.instanceTypes.values.count { $0.specification != nil }
    var text = style.bold("catalog of \(catalog.asOf)") + ", \(catalog.digest)\n"
    text += "\(catalog.regions.count) regions, \(catalog.instanceTypes.count) instance types, "
    text += "\(specified) of them with a specification\n"
    text += "by region: types offered, types priced and services priced\n\n"
    var table = TextTable()
    table.add(["region", "partition", "opt-in", "offered", "priced", "services"])
    for region in catalog.regions.values.sorted(by: { $0.name < $1.name }) {
      let data = catalog.data(for: region.name)
      table.add([
        region.name, region.partition, region.requiresOptIn.map { $0 ? "needed" : "no" } ?? "unknown",
        offered(data), count(data?.onDemand.count), count(data?.services.count),
      ])
    }
    return text + table.render(style, indentation: 0)
  }

  private func offered(_ data: RegionalData?) -> String {
    guard let data, data.knowsOffers else { return "unknown" }
    return "\(data.offeredTypes.count)"
  }

  private func count(_ number: Int?) -> String { number.map { $0 == 0 ? "none" : "\($0)" } ?? "unknown" }

  /// One region: its services' prices and every type that it offers.
  public func region(_ region: Region) -> PrintableText {
    var text: PrintableText = "\(style.bold("\(region.name)")) \(region.description), partition \(region.partition)\n"
    text += "opt-in \(region.requiresOptIn.map { $0 ? "needed" : "not needed" } ?? "unknown")\n"
    guard let data = catalog.data(for: region.name) else { return text }
    if !data.services.isEmpty {
      text += "\n" + services(data)
    }
    let types = data.knownTypes
    guard !types.isEmpty else { return text + "\nneither offerings nor prices of instance types are known\n" }
    var table = TextTable(leftColumns: [3, 4])
    table.add(["instance type", "zones", "USD an hour", "status", "as of"])
    for type in types {
      let price = data.onDemand[type]
      let zones =
        switch catalog.offering(of: type, in: region.name) {
        case .offered(let zones): zones.count == 0 ? "unknown" : "\(zones.count)"
        case .withdrawn(let day): "none since \(day)"
        case .priced, .notOffered, .unknown: data.knowsOffers ? "none known" : "unknown"
        }
      table.add([type, zones, price?.amount.exact ?? "unknown", price?.status.rawValue ?? "", price?.asOf ?? ""])
    }
    let statuses = types.compactMap { data.onDemand[$0]?.status } + data.services.values.map(\.price.status)
    return text + "\n" + table.render(style, indentation: 0) + PriceStatusText.lines(statuses)
  }

  private func services(_ data: RegionalData) -> PrintableText {
    var table = TextTable(leftColumns: [2, 3, 4])
    table.add(["service", "USD", "unit", "status", "as of"])
    let services = data.services.values.sorted { ($0.key.service, $0.key.usage) < ($1.key.service, $1.key.usage) }
    for service in services {
      table.add([
        "\(service.key.service), \(service.key.usage)", service.price.amount.exact, service.unit,
        service.price.status.rawValue, service.price.asOf,
      ])
    }
    return table.render(style, indentation: 0)
  }

  /// One instance type: what it is made of, and where it is offered at which price.
  public func type(_ type: InstanceType) -> PrintableText {
    var text = style.bold("\(type.name)") + "\n"
    if let specification = type.specification {
      text += self.specification(specification)
    } else {
      text += "the catalog has no specification of it\n"
    }
    text += "\(quotas(of: type))\n"
    var table = TextTable(leftColumns: [3, 4, 5])
    table.add(["region", "zones", "USD an hour", "status", "as of", "source"])
    var statuses: [Price.Status] = []
    for region in catalog.regions.keys.sorted() {
      let price = catalog.data(for: region)?.onDemand[type.name]
      let zones: String
      switch catalog.offering(of: type.name, in: region) {
      case .offered(let ids): zones = "\(ids.count)"
      case .priced: zones = "unknown"
      case .notOffered: zones = "not offered"
      case .withdrawn(let day): zones = "none since \(day)"
      case .unknown: continue
      }
      if let price { statuses.append(price.status) }
      table.add([
        region, zones, price?.amount.exact ?? "unknown", price?.status.rawValue ?? "", price?.asOf ?? "",
        price?.source ?? "",
      ])
    }
    return text + "\n" + table.render(style, indentation: 0) + PriceStatusText.lines(statuses)
  }

  /// Which quotas count it.
  private func quotas(of type: InstanceType) -> String {
    guard let quota = catalog.quota(of: type.name) else {
      return "the catalog does not know which quota counts its vCPUs"
    }
    let spot = catalog.quota(of: type.name, boughtBy: .spot).map { ", as spot capacity by \($0.code)" } ?? ""
    return "counted by the quota \(quota.code), \(quota.name)\(spot); a new account may run \(quota.defaultVCPUs) vCPUs"
  }

  private func specification(_ specification: Specification) -> PrintableText {
    lines(of: specification).map { "\($0)\n" }.joined()
  }

  /// What a type is made of.
  func lines(of specification: Specification) -> [String] {
    let size = "\(specification.vcpus) vCPU, \(specification.memoryMiB) MiB memory, "
    var lines = [size + specification.architectures.map(\.rawValue).joined(separator: " and ")]
    lines += specification.accelerators.map {
      "\($0.count) \($0.kind.rawValue) \($0.model), \($0.memoryMiB) MiB each"
    }
    lines.append("network \(specification.network); bought as \(specification.usageClasses.joined(separator: ", "))")
    let generation = specification.isCurrentGeneration ? "current generation" : "previous generation"
    lines.append(
      generation + (specification.isBareMetal ? ", bare metal" : "") + (specification.isBurstable ? ", burstable" : ""))
    return lines
  }
}
