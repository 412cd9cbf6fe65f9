import ArgumentParser
import Catalog
import Findings
import Gate
import Money
import Program
import Reports
import Spelling

struct CatalogShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show regions, instance types, or which types are offered where, at what price.",
    discussion: """
      A region, an instance type or a family such as p5 shows what is known of it. The options choose among what is offered: \
      `tollgate catalog show --region us-east-2 --accelerator gpu --sort price-per-accelerator`.
      """)

  @Argument(help: "A region, an instance type or a family; else an overview.")
  var name: String?

  @Option(
    name: .customLong("region"), help: ArgumentHelp("Only in this region. May be repeated.", valueName: "region"))
  var regions: [String] = []

  @Option(
    name: .customLong("family"), help: ArgumentHelp("Only this family. May be repeated.", valueName: "family"))
  var families: [String] = []

  @Option(
    help: ArgumentHelp(
      "A kind of accelerator, or part of a model's name: gpu, trainium, A10G.", valueName: "kind or model"))
  var accelerator: String?

  @Option(help: ArgumentHelp("The minimum number of GPUs, or of the accelerator that is named.", valueName: "number"))
  var gpus: String?

  @Option(help: ArgumentHelp("The minimum number of vCPUs.", valueName: "number"))
  var vcpus: Int?

  @Option(help: ArgumentHelp("The minimum memory.", valueName: "GiB"))
  var memory: String?

  @Option(help: ArgumentHelp("An architecture: x86_64 or arm64.", valueName: "name"))
  var architecture: String?

  @Option(help: ArgumentHelp("The maximum hourly price.", valueName: "USD an hour"))
  var maxPrice: String?

  @Option(
    help: ArgumentHelp(
      "The order: \(OfferQuery.Order.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "key"))
  var sort: String?

  @Option(
    help: ArgumentHelp(
      "Columns, separated by commas: \(OfferColumn.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "names"))
  var columns: String?

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var output: OutputOptions<CatalogFormats>

  func run() throws {
    let catalog = try catalogOptions.load()
    var query = try query()
    let isList = !query.isOpen || sort != nil || columns != nil
    if let name {
      if let region = catalog.regions[name] {
        guard isList else { return try output.write(CatalogReport(.region(region), of: catalog)) }
        query.regions.append(name)
      } else if let type = catalog.instanceTypes[name] {
        guard !isList else {
          throw Failure(
            "`\(name)` is one instance type, and the options choose among several",
            help: "leave out the options, or name its family, `\(type.family)`")
        }
        return try output.write(CatalogReport(.instanceType(type), of: catalog))
      } else {
        query.families.append(name)
      }
    } else if !isList {
      return try output.write(CatalogReport(.overview, of: catalog))
    }
    try check(query, catalog)
    let columns = try self.columns.map(Self.columns) ?? OfferColumn.usual(for: query)
    try output.write(CatalogReport(.offers(CatalogOffers(query.offers(in: catalog), columns: columns)), of: catalog))
  }

  private func query() throws -> OfferQuery {
    var query = OfferQuery()
    query.regions = regions
    query.families = families
    query.accelerator = accelerator
    query.leastAccelerators = try gpus.map { try Self.number($0, "--gpus") }
    query.leastVCPUs = vcpus
    query.leastMemoryMiB = try memory.map { try Self.number($0, "--memory").multiplied(by: 1_024) }
    query.architecture = try architecture.map { text in
      guard let architecture = Architecture(rawValue: text) else {
        throw Self.unknown("architecture", text, among: Architecture.allCases.map(\.rawValue))
      }
      return architecture
    }
    query.highestPrice = try maxPrice.map { text in
      guard let price = try? Money(text, .usd), !price.isNegative else {
        throw Failure("`--max-price` is `\(printable(text, limit: 40))`, not an amount such as 1.5")
      }
      return price
    }
    query.order =
      try sort.map { text in
        guard let order = OfferQuery.Order(rawValue: text) else {
          throw Self.unknown("order", text, among: OfferQuery.Order.allCases.map(\.rawValue))
        }
        return order
      } ?? (accelerator != nil || gpus != nil ? .pricePerAccelerator : .name)
    return query
  }

  private func check(_ query: OfferQuery, _ catalog: Catalog) throws {
    if let accelerator = query.accelerator {
      let devices = catalog.instanceTypes.values.flatMap { $0.specification?.accelerators ?? [] }
      let known = Set(devices.flatMap { [$0.kind.rawValue, $0.model] })
      guard known.contains(where: { $0.lowercased().contains(accelerator.lowercased()) }) else {
        throw Self.unknown("accelerator", accelerator, among: known.sorted())
      }
    }
    for region in query.regions where catalog.regions[region] == nil {
      throw Self.unknown("region", region, among: catalog.regions.keys.sorted())
    }
    let known = Set(catalog.instanceTypes.values.map(\.family))
    for family in query.families where !known.contains(family) {
      guard family == name else { throw Self.unknown("family", family, among: known.sorted()) }
      let names = catalog.regions.keys.sorted() + catalog.instanceTypes.keys + known.sorted()
      throw Failure(
        "the catalog has no region, instance type or family `\(printable(family, limit: 80))`",
        help: Spelling.nearest(to: family, in: names).first.map { Spelling.question($0) })
    }
  }

  private static func columns(_ text: String) throws -> [OfferColumn] {
    try text.split(separator: ",").map { name in
      guard let column = OfferColumn(rawValue: String(name)) else {
        throw unknown("column", String(name), among: OfferColumn.allCases.map(\.rawValue))
      }
      return column
    }
  }

  private static func number(_ text: String, _ option: String) throws -> Quantity {
    guard let number = Quantity(text), number >= .zero else {
      throw Failure("`\(option)` is `\(printable(text, limit: 40))`, not a number such as 8")
    }
    return number
  }

  private static func unknown(_ what: String, _ text: String, among names: [String]) -> Failure {
    let nearest = Spelling.nearest(to: text, in: names).first
    let all = names.count <= 20 ? "there are \(names.joined(separator: ", "))" : nil
    return Failure(
      "there is no \(what) `\(printable(text, limit: 80))`", help: nearest.map { Spelling.question($0) } ?? all)
  }
}
