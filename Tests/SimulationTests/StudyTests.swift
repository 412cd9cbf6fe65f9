import Testing

@testable import Simulation

struct StudyTests {
  private func workload(load: Double = 1.2, jobs: Int = 500) throws -> Workload {
    .synthetic(
      try SyntheticWorkload(
        load: load, service: try ServiceDistribution(mean: 600, squaredVariation: 4), length: .jobs(jobs)))
  }

  private func scenarios() throws -> [Scenario] {
    [
      Scenario("normal", try Fleet(minimum: 2, maximum: 8)), Scenario("four", try Fleet(always: 4)),
      Scenario("spot", try Fleet(minimum: 2, maximum: 8, interruptionsPerHour: 0.2)),
    ]
  }

  private func options(_ change: (inout Study.Options) -> Void) -> Study.Options {
    var options = Study.Options()
    change(&options)
    return options
  }

  @Test func `does not depend on the number of threads`() async throws {
    var results: [[[Double]]] = []
    for threads in [1, 2, 7] {
      let options = options { ($0.threads, $0.precision) = (threads, 0.2) }
      let result = try await Study(try workload(), try scenarios(), options: options).run()
      results.append(result.scenarios.flatMap { scenario in Metric.allCases.map { scenario.sample($0).values } })
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func `gives other numbers for another seed`() async throws {
    let one = try await Study(try workload(), try scenarios(), options: options { $0.most = 10 }).run()
    let changed = options { ($0.most, $0.seed) = (10, 2) }
    let other = try await Study(try workload(), try scenarios(), options: changed).run()
    #expect(one.scenarios[0].sample(.meanWait) != other.scenarios[0].sample(.meanWait))
  }

  @Test func `stops when the interval is narrow enough, not before ten replications`() async throws {
    let quick = try await Study(
      try workload(), [Scenario("four", try Fleet(always: 4))], options: options { $0.precision = 1 }
    ).run()
    #expect(quick.replications == 10 && quick.isPrecise)
    let exact = options { ($0.most, $0.precision) = (25, 1e-6) }
    let long = try await Study(try workload(), [Scenario("four", try Fleet(always: 4))], options: exact).run()
    #expect(long.replications == 25 && !long.isPrecise)
  }

  @Test func `knows a difference better than its parts, for the jobs are the same`() async throws {
    let result = try await Study(
      try workload(load: 2.5, jobs: 2_000),
      [Scenario("four", try Fleet(always: 4)), Scenario("five", try Fleet(always: 5))],
      options: options { ($0.most, $0.precision) = (20, nil) }
    ).run()
    let difference = result.difference(.meanWait, 0, minus: 1)
    let (four, five) = (result.scenarios[0].sample(.meanWait), result.scenarios[1].sample(.meanWait))
    #expect(abs(difference.mean - (four.mean - five.mean)) < 1e-9)
    let apart = four.standardDeviation * four.standardDeviation + five.standardDeviation * five.standardDeviation
    #expect(difference.standardDeviation < 0.8 * apart.squareRoot())
    #expect(difference.interval(level: 0.999).low > 0)
  }

  @Test func `says why a fleet cannot carry the load`() async throws {
    let result = try await Study(
      try workload(load: 3), [Scenario("one", try Fleet(always: 1)), Scenario("eight", try Fleet(always: 8))],
      options: options { $0.most = 10 }
    ).run()
    guard case .offeredLoad(let load, 1) = result.scenarios[0].saturation else {
      Issue.record("\(String(describing: result.scenarios[0].saturation))")
      return
    }
    #expect(load > 2)
    #expect(result.scenarios[0].saturatedReplications == 10)
    #expect(result.scenarios[1].saturation == nil)
  }

  @Test func `sees a backlog that grows although the load seems bearable`() throws {
    // Every other job needs six of ten nodes: no two of them run together, and four nodes stand idle.
    let count = 2_000
    let jobs = try JobList(
      arrivals: (0..<count).map { Double($0) * 80 }, services: Array(repeating: 100, count: count),
      processors: Array(repeating: 6, count: count), horizon: Double(count) * 80)
    let result = FleetSimulator.run(jobs, on: try Fleet(minimum: 10, maximum: 10))
    #expect(result.offeredLoad < 8)
    guard case .growingBacklog = result.saturation else {
      Issue.record("\(String(describing: result.saturation))")
      return
    }
  }

  @Test func `tells how far it is`() async throws {
    let told = Told()
    let twelve = options { ($0.most, $0.precision) = (12, nil) }
    let study = try Study(try workload(jobs: 50), try scenarios(), options: twelve)
    _ = try await study.run { done, most in told.add(done, most) }
    #expect(told.last == [12, 12])
  }

  /// What a study told of its progress.
  private final class Told {
    private(set) var last: [Int] = []
    func add(_ done: Int, _ most: Int) { last = [done, most] }
  }

  @Test func `ends early when it is cancelled`() async throws {
    let study = try Study(
      try workload(jobs: 10_000), try scenarios(), options: options { ($0.most, $0.precision) = (1_000_000, nil) })
    let task = Task { try await study.run() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `refuses options that make no sense`() throws {
    let workload = try workload()
    #expect(throws: InvalidParameter.self) { try Study(workload, []) }
    for change: (inout Study.Options) -> Void in [
      { $0.most = 0 }, { $0.least = 200 }, { $0.level = 1 }, { $0.precision = 0 }, { $0.threads = 0 },
    ] {
      #expect(throws: InvalidParameter.self) { try Study(workload, try scenarios(), options: options(change)) }
    }
  }
}
