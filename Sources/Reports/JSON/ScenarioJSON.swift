import Costs
import Documents
import Money
import Simulation
import WhatIf

/// A scenario of `tollgate whatif` as JSON, with its whole bill of materials.
enum ScenarioJSON {
  static func value(_ one: ScenarioOutcome, beside study: ModeStudy) -> JSONValue {
    let (result, kind) = (one.outcome.result, study.intervalKind)
    let isComparable = !one.outcome.isSaturated && !study.normal.isSaturated
    return .object([
      ("name", .string(one.scenario.name)), ("description", JSONValue(one.scenario.description)),
      ("mode", .string(one.scenario.mode.rawValue)), ("region", .string(one.supply.region)),
      ("instanceTypes", .array(one.supply.instanceTypes.map { .string($0) })), ("fleet", fleet(result.fleet)),
      ("inWords", .string(ScenarioWords.terms(one))), ("purchase", purchase(one)), ("isPriced", .boolean(one.isPriced)),
      ("bill", EstimateJSON.estimate(one.outcome.estimate, withLines: true)),
      ("outcome", WhatIfJSON.mode(one.outcome, kind, withDetails: true)),
      ("saving", one.saving.map { WhatIfJSON.saving($0) } ?? .null),
      ("extraWait", isComparable ? WhatIfJSON.sample(one.extraWait, kind) : .null),
    ])
  }

  private static func fleet(_ fleet: Fleet) -> JSONValue {
    .object([
      ("minimumNodes", .integer(fleet.minimum)), ("maximumNodes", .integer(fleet.maximum)),
      ("bootSeconds", WhatIfJSON.number(fleet.bootSeconds)), ("idleSeconds", WhatIfJSON.number(fleet.idleTimeout)),
      ("warmNodes", .integer(fleet.warm)), ("backfilling", .boolean(fleet.backfilling)),
    ])
  }

  private static func purchase(_ one: ScenarioOutcome) -> JSONValue {
    switch one.supply.purchase {
    case .onDemand: .object([("kind", .string("onDemand"))])
    case .spot:
      .object([
        ("kind", .string("spot")),
        ("interruptionsPerNodeHour", WhatIfJSON.number(one.outcome.result.fleet.interruptionsPerHour)),
      ])
    case .commitment(let years, let nodes):
      .object([("kind", .string("commitment")), ("years", .integer(years)), ("committedNodes", .integer(nodes))])
    }
  }
}
