import Platform
import Costs
import Documents
import Findings
import Gate
import Money
import Requests

/// The report of `tollgate whatif` about several requests as JSON. It is sorted, so that what it says of each request waits on
/// disk.
struct WhatIfOverviewJSON: FleetEmitter {
  static let name = "json"

  /// The version of the format. It changes when a member is removed or gets another meaning.
  static let schemaVersion = 1

  private var fleet: RequestFleet
  private var texts = SpooledText()
  /// Where the text about each request of the fleet is.
  private var places: [Range<Int>] = []
  private var notCompared: [JSONValue] = []
  private var errors: [JSONValue] = []

  init(style: TextStyle, _ options: FleetOptions) { fleet = RequestFleet(options) }

  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText {
    fleet.add(part.verdicts)
    errors += CheckMembers.errors(part)
    for text in concurrentMap(part.verdicts, { Self.request($0)?.indented(by: 2) }) {
      if let text { places.append(try texts.add(text)) }
    }
    notCompared += part.verdicts.filter { $0.bills == nil }.map { CheckMembers.request($0, withLines: false) }
    return ""
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws {
    let head: [(key: String, value: JSONValue)] = [
      ("schemaVersion", .integer(Self.schemaVersion)), ("kind", .string("requests")), ("tool", Tool.json),
      ("asOf", .string("\(basis.asOf)")),
      ("catalog", CheckMembers.catalog(basis)), ("costProfile", CheckMembers.costProfile(basis)),
      ("currency", JSONValue(fleet.currency?.description)),
      ("order", .string(fleet.options.order.rawValue)),
    ]
    let rest: [(key: String, value: JSONValue)] =
      [("total", fleet.total)] + FleetGroups.members(fleet) + [
        ("answer", fleet.requests.isEmpty ? .null : .string(WhatIfOverview.answer(fleet))),
        ("notCompared", .array(notCompared)), ("errors", .array(errors)),
      ]
    try write("{\n" + head.map { CheckJSON.member($0.key, $0.value) + ",\n" }.joined())
    var isFirst = true
    for place in fleet.bySaving {
      try write((isFirst ? "  \"requests\": [\n    " : ",\n    ") + texts.text(places[place]))
      isFirst = false
    }
    let end: PrintableText = isFirst ? "  \"requests\": [],\n" : "\n  ],\n"
    try write(end + rest.map { CheckJSON.member($0.key, $0.value) }.joined(separator: ",\n") + "\n}\n")
  }

  private static func request(_ verdict: Verdict) -> JSONValue? {
    guard let bills = verdict.bills?.reported, let request = verdict.request else { return nil }
    let place = verdict.draft.place
    return .object([
      ("source", .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])),
      ("name", .string(request.name)), ("region", .string(request.region)),
      ("estimates", EstimateJSON.value(bills, withLines: false)),
      ("betterMode", JSONValue(bills.betterMode?.rawValue)),
      ("shouldChange", .boolean(BillTotals(bills).shouldChange)),
      ("savingPerHourOfWaiting", JSONValue(bills.savingPerHourOfWaiting?.exact)),
    ])
  }
}
