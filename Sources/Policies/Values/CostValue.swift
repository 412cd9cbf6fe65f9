import CEL
import Costs
import Money
import Requests

/// The cost of a request as seen by expressions: `cost.selected.monthly.expected`.
struct CostValue: Structure {
  let comparison: Comparison

  static let structureType = StructureType<CostValue>("cost") {
    Field("normal") { ModeValue(estimate: $0.comparison.normal, what: "normal mode") }
    Field("costSavings") { ModeValue(estimate: $0.comparison.costSavings, what: "cost-savings mode") }
    Field("selected") { ModeValue(estimate: $0.comparison.selectedEstimate, what: "the selected mode") }
    Field("savings", TotalValue.valueType) { $0.savings }
    Field("saturated") { $0.comparison.outlook.saturated.map(\.rawValue) }
    Field("load") { LoadValue(load: $0.comparison.outlook.load) }
    Field("unpriced") { $0.comparison.selectedEstimate.unknown.map(\.component.name) }
  }

  /// The saving. A mode that cannot carry the load has none: `has()` is false, and reading it is an error.
  private var savings: Value {
    guard let savings = comparison.savings else {
      guard comparison.modes.count > 1 else {
        return .error(
          EvaluationError(
            .noSuchField, "there is no saving: clusters of the `direct` generation have no cost-savings mode"))
      }
      let modes = comparison.outlook.saturated.map { $0 == .normal ? "normal mode" : "cost-savings mode" }
      return .error(
        EvaluationError(
          .noSuchField,
          "there is no saving, since \(modes.joined(separator: " and ")) cannot carry the load; `cost.saturated` names it"
        ))
    }
    return TotalValue(total: savings, what: "the saving", isSaving: true).value
  }

  /// The struct types for the type checker.
  static let structures: [StructureDeclaration] = [
    structureType.declaration, LoadValue.structureType.declaration, TotalValue.structureType.declaration,
    RangeValue.structureType.declaration, ModeValue.structureType.declaration,
    VCPURangeValue.structureType.declaration,
  ]

  /// The maximum sizes of the parts: a cost profile has about twenty components, and the catalog as many quotas.
  static let extent = Extent.record([
    "normal": mode, "costSavings": mode, "selected": mode,
    "unpriced": .list(0...200, of: .text(0...200)), "saturated": .list(0...2, of: .text(0...20)),
  ])

  private static let mode = Extent.record(["vcpus": .map(0...20, keys: .text(0...16))])
}

/// The mean number of nodes that jobs keep busy: what the request says, or what is assumed if it does not.
struct LoadValue: Structure {
  let load: Workload.Load

  static let structureType = StructureType<LoadValue>("cost.loadRange") {
    Field("low") { $0.load.low.double }
    Field("expected") { $0.load.expected.double }
    Field("high") { $0.load.high.double }
  }
}

/// A total for each period.
struct TotalValue: Structure {
  let total: Total
  let what: String
  let isSaving: Bool

  static let structureType = StructureType<TotalValue>("cost.total") {
    Field("hourly") { RangeValue(total: $0.total, period: .hour, what: $0.what, isSaving: $0.isSaving) }
    Field("daily") { RangeValue(total: $0.total, period: .day, what: $0.what, isSaving: $0.isSaving) }
    Field("monthly") { RangeValue(total: $0.total, period: .month, what: $0.what, isSaving: $0.isSaving) }
  }
}

/// A minimum, an expected and a maximum amount. Amounts that depend on an unknown price cannot be read: a policy must
/// not treat an unknown price as zero.
struct RangeValue: Structure {
  let total: Total
  let period: Period
  let what: String
  /// Whether it is the difference of two totals.
  let isSaving: Bool

  static let structureType = StructureType<RangeValue>("cost.range") {
    // The difference of totals that lack a price is not a bound.
    Field("low", MoneyValue.type) { $0.isSaving && $0.total.isIncomplete ? $0.unknown : $0.amount($0.total.low) }
    Field("expected", MoneyValue.type) { $0.total.isIncomplete ? $0.unknown : $0.amount($0.total.expected) }
    Field("high", MoneyValue.type) { range in range.total.high.map { range.amount($0) } ?? range.unknown }
  }

  private func amount(_ monthly: Money) -> Value { .opaque(MoneyValue(period.amount(ofMonthly: monthly))) }

  private var unknown: Value {
    .error(
      EvaluationError(
        .noSuchField, "the cost of \(what) is not known, since the catalog lacks a price; `cost.unpriced` names it")
    )
  }
}
