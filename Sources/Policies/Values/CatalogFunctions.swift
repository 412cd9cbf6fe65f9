import Money
import CEL
import Catalog
import Rules

/// The functions for querying the catalog: `instanceType('g5.xlarge').vcpus`, `region('eu-central-1').partition`.
///
/// Anything that the catalog does not know is an error, never "no": a policy that depends on it denies the request
/// unless it handles the error.
enum CatalogFunctions {
  /// The functions. Without a catalog, only those that do not need one.
  static func functions(_ catalog: Catalog?, _ accounts: AccountQuotas = .none) -> [Function] {
    guard let catalog else { return [ARNValue.function] }
    return [
      // Price and offering depend on the region of the request.
      Function(
        "instanceType", .global, [.string], returns: InstanceTypeValue.valueType, cost: 1,
        reading: [PolicyVariables.object]
      ) { arguments in
        guard case .string(let name)? = arguments.first else { return .null }
        guard let type = catalog.instanceTypes[name] else {
          return .error(
            EvaluationError(.invalidArgument, "the catalog of \(catalog.asOf) knows no instance type `\(name)`"))
        }
        return InstanceTypeValue(type: type, region: ObjectText.region(of: arguments.last), catalog: catalog).value
      },
      Function("region", .global, [.string], returns: RegionValue.valueType, cost: 1) { arguments in
        guard case .string(let name)? = arguments.first else { return .null }
        guard let region = catalog.regions[name] else {
          return .error(EvaluationError(.invalidArgument, "the catalog of \(catalog.asOf) knows no region `\(name)`"))
        }
        return RegionValue(region: region).value
      },
      QuotaValue.function(catalog, accounts),
      ARNValue.function,
    ]
  }

  static let structures: [StructureDeclaration] = [
    InstanceTypeValue.structureType.declaration, AcceleratorValue.structureType.declaration,
    RegionValue.structureType.declaration, QuotaValue.structureType.declaration, ARNValue.structureType.declaration,
  ]
}

/// An instance type in an expression.
struct InstanceTypeValue: Structure {
  let type: InstanceType
  let region: String?
  let catalog: Catalog

  static let structureType = StructureType<InstanceTypeValue>("instanceType") {
    Field("name") { $0.type.name }
    Field("family", .string) { $0.parsed { $0.series + ($0.generation.map(String.init) ?? "") + $0.attributes } }
    Field("series", .string) { $0.parsed { $0.series } }
    Field("generation", .int) { $0.parsed { $0.generation ?? 0 } }
    Field("size", .string) { $0.parsed { $0.size } }
    Field("vcpus", .int) { $0.specified { $0.vcpus } }
    Field("memoryMiB", .int) { $0.specified { $0.memoryMiB } }
    Field("architectures", .list(.string)) { $0.specified { $0.architectures.map(\.rawValue) } }
    Field("accelerators", .list(AcceleratorValue.valueType)) {
      $0.specified { $0.accelerators.map(AcceleratorValue.init(accelerator:)) }
    }
    Field("isCurrentGeneration", .bool) { $0.specified { $0.isCurrentGeneration } }
    Field("isBareMetal", .bool) { $0.specified { $0.isBareMetal } }
    Field("isBurstable", .bool) { $0.specified { $0.isBurstable } }
    Field("isOffered", .bool) { $0.offered }
    Field("zones", .list(.string)) { $0.zones }
    Field("quota", .string) { $0.quota(.onDemand) }
    Field("spotQuota", .string) { $0.quota(.spot) }
    Field("hourly", MoneyValue.type) { $0.price }
  }

  /// The fields that depend on the region of the request.
  static let regionalFields: Set<String> = ["isOffered", "hourly", "zones"]

  private func parsed(_ read: (InstanceTypeName) -> some ValueConvertible) -> Value {
    guard let name = InstanceTypeName(type.name) else { return unknown("the parts of its name") }
    return read(name).value
  }

  private func specified(_ read: (Specification) -> some ValueConvertible) -> Value {
    guard let specification = type.specification else { return unknown("its specification") }
    return read(specification).value
  }

  private var offered: Value {
    guard let region else { return unknown("whether a region offers it, without a region") }
    switch catalog.offering(of: type.name, in: region) {
    case .offered, .priced: return .bool(true)
    case .notOffered, .withdrawn: return .bool(false)
    case .unknown: return unknown("whether \(region) offers it")
    }
  }

  /// The IDs of the zones that offer it; empty where the region does not.
  private var zones: Value {
    guard let region else { return unknown("which zones offer it, without a region") }
    switch catalog.offering(of: type.name, in: region) {
    case .offered(let zones): return .list(zones.names.map { .string($0) })
    case .notOffered, .withdrawn: return .list([])
    case .priced, .unknown: return unknown("which zones of \(region) offer it")
    }
  }

  /// The code of the quota that counts its vCPUs.
  private func quota(_ purchase: Quota.Purchase) -> Value {
    guard let quota = catalog.quota(of: type.name, boughtBy: purchase) else {
      return unknown(purchase == .spot ? "its quota as spot capacity" : "its quota")
    }
    return .string(quota.code)
  }

  private var price: Value {
    guard let region, let price = catalog.data(for: region)?.onDemand[type.name] else {
      return unknown("its price in \(region ?? "an unknown region")")
    }
    return .opaque(MoneyValue(price.amount))
  }

  /// Unknown data: `has()` is false, and reading it is an error.
  private func unknown(_ what: String) -> Value {
    .error(EvaluationError(.noSuchField, "the catalog does not know \(what): `\(type.name)`"))
  }
}

/// One kind of accelerator in an expression.
struct AcceleratorValue: Structure {
  let accelerator: Accelerator

  static let structureType = StructureType<AcceleratorValue>("instanceType.accelerator") {
    Field("kind") { $0.accelerator.kind.rawValue }
    Field("model") { $0.accelerator.model }
    Field("count") { $0.accelerator.count.double }
    Field("memoryMiB") { $0.accelerator.memoryMiB }
  }
}

/// A region in an expression.
struct RegionValue: Structure {
  let region: Region

  static let structureType = StructureType<RegionValue>("region") {
    Field("name") { $0.region.name }
    Field("partition") { $0.region.partition }
    Field("description") { $0.region.description }
    Field("requiresOptIn", .bool) { value in
      value.region.requiresOptIn.map { .bool($0) }
        ?? .error(
          EvaluationError(
            .noSuchField, "the catalog does not know whether `\(value.region.name)` must be enabled first"))
    }
  }
}
