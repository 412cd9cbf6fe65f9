public import Costs
import Findings
public import Money
import Requests
public import Simulation

/// A simulation of both modes with the same jobs.
public struct ModeStudy: Sendable {
  /// The mean number of busy nodes.
  public let load: Double
  /// Normal mode.
  public let normal: ScenarioResult
  /// Cost-savings mode.
  public let costSavings: ScenarioResult
  /// The mean additional wait in cost-savings mode, in seconds, per replication.
  public let extraWait: Sample
  /// The number of jobs of a trace that fit in neither mode.
  let unfit: Int
  /// The number of replications.
  public let replications: Int
  /// The meaning of the intervals.
  public let intervalKind: IntervalKind

  init(_ result: StudyResult, _ kind: IntervalKind) {
    // Jobs that fit in neither mode are left out of both; those that only one mode can run are none of an alternative.
    unfit = result.scenarios.prefix(2).compactMap(\.recorded?.unfit).min() ?? 0
    normal = result.scenarios[0].refusing(unfitAbove: unfit)
    costSavings = result.scenarios[1].refusing(unfitAbove: unfit)
    load = normal.sample(.offeredLoad).mean
    extraWait = result.difference(.meanWait, 1, minus: 0)
    replications = result.replications
    intervalKind = kind
  }

  /// What bills and mean waits follow from where no formula applies.
  var measured: MeasuredModes {
    MeasuredModes(
      nodes: normal.sample(.meanNodes).mean, normalWait: normal.meanWait, costSavingsWait: costSavings.meanWait)
  }
}

extension ScenarioResult {
  /// The mean wait of a job in seconds, over the replications; nil if the load cannot be carried.
  var meanWait: Double? { saturation == nil ? sample(.meanWait).mean : nil }
}

/// One mode or scenario: what it costs, and how long jobs wait.
public struct ModeOutcome: Sendable {
  /// The monthly bill.
  public let estimate: Estimate
  /// The mean wait of a job in seconds; nil if the mode cannot carry the load.
  public let meanWait: Double?
  /// What a simulation says of waiting times, nodes and utilization.
  public let simulated: ScenarioResult

  init(_ estimate: Estimate, meanWait: Double?, _ simulated: ScenarioResult) {
    self.estimate = estimate
    self.meanWait = meanWait
    self.simulated = simulated
  }

  /// Whether its jobs wait for ever.
  public var isSaturated: Bool { meanWait == nil }
}

/// Why a comparison failed.
public enum WhatIfError: Error, Sendable, CustomStringConvertible {
  /// An assumption is invalid.
  case invalid(InvalidParameter)
  /// The load has no meaning.
  case load(Double)
  /// Neither a scenario nor the catalog has the interruption rate of its spot capacity.
  case unknownInterruptions(scenario: String)
  /// An amount is out of range.
  case money(MoneyError)
  /// A trace cannot be read.
  case trace(String)
  /// The task was cancelled.
  case cancelled

  /// What to do; nil if the message says so.
  public var help: String? {
    guard case .invalid = self else { return nil }
    return
      "what `--load`, `--job-time` and the load profile ask for cannot be simulated together: change one of them"
  }

  /// The message shown to people.
  public var description: String {
    switch self {
    case .invalid(let error): "\(error)"
    case .load(let load): "`\(load)` is not a load"
    case .unknownInterruptions(let scenario):
      "neither the scenario `\(printable(scenario, limit: 80))` nor the catalog has the interruption rate of its spot capacity"
    case .money(let error): "the cost cannot be computed: \(error)"
    case .trace(let reason): reason
    case .cancelled: "the comparison was cancelled"
    }
  }
}

/// Prices one request and runs studies of it.
struct ModeComparison: Sendable {
  let request: ClusterRequest
  let estimator: Estimator
  let evidence: Evidence

  /// Studies both modes with a workload.
  func study(
    _ workload: Simulation.Workload, _ assumptions: Assumptions, options: Study.Options, processorsPerNode: Int = 1
  ) async throws(WhatIfError) -> ModeStudy {
    let kind: IntervalKind = if case .trace = workload { .bootstrap } else { .simulation }
    do {
      let scenarios = try Self.scenarios(assumptions, processorsPerNode: processorsPerNode)
      return ModeStudy(try await Study(workload, scenarios, options: options).run(), kind)
    } catch let error as InvalidParameter {
      throw .invalid(error)
    } catch {
      throw .cancelled
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

  /// Both modes under some assumptions: by formulas, or by a study where none applies. Nil for a workload that has no
  /// meaning.
  func point(_ assumptions: Assumptions, _ study: ModeStudy?) throws(WhatIfError) -> ModePoint? {
    guard let workload = assumptions.workload(of: request) else { return nil }
    do throws(MoneyError) {
      let comparison = try estimator.comparison(
        of: request.with(workload), scaling: assumptions.scaling, measured: study?.measured)
      // All amounts are in the currency of the cost profile from here on.
      return ModePoint(
        load: assumptions.load, try estimator.profile.exchangeRate?.converted(comparison) ?? comparison)
    } catch {
      throw .money(error)
    }
  }
}
