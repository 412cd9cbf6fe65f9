import Costs
import Documents
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate whatif` about several requests as JSON.
enum WhatIfOverviewJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  static let schemaVersion = 1

  static func render(_ run: CheckRun) -> PrintableText {
    let compared = ComparedRequest.all(run)
    return JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("kind", .string("requests")), ("tool", Tool.json),
      ("asOf", .string("\(run.basis.asOf)")),
      ("catalog", CheckMembers.catalog(run.basis)), ("costProfile", CheckMembers.costProfile(run.basis)),
      ("currency", JSONValue(compared.first?.comparison.currency.description)),
      ("requests", .array(compared.map { request($0) })),
      ("total", ComparedRequest.total(compared)),
      ("answer", compared.isEmpty ? .null : .string(WhatIfOverview.answer(compared))),
      (
        "notCompared",
        .array(run.verdicts.filter { $0.bills == nil }.map { CheckMembers.request($0, withLines: false) })
      ),
      ("errors", .array(CheckMembers.errors(run.whole))),
    ]).indented
  }

  private static func request(_ request: ComparedRequest) -> JSONValue {
    let place = request.verdict.draft.place
    return .object([
      ("source", .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])),
      ("name", .string(request.request.name)), ("region", .string(request.request.region)),
      ("estimates", EstimateJSON.value(request.comparison, withLines: false)),
      ("betterMode", JSONValue(request.comparison.betterMode?.rawValue)),
      ("savingPerHourOfWaiting", JSONValue(request.comparison.savingPerHourOfWaiting?.exact)),
    ])
  }
}
