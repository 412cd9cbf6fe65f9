import Requests
import Costs
import Documents
public import Findings
public import Gate
import Money

/// The report of `tollgate cost --diff` as JSON.
public enum CostDifferenceJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  public static let schemaVersion = 1

  /// The whole report.
  public static func render(_ run: CostDifferenceRun) -> PrintableText { value(run).indented }

  /// The whole report as a part of another.
  static func value(_ run: CostDifferenceRun) -> JSONValue {
    .object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("asOf", .string("\(run.new.basis.asOf)")),
      ("old", basis(run.old.basis)), ("new", basis(run.new.basis)),
      ("currency", .string("\(run.total.monthly.expected.currency)")),
      ("exchangeRate", EstimateJSON.exchangeRate(run.new.basis.costProfile.exchangeRate)),
      ("hoursPerMonth", .integer(Estimate.hoursPerMonth)),
      ("requests", .array(run.pairs.map { pair($0) })),
      (
        "notCompared",
        .object([
          ("old", .array(run.unpricedOld.map { verdict($0) })), ("new", .array(run.unpricedNew.map { verdict($0) })),
        ])
      ),
      ("errors", .array(CheckMembers.errors(run.old.whole) + CheckMembers.errors(run.new.whole))),
      ("total", total(run.total)),
    ])
  }

  private static func basis(_ basis: CheckBasis) -> JSONValue {
    .object([("catalog", CheckMembers.catalog(basis)), ("costProfile", CheckMembers.costProfile(basis))])
  }

  private static func verdict(_ verdict: Verdict) -> JSONValue {
    .object([
      ("source", source(verdict.draft.place)), ("name", JSONValue(verdict.draft.name?.value)),
      (
        "findings",
        .array(verdict.findings.filter { $0.denies && verdict.bills == nil }.map { JSONValue($0) })
      ),
    ])
  }

  private static func source(_ place: Place) -> JSONValue {
    .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])
  }

  private static func pair(_ pair: CostDifferenceRun.Pair) -> JSONValue {
    let difference = pair.difference
    return .object([
      ("name", .string(difference.name)), ("isChanged", .boolean(!difference.isEmpty)),
      ("old", side(difference.old, pair.oldPlace)), ("new", side(difference.new, pair.newPlace)),
      ("normal", bill(difference.normal)), ("costSavings", bill(difference.costSavings)),
      ("selected", bill(difference.selected)),
    ])
  }

  private static func side(_ side: CostDifference.Side?, _ place: Place?) -> JSONValue {
    guard let side, let place else { return .null }
    return .object([
      ("source", source(place)), ("digest", .string("\(side.request.digest)")),
      ("region", .string(side.request.region)), ("selected", .string(side.comparison.selected.rawValue)),
    ])
  }

  private static func bill(_ bill: BillDifference) -> JSONValue {
    .object([
      ("old", bill.old.map { EstimateJSON.total($0.total) } ?? .null),
      ("new", bill.new.map { EstimateJSON.total($0.total) } ?? .null), ("difference", total(bill.total)),
      ("lines", .array(bill.lines.map { line($0) })),
    ])
  }

  private static func total(_ total: TotalDifference) -> JSONValue {
    .object([
      ("monthly", EstimateJSON.amounts(total.monthly)), ("isComplete", .boolean(total.isComplete)),
      ("notIncluded", .array(total.notIncluded.map { .string($0) })),
    ])
  }

  private static func line(_ line: LineDifference) -> JSONValue {
    .object([
      ("component", .string(line.component.name)), ("change", .string(line.change.rawValue)),
      ("old", line.old.map { EstimateJSON.line($0) } ?? .null),
      ("new", line.new.map { EstimateJSON.line($0) } ?? .null),
      ("difference", EstimateJSON.amounts(line.monthly)), ("unknownBecause", JSONValue(line.unknownBecause)),
    ])
  }
}
