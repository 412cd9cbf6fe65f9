import Costs
import Documents
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate policy price` as JSON.
enum PolicyPriceJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  static let schemaVersion = 1

  static func render(_ run: PolicyPriceRun) -> PrintableText {
    let currency = run.basis.costProfile.exchangeRate?.currency ?? .usd
    return JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("asOf", .string("\(run.basis.asOf)")),
      ("catalog", CheckMembers.catalog(run.basis)), ("costProfile", CheckMembers.costProfile(run.basis)),
      ("currency", .string("\(currency)")), ("policies", .array(run.sums.map { sum($0, run) })),
      ("requests", .array(run.priced.map { request($0, run) })),
      (
        "notPriced",
        .array(
          run.unpriced.map { draft in
            .object([("source", source(draft.place)), ("name", JSONValue(draft.name?.value))])
          })
      ),
      ("errors", .array(run.files.syntaxErrors.map { JSONValue($0) })),
      ("answer", .string(PolicyPriceReport.answer(run))),
    ]).indented
  }

  private static func sum(_ sum: PolicyPriceRun.Sum, _ run: PolicyPriceRun) -> JSONValue {
    .object([
      ("policy", .string(sum.policy)), ("monthly", JSONValue(PolicyPriceReport.reported(sum.cost, run)?.exact)),
      ("requests", .integer(sum.requests.count)), ("blocked", .integer(sum.blocked.count)),
    ])
  }

  private static func request(_ priced: PolicyPriceRun.Priced, _ run: PolicyPriceRun) -> JSONValue {
    .object([
      ("source", source(priced.place)), ("name", .string(priced.request.name)),
      ("cheapest", cheapest(priced.price.cheapest, run)),
      (
        "without",
        .object(priced.price.without.sorted { $0.key < $1.key }.map { ($0.key, cheapest($0.value, run)) })
      ),
      ("unchangeable", .array(priced.price.unchangeable.map { .string($0) })),
    ])
  }

  private static func cheapest(_ one: PolicyPrice.Cheapest?, _ run: PolicyPriceRun) -> JSONValue {
    guard let one else { return .null }
    return .object([
      ("monthly", JSONValue(PolicyPriceReport.reported(one.cost, run)?.exact)), ("spec", SuggestJSON.spec(one.change)),
    ])
  }

  private static func source(_ place: Place) -> JSONValue {
    .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])
  }
}
