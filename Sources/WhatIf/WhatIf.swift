public import Costs
public import Money
public import Platform
import Catalog
public import Requests
public import Simulation

/// A comparison of normal mode and cost-savings mode for one request: cost against waiting time.
public struct WhatIf: Sendable {
  /// The assumptions behind the results.
  public let assumptions: Assumptions
  /// Where nodes and mean waits come from.
  public let evidence: Evidence
  /// Both modes under the assumptions: the bills are those of `check` and `cost` for the same ones.
  public let point: ModePoint
  /// A simulation of both modes with the assumed load or with the trace.
  public let study: ModeStudy
  /// The modes at other loads, in ascending order, for a chart.
  public let sweep: [ModePoint]
  /// The load above which cost-savings mode is the wrong choice.
  public let breakEven: ModeBreakEven
  /// How the result changes with each assumption, sorted by effect on the saving, strongest first.
  public let sensitivities: [Sensitivity]
  /// The other scenarios, with the same jobs.
  public let others: [ScenarioOutcome]
  /// What formulas say of the waits of a trace, or why none applies; empty where formulas are the evidence.
  public let checks: [AnalyticCheck]
  /// The trace that the jobs come from; nil for random jobs.
  public let trace: JobTrace?

  /// What the request and its prices are.
  public let provenance: Provenance

  /// What is compared, and where its prices come from.
  public struct Provenance: Sendable {
    /// The region of the cluster.
    public let region: String
    /// The instance types of its compute nodes.
    public let instanceTypes: [String]
    /// The day of the catalog.
    public let catalog: CalendarDate
    /// The cost profile.
    public let costProfile: CostProfile
  }

  /// The currency of all amounts: that of the cost profile.
  public var currency: Currency { point.comparison.currency }

  /// Normal mode.
  public var normal: ModeOutcome {
    ModeOutcome(point.comparison.normal, meanWait: point.comparison.outlook.normalWait, study.normal)
  }

  /// Cost-savings mode.
  public var costSavings: ModeOutcome {
    ModeOutcome(point.comparison.costSavings, meanWait: point.comparison.outlook.costSavingsWait, study.costSavings)
  }

  /// The amount of simulation.
  public struct Effort: Sendable {
    /// The seed of all random numbers.
    public var seed: UInt64 = 1
    /// The number of random jobs per replication, more where they would be over too soon.
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
    provenance = Provenance(
      region: request.region, instanceTypes: request.instanceTypes, catalog: estimator.catalog.asOf,
      costProfile: estimator.profile)
    let evidence = Evidence(assumptions, isTrace: trace != nil)
    self.evidence = evidence
    let comparison = ModeComparison(request: request, estimator: estimator, evidence: evidence)
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
    if trace != nil {
      guard study.load > 0 else {
        throw .trace(
          "no job of the trace keeps a node busy: their run times are 0, or they need more nodes than there can be")
      }
      assumptions.load = study.load
    }
    self.assumptions = assumptions
    self.trace = trace?.trace
    let measured = evidence == .formulas ? nil : study
    guard let point = try comparison.point(assumptions, measured) else {
      throw .load(assumptions.load)
    }
    self.point = point
    others = try await comparison.outcomes(
      documents, workload, assumptions, beside: point, study, options: options, processorsPerNode: processors)
    checks =
      evidence == .formulas
      ? []
      : ([study.normal, study.costSavings] + others.map(\.outcome.simulated)).map {
        AnalyticCheck($0, workload, seed: effort.seed)
      }

    // What is simulated around the main result rests on as many replications, so that it meets it.
    options.precision = nil
    (options.least, options.most) = (study.replications, study.replications)
    let (around, recorded) = (options, assumptions.load)
    let jobs = { @Sendable (load: Double, assumptions: Assumptions) throws(InvalidParameter) -> Simulation.Workload in
      if let trace { return try trace.workload(load: load, recorded: recorded) }
      return try assumptions.workload(load: load, jobs: effort.jobs)
    }
    let other = { (assumptions: Assumptions) async throws(WhatIfError) -> ModePoint? in
      guard evidence != .formulas else { return try comparison.point(assumptions, nil) }
      let workload = try Self.valid { () throws(InvalidParameter) in try jobs(assumptions.load, assumptions) }
      return try comparison.point(
        assumptions, try await comparison.study(workload, assumptions, options: around, processorsPerNode: processors))
    }
    var points: [ModePoint] = []
    for load in ModePoint.loads(assumptions) {
      var varied = assumptions
      (varied.load, varied.isLoadGiven) = (load, true)
      if let point = try await other(varied) { points.append(point) }
    }
    sweep = points
    if evidence == .formulas {
      breakEven = ModeBreakEven.find(points, point.comparison.outlook)
    } else if case .unfit? = study.costSavings.saturation {
      // At no load can one node run these jobs.
      breakEven = .always
    } else {
      let scenarios = try Self.valid { () throws(InvalidParameter) in
        try ModeComparison.scenarios(chosen, processorsPerNode: processors)
      }
      // Bisection is much work for each replication.
      options.most = min(40, options.most)
      options.least = min(options.least, options.most)
      breakEven = try await ModeBreakEven.find(
        points, scenarios, limit: assumptions.waitLimit, study.intervalKind, options: options
      ) { load throws(InvalidParameter) in try jobs(load, chosen) }
    }
    var sensitivities: [Sensitivity] = []
    do throws(MoneyError) {
      sensitivities += [
        try Sensitivity.price("price of compute nodes", point) { $0.isComputeNode },
        try Sensitivity.price("management and builder nodes, with their disks", point) { $0.isManagement },
      ].compactMap(\.self)
    } catch {
      throw .money(error)
    }
    for (name, values) in Sensitivity.varied where trace == nil || name != Sensitivity.variability {
      var variations: [Sensitivity.Variation] = []
      for value in values {
        var varied = assumptions
        let text = value(&varied)
        do throws(WhatIfError) {
          if let point = try await other(varied) { variations.append(Sensitivity.Variation(text, point)) }
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

extension Component {
  /// Whether it is bought by the compute node.
  fileprivate var isComputeNode: Bool {
    if case .requestedInstanceTypes = price { true } else { false }
  }

  /// Whether it is there in other numbers in each mode whatever the compute nodes: management and builder nodes, and what
  /// belongs to them.
  fileprivate var isManagement: Bool { part == .fixed && option == nil && normal.fixed != costSavings.fixed }
}
