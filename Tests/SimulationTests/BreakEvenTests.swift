import Testing

@testable import Simulation

struct BreakEvenTests {
  private func search(
    _ range: ClosedRange<Double>, difference: @escaping @Sendable ([RunResult]) -> Double
  ) async throws -> BreakEven {
    let service = try ServiceDistribution(mean: 600)
    var options = Study.Options()
    options.most = 10
    return try await BreakEvenSearch(
      over: range, options: options,
      scenarios: [
        Scenario("elastic", try Fleet(minimum: 0, maximum: 8, bootSeconds: 0, idleTimeout: 0)),
        Scenario("one", try Fleet(always: 1)),
      ],
      workload: { load throws(InvalidParameter) in
        .synthetic(try SyntheticWorkload(load: load, service: service, length: .jobs(500)))
      }, difference: difference
    ).run()
  }

  @Test func `finds the load at which a fleet without idle nodes costs as much as half a node`() async throws {
    // Its mean number of nodes is the load, but for chance and the time after the last arrival.
    let result = try await search(0.1...0.9) { runs in runs[0].meanNodes - runs[1].meanNodes / 2 }
    #expect(result.loads.values.count == 10)
    #expect(result.loads.interval(level: 0.999).contains(0.5))
    #expect(result.loads.interval(level: 0.999).high < 0.6)
    #expect(try await search(0.1...0.9) { runs in runs[0].meanNodes - runs[1].meanNodes / 2 } == result)
  }

  @Test func `says so if the difference never changes its sign`() async throws {
    let positive = try await search(0.1...0.5) { _ in 1 }
    #expect(positive.alwaysPositive == 10 && positive.loads.values.isEmpty)
    let negative = try await search(0.1...0.5) { _ in 0 }
    #expect(negative.neverPositive == 10 && negative.loads.values.isEmpty)
  }

  @Test func `refuses a range without a workload`() async {
    await #expect(throws: InvalidParameter.self) { try await search(0...0.5) { _ in 1 } }
  }
}
