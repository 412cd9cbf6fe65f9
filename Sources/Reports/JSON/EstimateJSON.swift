import Catalog
import Platform
import Costs
import Documents
import Money
import Requests

/// Estimates as JSON: every amount is a string, in the currency that stands beside them.
enum EstimateJSON {
  static func value(_ comparison: Comparison, withLines: Bool) -> JSONValue {
    let workload = comparison.outlook.workload
    return .object([
      ("currency", .string(comparison.currency.description)),
      ("exchangeRate", exchangeRate(comparison.exchangeRate)),
      ("hoursPerMonth", .integer(Estimate.hoursPerMonth)),
      ("selected", .string(comparison.selected.rawValue)),
      (
        "workload",
        .object([
          (
            "computeNodes",
            .object([("min", .integer(workload.minimumNodes)), ("max", .integer(workload.maximumNodes))])
          ),
          ("load", load(workload.load)),
          ("assumed", .array(workload.assumed.map(\.rawValue).sorted().map { .string($0) })),
          ("fixedBecause", JSONValue(workload.fixedBecause)),
        ])
      ),
      ("normal", estimate(comparison.normal, withLines: withLines)),
      (
        "costSavings",
        comparison.modes.contains(.costSavings) ? estimate(comparison.costSavings, withLines: withLines) : .null
      ),
      ("savings", comparison.savings.map { total($0) } ?? .null),
      (
        "saturated",
        .array(comparison.outlook.saturated.filter { comparison.modes.contains($0) }.map { .string($0.rawValue) })
      ),
      ("waiting", comparison.modes.count > 1 ? waiting(comparison.outlook) : .null),
    ])
  }

  private static func load(_ load: Workload.Load) -> JSONValue {
    .object([
      ("low", .string("\(load.low)")), ("expected", .string("\(load.expected)")), ("high", .string("\(load.high)")),
    ])
  }

  /// The mean waits in seconds by formulas, and the load from which on cost-savings mode makes jobs wait too long.
  private static func waiting(_ outlook: Outlook) -> JSONValue {
    func seconds(_ wait: Double?) -> JSONValue { wait.map { .double($0) } ?? .null }
    return .object([
      ("normal", seconds(outlook.normalWait)), ("costSavings", seconds(outlook.costSavingsWait)),
      ("extra", seconds(outlook.extraWait)), ("limit", .double(outlook.scaling.waitLimitSeconds)),
      ("breakEvenLoad", .double(outlook.breakEvenLoad)),
    ])
  }

  static func exchangeRate(_ rate: ExchangeRate?) -> JSONValue {
    guard let rate else { return .null }
    return .object([
      ("from", .string(Currency.usd.description)), ("to", .string(rate.currency.description)),
      ("rate", .string(rate.rate.description)), ("date", .string(rate.date.description)),
    ])
  }

  /// One mode: nodes, totals, and with lines the bill of materials.
  static func estimate(_ estimate: Estimate, withLines: Bool) -> JSONValue {
    let nodes = estimate.computeNodes
    var members: [(String, JSONValue)] = [
      ("computeNodes", bounds(nodes) { .string($0.description) }),
      ("total", total(estimate.total)),
      ("fixed", total(estimate.fixed)),
      ("usage", total(estimate.usage)),
      ("unknown", .array(estimate.unknown.map { .string($0.component.name) })),
      ("vcpus", vcpus(estimate.vcpus)),
    ]
    if withLines { members.append(("lines", .array(estimate.lines.map { line($0) }))) }
    return .object(members)
  }

  /// The vCPUs that the nodes have together, by quota, and the types that are not counted.
  private static func vcpus(_ need: VCPUNeed) -> JSONValue {
    .object([
      (
        "quotas",
        .array(
          need.total.map { part in
            .object([
              ("code", .string(part.quota.code)), ("low", .integer(part.vcpus.low)),
              ("expected", .integer(part.vcpus.expected)), ("high", .integer(part.vcpus.high)),
            ])
          })
      ),
      ("uncounted", .array(need.uncounted.map { .string($0) })),
    ])
  }

  /// What several requests cost together.
  static func members(_ combined: CombinedBills) -> [(key: String, value: JSONValue)] {
    [
      ("selected", total(combined.selected)), ("better", total(combined.better)),
      ("savings", total(combined.savings)), ("withoutSaving", .integer(combined.withoutSaving)),
      ("shouldChange", .integer(combined.changing)),
    ]
  }

  /// Each period's low, expected and high.
  static func total(_ total: Total) -> JSONValue {
    .object(
      Period.allCases.map { period in
        func text(_ monthly: Money) -> JSONValue { .string(amount(period.amount(ofMonthly: monthly))) }
        let value = JSONValue.object([
          ("low", text(total.low)), ("expected", text(total.expected)), ("high", total.high.map { text($0) } ?? .null),
        ])
        return (period.rawValue, value)
      } + [("isComplete", .boolean(!total.isIncomplete))])
  }

  static func line(_ line: LineItem) -> JSONValue {
    .object([
      ("component", .string(line.component.name)),
      ("title", .string(line.component.title)),
      ("part", .string(line.component.part.rawValue)),
      ("quantity", bounds(line.quantity) { .string($0.description) }),
      ("unit", JSONValue(line.unit)),
      ("unitPrice", line.unitPrice.map { unitPrice($0) } ?? .null),
      ("monthly", amounts(line.monthly)),
      ("listMonthly", amounts(line.listMonthly)),
      ("reason", .string(line.component.reason)),
      ("unknownBecause", JSONValue(line.unknownBecause)),
    ])
  }

  private static func unitPrice(_ price: UnitPrice) -> JSONValue {
    .object([
      ("amount", bounds(price.amount) { .string($0.exact) }),
      ("list", price.list.map { bounds($0) { .string($0.exact) } } ?? .null),
      ("terms", .array(price.terms.map { term($0) })),
      ("status", .string(price.status.rawValue)),
      ("asOf", JSONValue(price.asOf)),
      ("source", .string(price.source)),
    ])
  }

  private static func term(_ term: AppliedTerm) -> JSONValue {
    switch term {
    case .priceBook(let item, let date, let reason):
      .object([
        ("kind", .string("priceBook")), ("item", .string(item)), ("asOf", .string("\(date)")),
        ("reason", .string(reason)),
      ])
    case .discount(let term): percentTerm("discount", term)
    case .markup(let term): percentTerm("markup", term)
    }
  }

  private static func percentTerm(_ kind: String, _ term: PercentTerm) -> JSONValue {
    .object([
      ("kind", .string(kind)), ("service", .string(term.service ?? "all")), ("percent", .string("\(term.percent)")),
      ("reason", .string(term.reason)),
    ])
  }

  static func amounts(_ amounts: Bounds<Money>?) -> JSONValue {
    amounts.map { bounds($0) { .string(amount($0)) } } ?? .null
  }

  private static func bounds<Value>(_ bounds: Bounds<Value>, _ text: (Value) -> JSONValue) -> JSONValue {
    .object([("low", text(bounds.low)), ("expected", text(bounds.expected)), ("high", text(bounds.high))])
  }

  /// Six decimal places: an hour's share of a month's amount has no finite decimal form.
  private static func amount(_ money: Money) -> String { money.rounded(places: 6) }
}
