/// One fleet under a name.
public struct Scenario: Sendable {
  /// Its name, for people.
  public let name: String
  /// What jobs run on.
  public let fleet: Fleet

  /// A scenario.
  public init(_ name: String, _ fleet: Fleet) {
    self.name = name
    self.fleet = fleet
  }
}

/// Runs the same jobs through each scenario, again and again, until the results are known well enough.
///
/// Every replication has jobs of its own, drawn or resampled, and all scenarios get the same ones (common random
/// numbers): the differences are known better than their parts. Results depend on the seed, not on cores or timing.
public struct Study: Sendable {
  /// What arrives.
  public let workload: Workload
  /// What it runs on.
  public let scenarios: [Scenario]
  /// How long to go on.
  public let options: Options

  /// How many replications a study makes.
  public struct Options: Sendable, Equatable {
    /// Where all random numbers come from.
    public var seed: UInt64 = 1
    /// Replications at least.
    public var least = 10
    /// Replications at most.
    public var most = 100
    /// The relative half width of the intervals of mean wait and mean nodes, in every scenario that is not saturated,
    /// at which to stop early; nil to make `most` replications.
    public var precision: Double? = 0.01
    /// The level of those intervals.
    public var level = 0.95
    /// Threads; nil for one per core.
    public var threads: Int?

    /// The usual: 10 to 100 replications, until the mean is known to 1 % at the level 0.95.
    public init() {}
  }

  /// A study.
  /// - Throws: `InvalidParameter` without scenarios and for options that make no sense.
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

  /// Makes the replications, on all cores.
  /// - Parameter progress: is told of every replication that counts: how many there are, of how many at most.
  /// - Throws: `CancellationError` when the task is cancelled.
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

  /// One replication: every scenario with the same jobs.
  public func replication(_ number: Int) -> [RunResult] {
    let jobs = workload.jobs(seed: options.seed, replication: number)
    return scenarios.map { FleetSimulator.run(jobs, on: $0.fleet, seed: options.seed, replication: number) }
  }

  /// What the trace itself does, in the order in which it was recorded.
  private func recorded() -> [RunResult]? {
    guard case .trace(let workload) = workload else { return nil }
    let jobs = workload.recorded(seed: options.seed)
    return scenarios.map { FleetSimulator.run(jobs, on: $0.fleet, seed: options.seed) }
  }
}
