import Costs
import Documents
public import Findings
import Money
import Simulation
public import WhatIf

/// The report of `tollgate whatif` as JSON.
public enum WhatIfJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  public static let schemaVersion = 1

  /// The whole report. Waits are in seconds, loads in nodes, amounts in US dollars a month.
  public static func render(_ answer: WhatIf, name: String) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("name", .string(name)),
      ("assumptions", assumptions(answer)), ("study", study(answer.study, withDetails: true)),
      (
        "sweep",
        .array(
          answer.sweep.map {
            .object([("load", number($0.load)), ("study", study($0.study, withDetails: false))])
          })
      ),
      ("breakEven", breakEven(answer.breakEven)),
      ("sensitivityBase", .object(results(answer.sensitivityBase))),
      ("sensitivities", .array(answer.sensitivities.map { sensitivity($0) })),
      ("others", .array(answer.others.map { ScenarioJSON.value($0, beside: answer.study) })),
      ("cheapestWithinLimit", JSONValue(answer.cheapestWithinLimit)),
      ("cheapestInWords", answer.others.isEmpty ? .null : .string(ScenarioWords.cheapest(answer))),
      ("checks", .array(answer.checks.map { check($0) })), ("analytic", answer.analytic.map { analytic($0) } ?? .null),
      ("recommendation", .string(WhatIfWords.recommendation(answer))),
    ]).indented
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

  private static func study(_ study: ModeStudy, withDetails: Bool) -> JSONValue {
    .object([
      ("replications", .integer(study.replications)), ("intervals", .string(study.intervalKind.rawValue)),
      ("normal", mode(study.normal, study.intervalKind, withDetails: withDetails)),
      ("costSavings", mode(study.costSavings, study.intervalKind, withDetails: withDetails)),
      ("saving", saving(study.saving)),
      (
        "extraWait",
        study.normal.isSaturated || study.costSavings.isSaturated ? .null : sample(study.extraWait, study.intervalKind)
      ),
    ])
  }

  static func saving(_ saving: MoneyInterval) -> JSONValue {
    .object([
      ("low", .string(saving.low.exact)), ("mean", .string(saving.mean.exact)), ("high", .string(saving.high.exact)),
    ])
  }

  static func mode(_ mode: ModeOutcome, _ kind: IntervalKind, withDetails: Bool) -> JSONValue {
    let total = mode.estimate.total
    var members: [(key: String, value: JSONValue)] = [
      ("monthly", monthly(total.low, total.expected, total.high, isComplete: !total.isIncomplete)),
      ("saturated", JSONValue(mode.result.saturation?.description)),
    ]
    for metric in Metric.allCases {
      let isUnknown = mode.result.saturation != nil && metric.rawValue.hasSuffix("Wait")
      members.append((metric.rawValue, isUnknown ? .null : sample(mode.result.sample(metric), kind)))
    }
    members.append(("recorded", mode.result.recorded.map { recorded($0) } ?? .null))
    if withDetails {
      members += [
        ("groups", groups(mode.estimate)), ("lines", lines(mode.estimate)),
        ("waitDistribution", waitDistribution(mode)),
      ]
    }
    return .object(members)
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
        ("kind", .string("waiting")), ("load", number(load)), ("low", number(interval.low)),
        ("high", number(interval.high)),
      ])
    case .money(let load): .object([("kind", .string("money")), ("load", number(load))])
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
      ("saving", .string(variation.saving.exact)),
      ("extraWait", variation.extraWait.map { number($0) } ?? .null),
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
