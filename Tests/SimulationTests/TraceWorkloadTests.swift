import Testing

@testable import Simulation

struct TraceWorkloadTests {
  /// Ten days and a half with a job every hour, of which each runs for as many seconds as its number says.
  private func trace() throws -> JobTrace {
    let rows = (0...252).map { "\($0 * 3_600),\($0 + 1)" }
    let text = "arrival,duration\n" + rows.joined(separator: "\n")
    return try JobTrace(Array(text.utf8), source: "hourly.csv", format: .csv(CSVColumns()))
  }

  @Test func `draws whole blocks`() throws {
    let workload = try TraceWorkload(try trace())
    #expect(workload.blocks == 11)
    let jobs = workload.resampled(seed: 1, replication: 0)
    #expect(jobs.arrivals == jobs.arrivals.sorted())
    var index = 0
    var length = 0.0
    for _ in 0..<11 {
      let first = Int(jobs.services[index]) - 1
      #expect(first % 24 == 0)
      let count = first == 240 ? 13 : 24
      #expect(jobs.services[index..<(index + count)].map(Int.init) == Array((first + 1)...(first + count)))
      #expect(jobs.arrivals[index] == length)
      length += first == 240 ? 43_200 : 86_400
      index += count
    }
    #expect(index == jobs.count && jobs.horizon == length)
  }

  @Test func `draws others in each replication, the same for a seed`() throws {
    let workload = try TraceWorkload(try trace())
    #expect(workload.resampled(seed: 1, replication: 0) == workload.resampled(seed: 1, replication: 0))
    #expect(workload.resampled(seed: 1, replication: 0) != workload.resampled(seed: 1, replication: 1))
    #expect(workload.resampled(seed: 1, replication: 0) != workload.resampled(seed: 2, replication: 0))
  }

  @Test func `has the trace itself as recorded`() throws {
    let trace = try trace()
    #expect(try TraceWorkload(trace).recorded(seed: 1) == trace.jobs)
  }

  @Test func `keeps fewer jobs for a lower load, some of the same`() throws {
    let trace = try trace()
    let half = try TraceWorkload(trace, keep: 0.5).recorded(seed: 1)
    let fifth = try TraceWorkload(trace, keep: 0.2).recorded(seed: 1)
    #expect(abs(half.count - 126) < 30 && abs(fifth.count - 50) < 25)
    #expect(Set(fifth.services).isSubset(of: half.services))
    #expect(half.horizon == trace.jobs.horizon)
    #expect(try TraceWorkload(trace, keep: 0.5).recorded(seed: 2) != half)
  }

  @Test func `reaches a target load by fewer jobs or by less time`() throws {
    let trace = try trace()
    let load = trace.jobs.offeredLoad()
    let thinned = try TraceWorkload(trace, load: load / 4)
    #expect(abs(thinned.keep - 0.25) < 1e-12 && thinned.timeScale == 1)
    let dense = try TraceWorkload(trace, load: load * 4)
    #expect(dense.keep == 1 && abs(dense.timeScale - 0.25) < 1e-12)
    #expect(abs(dense.recorded(seed: 1).offeredLoad() / load - 4) < 1e-9)
    #expect(abs(dense.resampled(seed: 1, replication: 0).horizon - trace.jobs.horizon / 4) <= 43_200 / 4 * 11)
  }

  @Test func `refuses blocks longer than half of the trace, and shares that make no sense`() throws {
    let trace = try trace()
    #expect(throws: InvalidParameter.self) { try TraceWorkload(trace, block: TraceWorkload.week) }
    #expect(throws: InvalidParameter.self) { try TraceWorkload(trace, keep: 0) }
    #expect(throws: InvalidParameter.self) { try TraceWorkload(trace, keep: 1.1) }
    #expect(throws: InvalidParameter.self) { try TraceWorkload(trace, timeScale: .nan) }
    #expect(throws: InvalidParameter.self) { try TraceWorkload(trace, load: -1) }
  }

  /// A job of thirty days that comes every day keeps thirty nodes busy, whatever the trace shows of its beginning and end.
  @Test func `long jobs count with their whole run`() async throws {
    let text = (0..<60).map { "\($0 * 86_400),2592000,1\n" }.joined()
    let trace = try JobTrace(
      Array(("arrival,duration,processors\n" + text).utf8), source: "long.csv", format: .csv(CSVColumns()))
    let fleet = try Fleet(minimum: 2, maximum: 100)
    var options = Study.Options()
    (options.least, options.most, options.precision) = (10, 10, nil)
    let study = try Study(.trace(try TraceWorkload(trace)), [Scenario("normal", fleet)], options: options)
    let nodes = try await study.run().scenarios[0].sample(.meanNodes).mean
    #expect((28...32).contains(nodes), "\(nodes)")
  }

  @Test func `gives intervals and what was recorded for both modes`() async throws {
    var options = Study.Options()
    options.most = 20
    let result = try await Study(
      .trace(try TraceWorkload(try trace())),
      [Scenario("normal", try Fleet(minimum: 2, maximum: 8)), Scenario("savings", try Fleet(always: 1))],
      options: options
    ).run()
    #expect(result.difference(.meanNodes, 0, minus: 1).interval(level: 0.95) == Interval(low: 1, high: 1))
    #expect(result.scenarios.allSatisfy { $0.recorded?.jobs == 253 && $0.saturation == nil })
  }
}
