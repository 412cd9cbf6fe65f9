public import Costs
public import Money
import Requests
public import Simulation

/// Both modes with the same jobs: their monthly cost and the waiting times of jobs.
public struct ModeStudy: Sendable {
  /// The mean number of busy nodes.
  public let load: Double
  /// Normal mode.
  public let normal: ModeOutcome
  /// Cost-savings mode.
  public let costSavings: ModeOutcome
  /// The monthly saving of cost-savings mode, with the interval of the simulation at the expected prices.
  public let saving: MoneyInterval
  /// The mean additional wait in cost-savings mode, in seconds, per replication.
  public let extraWait: Sample
  /// The number of replications.
  public let replications: Int
  /// The meaning of the intervals.
  public let intervalKind: IntervalKind
}

/// One mode in a study.
public struct ModeOutcome: Sendable {
  /// The monthly bill for the mean number of nodes.
  public let estimate: Estimate
  /// Waiting times, nodes and utilization over the replications.
  public let result: ScenarioResult
}

/// An amount of money with an interval.
public struct MoneyInterval: Sendable, Equatable {
  /// The lower end of the interval.
  public let low: Money
  /// The mean.
  public let mean: Money
  /// The upper end.
  public let high: Money
}

/// Why a comparison failed.
public enum WhatIfError: Error, Sendable, CustomStringConvertible {
  /// An assumption is invalid.
  case invalid(InvalidParameter)
  /// An amount is out of range.
  case money(MoneyError)
  /// A trace cannot be read.
  case trace(String)
  /// The task was cancelled.
  case cancelled

  /// The message shown to people.
  public var description: String {
    switch self {
    case .invalid(let error): "\(error)"
    case .money(let error): "the cost cannot be computed: \(error)"
    case .trace(let reason): reason
    case .cancelled: "the comparison was cancelled"
    }
  }
}

/// Runs studies of one request.
struct ModeComparison: Sendable {
  let request: ClusterRequest
  let estimator: Estimator

  /// Studies both modes with a workload.
  func study(
    _ workload: Simulation.Workload, _ assumptions: Assumptions, options: Study.Options, processorsPerNode: Int = 1
  ) async throws(WhatIfError) -> ModeStudy {
    let result: StudyResult
    do {
      let scenarios = try Self.scenarios(assumptions, processorsPerNode: processorsPerNode)
      result = try await Study(workload, scenarios, options: options).run()
    } catch let error as InvalidParameter {
      throw .invalid(error)
    } catch {
      throw .cancelled
    }
    let kind: IntervalKind = if case .trace = workload { .bootstrap } else { .simulation }
    do throws(MoneyError) {
      return try modes(result, kind)
    } catch {
      throw .money(error)
    }
  }

  /// The scenarios of normal mode and of cost-savings mode.
  static func scenarios(
    _ assumptions: Assumptions, processorsPerNode: Int
  ) throws(InvalidParameter) -> [Scenario] {
    [
      Scenario("normal", try assumptions.normalFleet(processorsPerNode: processorsPerNode)),
      Scenario("costSavings", try Fleet(always: 1, processorsPerNode: processorsPerNode)),
    ]
  }

  private func modes(_ result: StudyResult, _ kind: IntervalKind) throws(MoneyError) -> ModeStudy {
    let (normal, costSavings) = (result.scenarios[0], result.scenarios[1])
    let nodes = normal.sample(.meanNodes)
    let around = kind.around(nodes)
    let cheap = try estimate(.costSavings, costSavings.sample(.meanNodes).mean)
    func saving(_ nodes: Double) throws(MoneyError) -> Money {
      try estimate(.normal, nodes).total.expected.subtracting(cheap.total.expected)
    }
    return ModeStudy(
      load: normal.sample(.offeredLoad).mean,
      normal: ModeOutcome(estimate: try estimate(.normal, nodes.mean), result: normal),
      costSavings: ModeOutcome(estimate: cheap, result: costSavings),
      saving: MoneyInterval(
        low: try saving(max(0, around.low)), mean: try saving(nodes.mean), high: try saving(around.high)),
      extraWait: result.difference(.meanWait, 1, minus: 0), replications: result.replications,
      intervalKind: kind)
  }

  func estimate(_ mode: PerformanceProfile, _ nodes: Double) throws(MoneyError) -> Estimate {
    guard let nodes = Quantity(nearest: nodes) else { throw .outOfRange }
    return try estimator.estimate(of: request, in: mode, computeNodes: nodes)
  }
}
