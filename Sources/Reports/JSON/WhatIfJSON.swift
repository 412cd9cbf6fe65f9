import Costs
import Documents
public import Findings
import Gate
import Money
import Queueing
import Requests
import Simulation
public import WhatIf

/// The report of `tollgate whatif` as JSON.
public enum WhatIfJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  public static let schemaVersion = 2

  /// The whole report. Waits are in seconds, loads in nodes, amounts a month in the currency that it
  /// names.
  public static func render(_ answer: WhatIf, name: String) -> PrintableText {
    JSONValue.object(members(answer, name)).indented
  }

  /// The report of a run, with the day and the configuration.
  static func render(_ run: WhatIfRun) -> PrintableText {
    JSONValue.object(
      members(run.answer, run.request.name) + [
        ("asOf", .string("\(run.asOf)")), ("configuration", JSONValue(run.configuration)),
        ("footing", .string(WhatIfReport.footing(run))),
      ]
    ).indented
  }

  private static func members(_ answer: WhatIf, _ name: String) -> [(key: String, value: JSONValue)] {
    [
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("name", .string(name)),
      ("currency", .string("\(answer.currency)")),
      ("exchangeRate", EstimateJSON.exchangeRate(answer.point.comparison.exchangeRate)),
      ("assumptions", assumptions(answer)), ("study", study(answer)),
      ("sweep", .array(answer.sweep.map { sweep($0) })),
      ("breakEven", breakEven(answer.breakEven)),
      ("sensitivities", .array(answer.sensitivities.map { sensitivity($0) })),
      ("others", .array(answer.others.map { ScenarioJSON.value($0, answer.study.intervalKind) })),
      ("cheapestWithinLimit", JSONValue(answer.cheapestWithinLimit)),
      ("cheapestInWords", answer.others.isEmpty ? .null : .string(ScenarioWords.cheapest(answer))),
      ("checks", .array(answer.checks.map { check($0) })),
      ("recommendation", .string(WhatIfWords.recommendation(answer))),
      ("provenance", provenance(answer.provenance)),
    ]
  }

  private static func provenance(_ from: WhatIf.Provenance) -> JSONValue {
    .object([
      ("region", .string(from.region)), ("instanceTypes", .array(from.instanceTypes.map { .string($0) })),
      ("catalog", .string("\(from.catalog)")), ("costProfile", .string(from.costProfile.name)),
      ("costOptions", .array(from.costProfile.includedOptions.map { .string($0) })),
    ])
  }

  private static func assumptions(_ answer: WhatIf) -> JSONValue {
    let it = answer.assumptions
    return .object([
      ("load", number(it.load)), ("minimumNodes", .integer(it.minimumNodes)),
      ("maximumNodes", .integer(it.maximumNodes)),
      ("bootSeconds", number(it.bootSeconds)), ("idleSeconds", number(it.idleSeconds)),
      ("warmNodes", .integer(it.warmNodes)), ("backfilling", .boolean(it.backfilling)),
      ("loadProfile", JSONValue(it.pattern?.name)), ("waitLimitSeconds", number(it.waitLimit)),
      ("jobSeconds", answer.trace == nil ? number(it.jobSeconds) : .null),
      ("squaredVariation", answer.trace == nil ? number(it.variation) : .null),
      (
        "trace",
        answer.trace.map { trace in
          .object([
            ("file", .string(trace.source)), ("jobs", .integer(trace.jobs.count)),
            ("unusable", .integer(trace.unusable.total)),
          ])
        } ?? .null
      ), ("inWords", .array(WhatIfWords.assumptions(answer).map { .string($0) })),
    ])
  }

  private static func study(_ answer: WhatIf) -> JSONValue {
    let (study, kind) = (answer.study, answer.study.intervalKind)
    let savings = answer.point.comparison.savings
    return .object([
      ("evidence", .string(answer.evidence == .formulas ? "formulas" : "simulation")),
      ("replications", .integer(study.replications)), ("intervals", .string(kind.rawValue)),
      ("normal", mode(answer.normal, kind)), ("costSavings", mode(answer.costSavings, kind)),
      (
        "saving",
        savings.map { monthly($0.low, $0.expected, $0.high, isComplete: !$0.isIncomplete) } ?? .null
      ),
      ("savingParts", .array(answer.point.comparison.savingParts.map { part($0, of: answer.point.comparison) })),
      ("savingCarriedBy", JSONValue(OutlookWords.carriers(answer.point.comparison))),
      ("extraWait", seconds(answer.point.extraWait)),
      ("simulatedExtraWait", answer.point.extraWait == nil ? .null : sample(study.extraWait, kind)),
    ])
  }

  private static func part(_ part: SavingPart, of comparison: Comparison) -> JSONValue {
    .object([
      ("component", .string(part.component.name)), ("title", .string(part.component.title)),
      ("saving", .string(part.saving.exact)),
      ("share", OutlookWords.share(part.saving, of: comparison).map { number($0) } ?? .null),
      ("priceStatus", JSONValue(part.status?.rawValue)),
    ])
  }

  /// Both modes at one load.
  private static func sweep(_ point: ModePoint) -> JSONValue {
    let modes = ShownMode.all.map { mode -> (String, JSONValue) in
      let total = mode.estimate(point).total
      return (
        mode.key,
        .object([
          ("monthly", monthly(total.low, total.expected, total.high, isComplete: !total.isIncomplete)),
          ("meanWait", seconds(mode.wait(point))),
        ])
      )
    }
    return .object([("load", number(point.load))] + modes)
  }

  static func seconds(_ wait: Double?) -> JSONValue { wait.map { number($0) } ?? .null }

  static func mode(_ mode: ModeOutcome, _ kind: IntervalKind) -> JSONValue {
    let total = mode.estimate.total
    let simulated = Metric.allCases.map { metric -> (String, JSONValue) in
      let isUnknown = mode.isSaturated && metric.rawValue.hasSuffix("Wait")
      return (metric.rawValue, isUnknown ? .null : sample(mode.simulated.sample(metric), kind))
    }
    return .object([
      ("monthly", monthly(total.low, total.expected, total.high, isComplete: !total.isIncomplete)),
      ("computeNodes", .string("\(mode.estimate.computeNodes.expected)")), ("meanWait", seconds(mode.meanWait)),
      ("isSaturated", .boolean(mode.isSaturated)), ("simulated", .object(simulated)),
      ("recorded", mode.simulated.recorded.map { recorded($0) } ?? .null), ("groups", groups(mode.estimate)),
      ("lines", lines(mode.estimate)), ("waitDistribution", waitDistribution(mode)),
    ])
  }

  private static func monthly(_ low: Money?, _ expected: Money?, _ high: Money?, isComplete: Bool) -> JSONValue {
    .object([
      ("low", JSONValue(low?.exact)), ("expected", JSONValue(expected?.exact)), ("high", JSONValue(high?.exact)),
      ("isComplete", .boolean(isComplete)),
    ])
  }

  /// The bill by service.
  private static func groups(_ estimate: Estimate) -> JSONValue {
    .array(
      CostGroup.groups(of: estimate).map { group in
        .object([
          ("name", .string(group.name)),
          ("monthly", monthly(group.low, group.expected, group.high, isComplete: !group.isIncomplete)),
        ])
      })
  }

  private static func lines(_ estimate: Estimate) -> JSONValue {
    .array(
      estimate.lines.map { line in
        .object([
          ("component", .string(line.component.name)), ("title", .string(line.component.title)),
          ("group", .string(CostGroup.name(of: line.component))),
          (
            "monthly",
            line.monthly.map { monthly($0.low, $0.expected, $0.high, isComplete: true) } ?? .null
          ),
        ])
      })
  }

  /// The jobs of all replications: which share of them waits at most so many seconds.
  private static func waitDistribution(_ mode: ModeOutcome) -> JSONValue {
    guard let seconds = WaitShares.seconds(mode) else { return .null }
    return .array(
      zip(WaitShares.perMille, seconds).map { share, seconds in
        .object([("share", number(Double(share) / 1_000)), ("seconds", number(seconds))])
      })
  }

  /// What the trace itself did, in the order in which it was recorded.
  private static func recorded(_ run: RunResult) -> JSONValue {
    .object([
      ("jobs", .integer(run.jobs)), ("unfit", .integer(run.unfit)), ("meanWait", number(run.wait.mean)),
      ("medianWait", number(run.wait.median)), ("p95Wait", number(run.wait.p95)), ("p99Wait", number(run.wait.p99)),
      ("longestWait", number(run.wait.longest)), ("nodeHours", number(run.nodeHours)), ("boots", .integer(run.boots)),
    ])
  }

  static func sample(_ sample: Sample, _ kind: IntervalKind) -> JSONValue {
    let interval = kind.around(sample)
    return .object([("mean", number(sample.mean)), ("low", number(interval.low)), ("high", number(interval.high))])
  }

  private static func breakEven(_ breakEven: ModeBreakEven) -> JSONValue {
    switch breakEven {
    case .waiting(let load, let interval):
      .object([
        ("kind", .string("waiting")), ("load", number(load)), ("low", seconds(interval?.low)),
        ("high", seconds(interval?.high)),
      ])
    case .money(let load): .object([("kind", .string("money")), ("load", number(load))])
    case .moneyBelow(let load): .object([("kind", .string("moneyBelow")), ("load", number(load))])
    case .always: .object([("kind", .string("always"))])
    case .never: .object([("kind", .string("never"))])
    }
  }

  private static func sensitivity(_ one: Sensitivity) -> JSONValue {
    .object([
      ("name", .string(one.name)),
      (
        "values",
        .array(
          [one.lower, one.higher].map { variation in
            .object([("value", .string(variation.value))] + results(variation))
          })
      ),
    ])
  }

  private static func check(_ check: AnalyticCheck) -> JSONValue {
    switch check.answer {
    case .estimate(let estimate):
      .object([("name", .string(check.name)), ("estimate", analytic(estimate)), ("notApplicableBecause", .null)])
    case .none(let reason):
      .object([("name", .string(check.name)), ("estimate", .null), ("notApplicableBecause", .string(reason))])
    }
  }

  private static func results(_ variation: Sensitivity.Variation) -> [(key: String, value: JSONValue)] {
    [
      ("saving", JSONValue(variation.saving?.exact)),
      ("extraWait", seconds(variation.extraWait)),
    ]
  }

  private static func analytic(_ estimate: QueueEstimate) -> JSONValue {
    .object([
      ("formula", .string(estimate.formula.rawValue)), ("source", .string(estimate.formula.source)),
      ("isExact", .boolean(estimate.formula.isExact)), ("meanWait", number(estimate.meanWait)),
      ("utilization", number(estimate.utilization)),
    ])
  }

  static func number(_ value: Double) -> JSONValue { value.isFinite ? .double(value) : .null }
}
