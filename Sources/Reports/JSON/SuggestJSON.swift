import Documents
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate suggest` as JSON.
enum SuggestJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  static let schemaVersion = 1

  static func render(_ run: SuggestRun) -> PrintableText {
    let suggestions = run.suggestions
    let extent = suggestions.extent
    return JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("asOf", .string("\(run.basis.asOf)")),
      ("catalog", CheckMembers.catalog(run.basis)), ("costProfile", CheckMembers.costProfile(run.basis)),
      ("request", CheckMembers.request(suggestions.verdict, withLines: false)),
      (
        "unchangeable",
        .array(suggestions.unchangeable.map { JSONValue($0) })
      ),
      ("isComparable", .boolean(!suggestions.isEmpty)),
      ("suggestions", .array(suggestions.all.enumerated().map { suggestion($1, $0 + 1, suggestions) })),
      (
        "without",
        .array(
          suggestions.kinds.compactMap { kind in
            kind.denied.map { denied in
              .object([
                ("nodes", .string(nodes(kind.nearness))), ("place", .string(place(kind.nearness.place))),
                ("cheapest", self.denied(denied)),
              ])
            }
          })
      ),
      (
        "lookedAt",
        .object([
          ("regions", .integer(extent.regions)), ("lists", .integer(extent.lists)), ("modes", .integer(extent.modes)),
          ("computeNodes", .integer(extent.nodes)),
        ])
      ),
      ("answer", .string(SuggestReport.answer(run))),
    ]).indented
  }

  private static func suggestion(
    _ one: Suggestions.Suggestion, _ number: Int, _ suggestions: Suggestions
  ) -> JSONValue {
    let own = SuggestReport.total(suggestions.verdict)
    return .object([
      ("number", .integer(number)),
      ("isNearest", .boolean(number == 1 && suggestions.nearest != nil)),
      ("nodes", .string(nodes(one.nearness))),
      ("place", .string(place(one.nearness.place))), ("changes", .integer(one.changes)), ("spec", spec(one.change)),
      ("monthly", SuggestReport.total(one.verdict).map { EstimateJSON.total($0) } ?? .null),
      ("saving", JSONValue(SuggestReport.saving(one, own)?.exact)),
      ("meanWait", SuggestReport.wait(one.verdict).map { .double($0) } ?? .null),
      ("findings", .array(one.verdict.findings.map { JSONValue($0) })),
      ("denied", one.denied.map { denied($0) } ?? .null),
    ])
  }

  private static func denied(_ denied: Suggestions.Denied) -> JSONValue {
    .object([
      ("spec", spec(denied.change)),
      ("monthly", SuggestReport.total(denied.verdict).map { EstimateJSON.total($0) } ?? .null),
      ("findings", .array(denied.findings.map { JSONValue($0) })),
    ])
  }

  private static func nodes(_ nearness: Nearness) -> String { nearness.nodes == .asGood ? "asGood" : "other" }

  private static func place(_ place: Nearness.Place) -> String {
    switch place {
    case .sameRegion: "sameRegion"
    case .sameContinent: "sameContinent"
    case .elsewhere: "elsewhere"
    }
  }

  /// The values that a search varies, as a request has them.
  static func spec(_ change: RequestChange) -> JSONValue {
    .object([
      ("region", .string(change.region)), ("instanceTypes", .array(change.instanceTypes.map { .string($0) })),
      ("costSavings", .boolean(change.costSavings)),
      (
        "workload",
        .object([
          (
            "computeNodes",
            .object([("min", .integer(change.minimumNodes)), ("max", .integer(change.maximumNodes))])
          )
        ])
      ),
    ])
  }
}
