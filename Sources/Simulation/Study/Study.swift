/// A named fleet.
public struct Scenario: Sendable {
  /// The name shown to people.
  public let name: String
  /// The fleet that jobs run on.
  public let fleet: Fleet

  /// Creates a scenario.
  public init(_ name: String, _ fleet: Fleet) {
    self.name = name
    self.fleet = fleet
  }
}

/// Runs the same jobs through each scenario, again and again, until the results are precise enough.
///
/// Every replication has its own jobs, drawn or resampled, and all scenarios get the same ones (common random numbers):
/// their differences are known more precisely than the values. Results depend on the seed, not on cores or timing.
public struct Study: Sendable {
  /// The jobs that arrive.
  public let workload: Workload
  /// The fleets that they run on.
  public let scenarios: [Scenario]
  /// When to stop.
  public let options: Options

  /// How many replications a study runs.
  public struct Options: Sendable, Equatable {
    /// The seed of all random numbers.
    public var seed: UInt64 = 1
    /// The minimum number of replications.
    public var least = 10
    /// The maximum number of replications.
    public var most = 100
    /// The relative half width at which to stop early, for the intervals of mean wait and mean nodes in every scenario
    /// that is not saturated; nil to run `most` replications.
    public var precision: Double? = 0.01
    /// The confidence level of those intervals.
    public var level = 0.95
    /// The number of threads; nil for one per core.
    public var threads: Int?

    /// Creates the default options: 10 to 100 replications, until the mean is known to 1 % at the level 0.95.
    public init() {}
  }

  /// Creates a study.
  /// - Throws: `InvalidParameter` if there are no scenarios or an option is invalid.
  public init(
    _ workload: Workload, _ scenarios: [Scenario], options: Options = Options()
  ) throws(InvalidParameter) {
    try InvalidParameter.check("number of scenarios", scenarios.count, in: 1...1_000)
    try InvalidParameter.check("most replications", options.most, in: 1...1_000_000)
    try InvalidParameter.check("least replications", options.least, in: 1...options.most)
    try InvalidParameter.check("level", options.level, in: 0.5...0.999_999)
    if let precision = options.precision { try InvalidParameter.check("precision", precision, in: 1e-6...1) }
    if let threads = options.threads { try InvalidParameter.check("threads", threads, in: 1...1_024) }
    self.workload = workload
    self.scenarios = scenarios
    self.options = options
  }

  /// Runs the replications on all cores.
  /// - Parameter progress: called after every replication that counts, with the number done and the maximum.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func run(
    progress: ((_ done: Int, _ most: Int) -> Void)? = nil
  ) async throws(CancellationError) -> StudyResult {
    var gathering = StudyGathering(self)
    try await Replications.run(most: options.most, threads: options.threads, make: replication) { runs in
      gathering.add(runs)
      progress?(gathering.count, options.most)
      return gathering.isPrecise
    }
    return gathering.result(recorded: recorded())
  }

  /// Runs one replication: every scenario with the same jobs.
  public func replication(_ number: Int) -> [RunResult] {
    let jobs = workload.jobs(seed: options.seed, replication: number)
    return scenarios.map { FleetSimulator.run(jobs, on: $0.fleet, seed: options.seed, replication: number) }
  }

  /// The runs of the trace itself, in its recorded order.
  private func recorded() -> [RunResult]? {
    guard case .trace(let workload) = workload else { return nil }
    let jobs = workload.recorded(seed: options.seed)
    return scenarios.map { FleetSimulator.run(jobs, on: $0.fleet, seed: options.seed) }
  }
}
