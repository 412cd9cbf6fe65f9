import Platform
import Money
public import Catalog
import Documents
public import Findings

/// The catalog as JSON.
public struct CatalogJSON: Sendable {
  private let catalog: Catalog

  /// A report on a catalog.
  public init(_ catalog: Catalog) { self.catalog = catalog }

  /// Its regions, with how much is known of each.
  public func overview() -> PrintableText {
    JSONValue.object([
      ("asOf", .string(catalog.asOf.description)),
      ("digest", .string(catalog.digest.description)),
      ("instanceTypes", .array(catalog.instanceTypes.keys.map { .string($0) })),
      ("regions", .array(catalog.regions.values.sorted { $0.name < $1.name }.map { .object(summary($0)) })),
    ]).indented
  }

  /// One region with its offers and prices.
  public func region(_ region: Region) -> PrintableText {
    var members = summary(region)
    guard let data = catalog.data(for: region.name) else { return JSONValue.object(members).indented }
    let offers = data.offeredTypes.map { type in
      (type, JSONValue.array((data.zones(offering: type) ?? []).map { .string($0) }))
    }
    members.append(("offers", data.knowsOffers ? .object(offers) : .null))
    members.append(
      ("onDemand", .object(data.onDemand.map { ($0.key, price($0.value, unit: "hour")) })))
    let services = data.services.values.sorted { ($0.key.service, $0.key.usage) < ($1.key.service, $1.key.usage) }
    members.append(
      (
        "services",
        .array(
          services.map {
            .object([
              ("service", .string($0.key.service)), ("usage", .string($0.key.usage)),
              ("price", price($0.price, unit: $0.unit)),
            ])
          })
      ))
    return JSONValue.object(members).indented
  }

  /// One instance type with its specification, and its prices by region.
  public func type(_ type: InstanceType) -> PrintableText {
    let regions = catalog.regions.keys.sorted().compactMap { region -> (String, JSONValue)? in
      let offering = catalog.offering(of: type.name, in: region)
      guard offering != .unknown else { return nil }
      let price = catalog.data(for: region)?.onDemand[type.name]
      return (
        region,
        .object([
          ("isOffered", .boolean(!offering.isAbsent)), ("zones", zones(offering)),
          ("price", price.map { self.price($0, unit: "hour") } ?? .null),
        ])
      )
    }
    return JSONValue.object([
      ("name", .string(type.name)),
      ("specification", type.specification.map { specification($0) } ?? .null),
      (
        "quotas",
        .object([
          ("onDemand", JSONValue(catalog.quota(of: type.name)?.code)),
          ("spot", JSONValue(catalog.quota(of: type.name, boughtBy: .spot)?.code)),
        ])
      ),
      ("regions", .object(regions)),
    ]).indented
  }

  private func zones(_ offering: Offering) -> JSONValue {
    guard case .offered(let zones) = offering else { return .null }
    return .array(zones.names.map { .string($0) })
  }

  private func summary(_ region: Region) -> [(key: String, value: JSONValue)] {
    [
      ("name", .string(region.name)), ("partition", .string(region.partition)),
      ("description", .string(region.description)),
      ("requiresOptIn", region.requiresOptIn.map { .boolean($0) } ?? .null),
    ]
  }

  private func price(_ price: Price, unit: String) -> JSONValue {
    .object([
      ("amount", .string(price.amount.exact)), ("currency", .string(price.amount.currency.description)),
      ("unit", .string(unit)), ("status", .string(price.status.rawValue)), ("asOf", .string(price.asOf)),
      ("source", .string(price.source)),
    ])
  }

  private func specification(_ specification: Specification) -> JSONValue {
    .object([
      ("vcpus", .integer(specification.vcpus)), ("memoryMiB", .integer(specification.memoryMiB)),
      ("architectures", .array(specification.architectures.map { .string($0.rawValue) })),
      (
        "accelerators",
        .array(
          specification.accelerators.map {
            .object([
              ("kind", .string($0.kind.rawValue)), ("model", .string($0.model)),
              ("count", .string($0.count.description)), ("memoryMiB", .integer($0.memoryMiB)),
            ])
          })
      ),
      ("isCurrentGeneration", .boolean(specification.isCurrentGeneration)),
      ("isBareMetal", .boolean(specification.isBareMetal)), ("isBurstable", .boolean(specification.isBurstable)),
      ("network", .string(specification.network)),
      ("usageClasses", .array(specification.usageClasses.map { .string($0) })),
    ])
  }
}
