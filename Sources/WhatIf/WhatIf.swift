public import Costs
import Money
public import Requests
public import Simulation

/// A comparison of normal mode and cost-savings mode for one request: cost against waiting time.
public struct WhatIf: Sendable {
  /// The assumptions behind the results.
  public let assumptions: Assumptions
  /// Both modes with the assumed load or with the trace.
  public let study: ModeStudy
  /// The modes at other loads, in ascending order, for a chart.
  public let sweep: [SweepPoint]
  /// The load above which cost-savings mode is the wrong choice.
  public let breakEven: ModeBreakEven
  /// The result with all assumptions unchanged, from as many replications as the variations below and on the same jobs.
  public let sensitivityBase: Sensitivity.Variation
  /// How the result changes with each assumption, sorted by effect on the saving, strongest first.
  public let sensitivities: [Sensitivity]
  /// The other scenarios, with the same jobs.
  public let others: [ScenarioOutcome]
  /// The waits that formulas predict for each mode and scenario, or why no formula applies.
  public let checks: [AnalyticCheck]
  /// The prediction of formulas for the one node of cost-savings mode; nil if none applies.
  public let analytic: QueueEstimate?
  /// The trace that the jobs come from; nil for random jobs.
  public let trace: JobTrace?

  /// The amount of simulation.
  public struct Effort: Sendable {
    /// The seed of all random numbers.
    public var seed: UInt64 = 1
    /// The number of random jobs per replication.
    public var jobs = 20_000
    /// The maximum number of replications.
    public var replications = 100

    /// Creates the default effort.
    public init() {}
  }

  /// A trace that provides the jobs.
  public struct TraceChoice: Sendable {
    /// The jobs.
    public let trace: JobTrace
    /// The number of processors per node of the trace's machine. Jobs that need more get several nodes.
    public let processorsPerNode: Int
    /// The share of the jobs to keep.
    public let keep: Double

    /// Creates a choice of all or a share of a trace's jobs.
    public init(_ trace: JobTrace, processorsPerNode: Int, keep: Double = 1) {
      self.trace = trace
      self.processorsPerNode = processorsPerNode
      self.keep = keep
    }

    /// The jobs at a load other than the recorded one: fewer of them, or all of them closer together.
    fileprivate func workload(load: Double, recorded: Double) throws(InvalidParameter) -> Simulation.Workload {
      let share = keep * load / recorded
      return .trace(try TraceWorkload(trace, keep: min(1, share), timeScale: share > 1 ? 1 / share : 1))
    }
  }

  /// Compares the modes, and other scenarios with normal mode.
  /// - Throws: `WhatIfError`.
  public init(
    _ request: ClusterRequest, _ estimator: Estimator, _ assumptions: Assumptions,
    scenarios documents: [ScenarioDocument] = [], trace: TraceChoice? = nil, effort: Effort = Effort()
  ) async throws(WhatIfError) {
    let comparison = ModeComparison(request: request, estimator: estimator)
    var assumptions = assumptions
    let (chosen, processors) = (assumptions, trace?.processorsPerNode ?? 1)
    var options = Study.Options()
    options.seed = effort.seed
    options.most = max(1, effort.replications)
    options.least = min(10, options.most)
    // Percentiles of resampled traces need all replications.
    options.precision = trace == nil ? 0.02 : nil
    let workload = try Self.valid { () throws(InvalidParameter) in
      guard let trace else { return try chosen.workload(load: chosen.load, jobs: effort.jobs) }
      return .trace(try TraceWorkload(trace.trace, keep: trace.keep))
    }
    study = try await comparison.study(workload, chosen, options: options, processorsPerNode: processors)
    others = try await comparison.outcomes(
      documents, workload, chosen, beside: study, options: options, processorsPerNode: processors)
    let results = [study.normal, study.costSavings] + others.map(\.outcome)
    checks = results.map { AnalyticCheck($0.result, workload, seed: effort.seed) }
    analytic = if case .estimate(let estimate) = checks[1].answer { estimate } else { nil }
    if trace != nil { assumptions.load = study.load }
    self.assumptions = assumptions
    self.trace = trace?.trace

    // The results around the main one may be less precise.
    options.most = min(10, options.most)
    options.precision = nil
    let (rough, recorded) = (options, assumptions.load)
    let jobs = { @Sendable (load: Double, assumptions: Assumptions) throws(InvalidParameter) -> Simulation.Workload in
      if let trace { return try trace.workload(load: load, recorded: recorded) }
      return try assumptions.workload(load: load, jobs: max(1, effort.jobs / 4))
    }
    let around = { (load: Double, assumptions: Assumptions) async throws(WhatIfError) -> ModeStudy in
      let workload = try Self.valid { () throws(InvalidParameter) in try jobs(load, assumptions) }
      return try await comparison.study(workload, assumptions, options: rough, processorsPerNode: processors)
    }
    var points: [SweepPoint] = []
    for load in SweepPoint.loads(assumptions) {
      points.append(SweepPoint(load: load, study: try await around(load, chosen)))
    }
    sweep = points
    let scenarios = try Self.valid { () throws(InvalidParameter) in
      try ModeComparison.scenarios(chosen, processorsPerNode: processors)
    }
    // Percentiles need more replications than a mean, and loads that one node carries are quick to simulate.
    if trace != nil { options.most = min(40, max(1, effort.replications)) }
    breakEven = try await ModeBreakEven.find(
      points, scenarios, limit: assumptions.waitLimit, study.intervalKind, options: options
    ) { load throws(InvalidParameter) in try jobs(load, chosen) }
    let base = try await around(assumptions.load, assumptions)
    sensitivityBase = Sensitivity.Variation("as assumed", base)
    var sensitivities: [Sensitivity] = []
    do throws(MoneyError) {
      if let price = try Sensitivity.computePrice(base) { sensitivities.append(price) }
    } catch {
      throw .money(error)
    }
    for (name, values) in Sensitivity.varied where trace == nil || name != Sensitivity.variability {
      var variations: [Sensitivity.Variation] = []
      for value in values {
        var varied = assumptions
        let text = value(&varied)
        do throws(WhatIfError) {
          variations.append(Sensitivity.Variation(text, try await around(varied.load, varied)))
        } catch {
          // A varied value is outside the range that can be simulated.
          guard case .invalid = error else { throw error }
        }
      }
      guard variations.count == 2 else { continue }
      sensitivities.append(Sensitivity(name: name, lower: variations[0], higher: variations[1]))
    }
    self.sensitivities = Sensitivity.strongestFirst(sensitivities)
  }

  private static func valid<Value>(_ make: () throws(InvalidParameter) -> Value) throws(WhatIfError) -> Value {
    do throws(InvalidParameter) { return try make() } catch { throw .invalid(error) }
  }
}

/// Both modes at one load.
public struct SweepPoint: Sendable {
  /// The mean number of busy nodes.
  public let load: Double
  /// The result at this load.
  public let study: ModeStudy

  /// Loads that one node can carry, dense where waits grow, and some that need several nodes.
  static func loads(_ assumptions: Assumptions) -> [Double] {
    let one = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    let most = Double(assumptions.maximumNodes)
    return one + [1.2, 1.6, 2.4, 3.2, 4.8, 6.4].filter { $0 < 0.9 * most }
  }
}
