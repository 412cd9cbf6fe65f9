import Testing

import Queueing
@testable import Simulation

/// The simulation against exact results; `Benchmarks/simulation.sh` repeats the count of intervals with ten times as much.
struct QueueingTheoryTests {
  private func sample(
    servers: Int, load: Double, variation: Double, jobs: Int, replications: Int, seed: UInt64 = 1
  ) async throws -> (sample: Sample, exact: Double) {
    let service = try ServiceDistribution(mean: 1, squaredVariation: variation)
    let workload = try SyntheticWorkload(load: load, service: service, length: .jobs(jobs), warmUp: 0.25)
    let fleet = try Fleet(always: servers)
    var options = Study.Options()
    (options.most, options.precision, options.seed) = (replications, nil, seed)
    let study = try Study(.synthetic(workload), [Scenario("queue", fleet)], options: options)
    let exact = try #require(QueueEstimate(workload, on: fleet)?.meanWait)
    return (try await study.run().scenarios[0].sample(.meanWait), exact)
  }

  @Test(arguments: [(2, 1.5), (3, 2), (4, 3), (5, 4), (10, 8), (50, 45), (100, 90)])
  func `has the exact mean wait of M/M/c within its 99.9 % interval`(servers: Int, load: Double) async throws {
    // In the same number of jobs a queue of many servers empties less often.
    let (sample, exact) = try await sample(
      servers: servers, load: load, variation: 1, jobs: servers < 50 ? 10_000 : 60_000,
      replications: 30)
    #expect(sample.interval(level: 0.999).contains(exact))
    #expect(sample.relativeHalfWidth(level: 0.999) < 0.2)
  }

  @Test(arguments: [(0.0, 2.0), (1, 4), (4, 10)])
  func `has the exact mean wait of M/G/1 within its 99.9 % interval`(variation: Double, wait: Double) async throws {
    let (sample, exact) = try await sample(servers: 1, load: 0.8, variation: variation, jobs: 10_000, replications: 30)
    #expect(abs(exact - wait) < 1e-12)
    #expect(sample.interval(level: 0.999).contains(exact))
    #expect(sample.relativeHalfWidth(level: 0.999) < 0.15)
  }

  @Test(arguments: [(3, 2.0, 1.0), (1, 0.8, 0), (1, 0.8, 1)])
  func `has the exact mean wait within 95 of 100 intervals`(servers: Int, load: Double, variation: Double) async throws
  {
    let (sample, exact) = try await sample(
      servers: servers, load: load, variation: variation, jobs: 1_500, replications: 4_000)
    let covered = stride(from: 0, to: 4_000, by: 20).count { begin in
      Sample(Array(sample.values[begin..<(begin + 20)])).interval(level: 0.95).contains(exact)
    }
    // Of 200 intervals 190 are expected, with a standard deviation of 3.1.
    #expect((178...199).contains(covered))
  }

  @Test func `agrees with the quantiles of M/M/c`() async throws {
    let workload = try SyntheticWorkload(load: 2, service: try ServiceDistribution(mean: 1), length: .jobs(200_000))
    let fleet = try Fleet(always: 3)
    let estimate = try #require(QueueEstimate(workload, on: fleet))
    let result = FleetSimulator.run(workload.jobs(seed: 1), on: fleet)
    for (share, value) in [(0.95, result.wait.p95), (0.99, result.wait.p99)] {
      let exact = try #require(estimate.waitQuantile(share))
      #expect(abs(value / exact - 1) < 0.05)
    }
    let probability = try #require(estimate.waitProbability)
    #expect(abs(1 - Double(result.histogram.unhindered) / 200_000 - probability) < 0.02)
  }
}
