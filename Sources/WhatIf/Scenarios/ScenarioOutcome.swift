public import Costs
import Money
public import Simulation

/// The monthly cost of a scenario and the waiting times of its jobs, with the same jobs as the two modes.
public struct ScenarioOutcome: Sendable {
  /// The scenario.
  public let scenario: ScenarioDocument
  /// Its compute nodes and how they are bought, completed from the request.
  public let supply: ComputeSupply
  /// Its bill, waiting times, nodes and utilization.
  public let outcome: ModeOutcome
  /// The monthly saving compared with normal mode, at the expected prices; nil if a price of either is unknown.
  public let saving: MoneyInterval?
  /// The additional wait compared with normal mode, in seconds, per replication.
  public let extraWait: Sample

  /// Whether its bill has all prices.
  public var isPriced: Bool { !outcome.estimate.total.isIncomplete }
}

extension WhatIf {
  /// The name of the cheapest option among the modes and scenarios. It must carry the load, have known prices, and not
  /// exceed the wait of normal mode by more than the limit. Nil if not even normal mode qualifies.
  public var cheapestWithinLimit: String? {
    var choices = [(study.normal, 0), (study.costSavings, study.extraWait.mean)]
    choices += others.map { ($0.outcome, $0.extraWait.mean) }
    let fitting = choices.filter { mode, wait in
      mode.result.saturation == nil && !mode.estimate.total.isIncomplete && wait <= assumptions.waitLimit
    }
    // INVARIANT: all amounts are in US dollars, so they can be compared.
    return fitting.min { one, other in
      (try? one.0.estimate.total.expected.isLess(than: other.0.estimate.total.expected)) ?? false
    }?.0.result.name
  }
}

extension ModeComparison {
  /// Runs the scenarios with the jobs of a study of the two modes, and with as many replications.
  func outcomes(
    _ documents: [ScenarioDocument], _ workload: Workload, _ assumptions: Assumptions, beside study: ModeStudy,
    options: Study.Options, processorsPerNode: Int
  ) async throws(WhatIfError) -> [ScenarioOutcome] {
    guard !documents.isEmpty else { return [] }
    var options = options
    (options.least, options.most, options.precision) = (study.replications, study.replications, nil)
    let result: StudyResult
    do {
      let scenarios = try documents.map {
        Scenario($0.name, try $0.fleet(assumptions, processorsPerNode: processorsPerNode))
      }
      result = try await Study(workload, scenarios, options: options).run()
    } catch let error as InvalidParameter {
      throw .invalid(error)
    } catch {
      throw .cancelled
    }
    do throws(MoneyError) {
      var outcomes: [ScenarioOutcome] = []
      for (document, result) in zip(documents, result.scenarios) {
        outcomes.append(try outcome(document, result, assumptions, beside: study))
      }
      return outcomes
    } catch {
      throw .money(error)
    }
  }

  private func outcome(
    _ document: ScenarioDocument, _ result: ScenarioResult, _ assumptions: Assumptions, beside study: ModeStudy
  ) throws(MoneyError) -> ScenarioOutcome {
    let supply = document.supply(of: request, assumptions)
    func bill(_ nodes: Double) throws(MoneyError) -> Estimate {
      guard let nodes = Quantity(nearest: nodes) else { throw .outOfRange }
      return try estimator.estimate(of: supply, in: document.mode, computeNodes: nodes)
    }
    let estimate = try bill(result.sample(.meanNodes).mean)
    let waits = zip(result.sample(.meanWait).values, study.normal.result.sample(.meanWait).values)
    var saving: MoneyInterval?
    if !estimate.total.isIncomplete, !study.normal.estimate.total.isIncomplete {
      // Per replication, on the same jobs.
      var savings: [Double] = []
      let nodes = zip(study.normal.result.sample(.meanNodes).values, result.sample(.meanNodes).values)
      for (normal, other) in nodes {
        let difference = try self.estimate(.normal, normal).total.expected.subtracting(bill(other).total.expected)
        savings.append(Double(difference.exact) ?? .nan)
      }
      saving = try MoneyInterval(
        study.normal.estimate.total.expected.subtracting(estimate.total.expected), like: Sample(savings),
        study.intervalKind)
    }
    return ScenarioOutcome(
      scenario: document, supply: supply, outcome: ModeOutcome(estimate: estimate, result: result), saving: saving,
      extraWait: Sample(waits.map { $0 - $1 }))
  }
}

extension MoneyInterval {
  /// Creates an amount with an interval as wide as that of a sample around its mean.
  fileprivate init(_ mean: Money, like sample: Sample, _ kind: IntervalKind) throws(MoneyError) {
    let interval = kind.around(sample)
    func moved(_ end: Double) throws(MoneyError) -> Money {
      guard end.isFinite else { return mean }  // one replication has no interval
      guard let distance = Quantity(nearest: end - sample.mean) else { throw .outOfRange }
      return try mean.adding(Money("1", .usd).multiplied(by: distance))
    }
    self.init(low: try moved(interval.low), mean: mean, high: try moved(interval.high))
  }
}
