public import Catalog
import Costs
import Documents
import Findings
public import Gate
import Money

/// What `tollgate catalog diff` reports: two catalogs, and what their difference does to the bills of requests.
public struct CatalogDifferenceReport: Sendable {
  let old: Catalog
  let new: Catalog
  let difference: CatalogDifference
  let bills: CostDifferenceRun?

  /// Compares two catalogs.
  /// - Parameter bills: The bills of requests by both; nil without requests.
  public init(from old: Catalog, to new: Catalog, bills: CostDifferenceRun?) {
    self.old = old
    self.new = new
    self.bills = bills
    difference = CatalogDifference(from: old, to: new)
  }

  /// How many names and groups are shown; JSON and CSV have all.
  private static let shown = 12

  /// The report for people.
  var page: ReportPage { page(most: Self.shown) }

  /// The report with at most `most` groups and names.
  func page(most: Int) -> ReportPage {
    var blocks: [ReportBlock] = [.paragraph(.text(summary), .answer)]
    if let bills { blocks += CostDifferenceReport.bills(bills) }
    blocks += prices("Prices of instance types", "family", difference.typePrices, most)
    blocks += prices("Prices of services", "service", difference.servicePrices, most)
    let names = [
      ("new regions", difference.newRegions), ("regions that are gone", difference.goneRegions),
      ("regions with another name, partition or opt-in", difference.changedRegions),
      ("new instance types", difference.newTypes),
      ("instance types that are gone", difference.goneTypes),
      ("instance types with another specification", difference.changedTypes),
    ].filter { !$0.1.isEmpty }
    if !names.isEmpty { blocks.append(.list(names.map { .text("\($0): \(Self.list($1))") })) }
    if !difference.offers.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "Offers", columns: ["region", "new", "gone", "such as"],
            rows: difference.offers.map { change in
              ReportTable.Row(
                title: .text(change.region),
                cells: [
                  .exact("\(change.new.count)"), .exact("\(change.gone.count)"),
                  .text(Self.list(change.new + change.gone, most: 3)),
                ])
            }, leftColumns: [3])))
    }
    return ReportPage(title: "Catalogs of \(old.asOf) and \(new.asOf)", blocks: blocks)
  }

  private var summary: String {
    guard !difference.isEmpty else {
      return "The catalogs of \(old.asOf) and \(new.asOf) say the same of regions, types, offers and prices."
    }
    let prices = difference.typePrices.reduce(0) { $0 + $1.changes.count }
    let services = difference.servicePrices.reduce(0) { $0 + $1.changes.count }
    let offers = difference.offers.reduce(0) { $0 + $1.new.count + $1.gone.count }
    return "From the catalog of \(old.asOf) to that of \(new.asOf): "
      + "\(counted(prices, "price")) of instance types, \(counted(services, "price")) of services and "
      + "\(counted(offers, "offer")) differ."
  }

  private func prices(
    _ caption: String, _ heading: String, _ groups: [CatalogDifference.PriceGroup], _ most: Int
  ) -> [ReportBlock] {
    guard !groups.isEmpty else { return [] }
    let rows = groups.prefix(most).map { group in
      let example = group.changes[0]
      let regions = Set(group.changes.map(\.region)).count
      return ReportTable.Row(
        title: .text(group.name),
        cells: [
          .text(Self.change(group)), .exact("\(group.changes.count)"), .exact("\(regions)"),
          .text("\(example.subject) in \(example.region)"),
          .text("\(example.old?.amount.exact ?? "none") to \(example.new?.amount.exact ?? "none")"),
        ])
    }
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          caption: caption, columns: [heading, "change", "prices", "regions", "for example", "USD"], rows: rows,
          leftColumns: [4, 5]))
    ]
    if groups.count > rows.count {
      blocks.append(.paragraph(.text("and \(counted(groups.count - rows.count, "smaller group")), which JSON has")))
    }
    return blocks
  }

  private static func change(_ group: CatalogDifference.PriceGroup) -> String {
    guard let percent = group.percent else { return group.changes[0].old == nil ? "new" : "gone" }
    return percent > .zero ? "+\(percent) %" : "\(percent) %"
  }

  private static func list(_ names: [String], most: Int = shown) -> String {
    let rest = names.count - min(most, names.count)
    return names.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The report for programs.
  var json: JSONValue {
    func prices(_ groups: [CatalogDifference.PriceGroup]) -> JSONValue {
      .array(
        groups.map { group in
          .object([
            ("group", .string(group.name)), ("percent", JSONValue(group.percent.map { "\($0)" })),
            (
              "changes",
              .array(
                group.changes.map { change in
                  .object([
                    ("region", .string(change.region)), ("subject", .string(change.subject)),
                    ("old", JSONValue(change.old?.amount.exact)), ("new", JSONValue(change.new?.amount.exact)),
                  ])
                })
            ),
          ])
        })
    }
    func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    return .object([
      ("schemaVersion", .integer(1)),
      ("old", .object([("asOf", .string("\(old.asOf)")), ("digest", .string("\(old.digest)"))])),
      ("new", .object([("asOf", .string("\(new.asOf)")), ("digest", .string("\(new.digest)"))])),
      ("newRegions", names(difference.newRegions)), ("goneRegions", names(difference.goneRegions)),
      ("changedRegions", names(difference.changedRegions)),
      ("newTypes", names(difference.newTypes)),
      ("goneTypes", names(difference.goneTypes)), ("changedTypes", names(difference.changedTypes)),
      (
        "offers",
        .array(
          difference.offers.map {
            .object([("region", .string($0.region)), ("new", names($0.new)), ("gone", names($0.gone))])
          })
      ),
      ("typePrices", prices(difference.typePrices)), ("servicePrices", prices(difference.servicePrices)),
      ("bills", bills.map { CostDifferenceJSON.value($0) } ?? .null),
    ])
  }
}

/// The formats of `tollgate catalog diff`.
public enum CatalogDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<CatalogDifferenceReport>] = [
    ReportFormat("text") { TextBlocks(style: $1).render($0.page) },
    ReportFormat("json") { report, _ in report.json.indented },
    ReportFormat("markdown") { report, _ in MarkdownBlocks.render(report.page) },
    ReportFormat("html") { report, _ in HTMLBlocks.render(report.page) },
    ReportFormat("csv") { report, _ in CSVBlocks.render(report.page(most: .max)) },
  ]
}
