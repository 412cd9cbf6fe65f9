import Catalog
import Costs
import Documents
import Money
import Simulation
import WhatIf

/// A scenario of `tollgate whatif` as JSON, with its whole bill of materials.
enum ScenarioJSON {
  static func value(_ one: ScenarioOutcome, _ kind: IntervalKind) -> JSONValue {
    .object([
      ("name", .string(one.scenario.name)), ("description", JSONValue(one.scenario.description)),
      ("mode", .string(one.scenario.mode.rawValue)), ("region", .string(one.supply.region)),
      ("instanceTypes", .array(one.supply.instanceTypes.map { .string($0) })),
      ("fleet", fleet(one.outcome.simulated.fleet)),
      ("inWords", .string(ScenarioWords.terms(one))), ("purchase", purchase(one)), ("isPriced", .boolean(one.isPriced)),
      ("bill", EstimateJSON.estimate(one.outcome.estimate, withLines: true)),
      ("outcome", WhatIfJSON.mode(one.outcome, kind)),
      ("saving", JSONValue(one.saving?.exact)),
      ("extraWait", WhatIfJSON.seconds(one.extraWait)),
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
        ("interruptionsPerNodeHour", WhatIfJSON.number(one.outcome.simulated.fleet.interruptionsPerHour)),
        ("interruptionsSource", one.interruptionSource.map { .string($0) } ?? .null),
      ])
    case .commitment(let terms, let nodes):
      .object([
        ("kind", .string("commitment")), ("years", .integer(terms.years)),
        ("plan", terms.plan.map { .string($0.rawValue) } ?? .null),
        ("payment", terms.payment.map { .string($0.rawValue) } ?? .null), ("committedNodes", .integer(nodes)),
      ])
    }
  }
}
