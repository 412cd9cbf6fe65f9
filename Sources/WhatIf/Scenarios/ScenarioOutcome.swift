import Catalog
public import Costs
import Queueing
public import Money
import Simulation

/// The monthly cost of a scenario and the waiting times of its jobs, with the same jobs as the two modes.
public struct ScenarioOutcome: Sendable {
  /// The scenario.
  public let scenario: ScenarioDocument
  /// Its compute nodes and how they are bought, completed from the request.
  public let supply: ComputeSupply
  /// The source of its interruption rate, in words; nil if the scenario gives the rate, or needs none.
  public let interruptionSource: String?
  /// Its bill, waiting times, nodes and utilization.
  public let outcome: ModeOutcome
  /// The expected monthly saving compared with normal mode; nil if a price of either is unknown, or either cannot carry the
  /// load.
  public let saving: Money?
  /// The mean additional wait compared with normal mode, in seconds; nil if either cannot carry the load.
  public let extraWait: Double?

  /// Whether its bill has all prices.
  public var isPriced: Bool { !outcome.estimate.total.isIncomplete }
}

extension WhatIf {
  /// The name of the cheapest option among the modes and scenarios. It must carry the load, have known prices, and not
  /// exceed the wait of normal mode by more than the limit. Nil if not even normal mode qualifies.
  public var cheapestWithinLimit: String? {
    var choices = [(normal, 0.0 as Double?), (costSavings, point.extraWait)]
    choices += others.map { ($0.outcome, $0.extraWait) }
    let fitting = choices.filter { mode, wait in
      !mode.isSaturated && !mode.estimate.total.isIncomplete && (wait ?? .infinity) <= assumptions.waitLimit
    }
    // INVARIANT: all amounts are in one currency, so they can be compared.
    return fitting.min { one, other in
      (try? one.0.estimate.total.expected.isLess(than: other.0.estimate.total.expected)) ?? false
    }?.0.simulated.name
  }
}

extension ModeComparison {
  /// Runs the scenarios with the jobs of a study of the two modes, and with as many replications.
  func outcomes(
    _ documents: [ScenarioDocument], _ workload: Workload, _ assumptions: Assumptions, beside point: ModePoint,
    _ study: ModeStudy, options: Study.Options, processorsPerNode: Int
  ) async throws(WhatIfError) -> [ScenarioOutcome] {
    guard !documents.isEmpty else { return [] }
    var options = options
    (options.least, options.most, options.precision) = (study.replications, study.replications, nil)
    let rates = try documents.map { document throws(WhatIfError) in
      guard let rate = document.interruptions(estimator.catalog, request) else {
        throw .unknownInterruptions(scenario: document.name)
      }
      return rate
    }
    let result: StudyResult
    do {
      let scenarios = try zip(documents, rates).map { document, rate in
        let fleet = try document.fleet(
          assumptions, processorsPerNode: processorsPerNode, interruptionsPerHour: rate.perNodeHour)
        return Scenario(document.name, fleet)
      }
      result = try await Study(workload, scenarios, options: options).run()
    } catch let error as InvalidParameter {
      throw .invalid(error)
    } catch {
      throw .cancelled
    }
    do throws(MoneyError) {
      var outcomes: [ScenarioOutcome] = []
      for ((document, rate), result) in zip(zip(documents, rates), result.scenarios) {
        outcomes.append(
          try outcome(document, rate, result.refusing(unfitAbove: study.unfit), assumptions, beside: point))
      }
      return outcomes
    } catch {
      throw .money(error)
    }
  }

  private func outcome(
    _ document: ScenarioDocument, _ rate: InterruptionRate, _ result: ScenarioResult, _ assumptions: Assumptions,
    beside point: ModePoint
  ) throws(MoneyError) -> ScenarioOutcome {
    let supply = document.supply(of: request, assumptions)
    let forecast = self.forecast(result, assumptions)
    let computed = try estimator.estimate(of: supply, in: document.mode, nodes: forecast, of: result.fleet)
    let estimate = try estimator.profile.exchangeRate?.converted(computed) ?? computed
    let outcome = ModeOutcome(estimate, meanWait: forecast.meanWait, result)
    let normal = point.comparison.normal.total
    let (wait, normalWait) = (forecast.meanWait, point.comparison.outlook.normalWait)
    let isComparable = wait != nil && normalWait != nil
    return ScenarioOutcome(
      scenario: document, supply: supply, interruptionSource: rate.source, outcome: outcome,
      saving: isComparable && !normal.isIncomplete && !estimate.total.isIncomplete
        ? try normal.expected.subtracting(estimate.total.expected) : nil,
      extraWait: wait.flatMap { wait in normalWait.map { wait - $0 } })
  }

  /// The nodes and the mean wait of a scenario: by formulas where they apply, as simulated elsewhere.
  private func forecast(_ result: ScenarioResult, _ assumptions: Assumptions) -> ElasticFleet.Forecast {
    let fleet = result.fleet
    guard evidence == .formulas, fleet.warm == 0, fleet.interruptionsPerHour == 0 else {
      return ElasticFleet.Forecast(nodes: result.sample(.meanNodes).mean, meanWait: result.meanWait)
    }
    var timing = assumptions.scaling.timing
    (timing.bootSeconds, timing.idleSeconds) = (fleet.bootSeconds, fleet.idleTimeout)
    return ElasticFleet(
      load: assumptions.load, minimum: fleet.minimum, maximum: fleet.maximum, timing: timing
    ).forecast
  }
}

extension Estimator {
  fileprivate func estimate(
    of supply: ComputeSupply, in mode: PerformanceProfile, nodes: ElasticFleet.Forecast, of fleet: Fleet
  ) throws(MoneyError) -> Estimate {
    try estimate(
      of: supply, in: mode,
      computeNodes: Bounds(
        low: Quantity(fleet.minimum), expected: nodes.quantity, high: Quantity(fleet.maximum)))
  }
}
