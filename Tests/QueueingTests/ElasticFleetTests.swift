import Glibc
import Simulation
import Testing

@testable import Queueing

struct ElasticFleetTests {
  private func forecast(
    _ load: Double, _ minimum: Int, _ maximum: Int, run: Double = 1_800, boot: Double = 180, idle: Double = 600,
    variation: Double = 1
  ) -> ElasticFleet.Forecast {
    ElasticFleet(
      load: load, minimum: minimum, maximum: maximum,
      timing: ElasticFleet.Timing(runSeconds: run, variation: variation, bootSeconds: boot, idleSeconds: idle)
    ).forecast
  }

  @Test(arguments: [(0.3, 4), (2.5, 6), (40, 60), (900, 1_000), (49_000, 50_000)])
  func `nodes that come and go at once are up while jobs run`(load: Double, maximum: Int) {
    let nodes = forecast(load, 0, maximum, boot: 0, idle: 0).nodes
    #expect(abs(nodes - load) < 1e-6 * load, "\(nodes)")
  }

  /// Idle for at most T after each job: up for ρ + (1 - ρ)(1 - exp(-λT)) of the time.
  @Test(arguments: [0.05, 0.3, 0.8], [60.0, 600, 7_200]) func `one node is up as long as renewal theory says`(
    load: Double, idle: Double
  ) {
    let expected = load + (1 - load) * (1 - exp(-load / 1_800 * idle))
    #expect(abs(forecast(load, 0, 1, boot: 0, idle: idle).nodes - expected) < 1e-5)
  }

  @Test func `nodes that are always up wait as the formula for one or several servers says`() {
    #expect(forecast(0.8, 1, 1, run: 1, variation: 4).meanWait.map { abs($0 - 10) < 1e-9 } ?? false)
    #expect(forecast(2, 3, 3, run: 1).meanWait.map { abs($0 - 0.444_444_444) < 1e-8 } ?? false)
    #expect(forecast(2, 3, 3).nodes == 3)
  }

  @Test func `without load the minimum is up, and with too much of it everything`() {
    #expect(forecast(0, 2, 8) == ElasticFleet.Forecast(nodes: 2, meanWait: 0))
    #expect(forecast(8, 2, 8) == ElasticFleet.Forecast(nodes: 8, meanWait: nil))
    #expect(forecast(9, 2, 8).meanWait == nil)
    #expect(forecast(0, 0, 0) == ElasticFleet.Forecast(nodes: 0, meanWait: 0))
  }

  @Test(arguments: [(0, 8), (1, 8), (3, 40), (0, 300)])
  func `more load never has fewer nodes, nor fewer than the minimum or more than the maximum`(
    minimum: Int, maximum: Int
  ) {
    var last = 0.0
    for step in 0...200 {
      let nodes = forecast(Double(step) / 200 * Double(maximum), minimum, maximum).nodes
      #expect(nodes >= last - 1e-6, "\(step): \(nodes) after \(last)")
      #expect(Double(minimum) <= nodes && nodes <= Double(maximum))
      last = nodes
    }
  }

  /// From the same formulas with sixty digits.
  @Test(arguments: [
    (0.5, 8, 1.0, 0.0, 1e9, 8.0), (50, 100, 10, 180, 604_800, 87.9825), (20, 40, 30, 180, 86_400, 39.7134),
  ])
  func `digits stay where the idle timeout is long`(
    load: Double, maximum: Int, run: Double, boot: Double, idle: Double, expected: Double
  ) {
    #expect(abs(forecast(load, 0, maximum, run: run, boot: boot, idle: idle).nodes - expected) < 0.000_06)
  }

  /// One node with exponential jobs of 1 s waits load / (1 - load) s (M/M/1), and a fleet of 100 nodes hardly at all.
  @Test(arguments: [(1.0, 0.5), (3, 0.75)]) func `the break-even is where one node reaches the limit`(
    limit: Double, load: Double
  ) {
    let timing = ElasticFleet.Timing(runSeconds: 1, variation: 1, bootSeconds: 0, idleSeconds: 0)
    let fleet = ElasticFleet(load: 7, minimum: 100, maximum: 100, timing: timing)
    #expect(abs(fleet.breakEvenLoad(limit: limit) - load) < 0.000_1)
    #expect(fleet.breakEvenLoad(limit: 1e9) == 1)
    #expect(fleet.breakEvenLoad(limit: 0) == 0)
  }

  /// Extremes must not trap, and must stay in range: the arguments come from documents.
  @Test(arguments: [1e-9, 0.5, 99_999.5], [1, 7, 100_000])
  func `extreme fleets have nodes between the minimum and the maximum`(load: Double, maximum: Int) {
    for run in [1e-3, 1e9] {
      for boot in [0, 1e-3, 1e6] {
        for idle in [0, 1e-3, 1e9] {
          let forecast = forecast(load, 0, maximum, run: run, boot: boot, idle: idle, variation: 10_000)
          #expect((0...Double(maximum)).contains(forecast.nodes))
          #expect(forecast.meanWait.map { $0 >= 0 && $0.isFinite } ?? (load >= Double(maximum)))
        }
      }
    }
  }

  /// Within a fiftieth or a twentieth of a node where jobs run for twice the boot time, within a twentieth elsewhere; more
  /// settings with more jobs are in `Benchmarks/simulation`.
  @Test(arguments: [
    (0.1, 1, 8, 1_800.0, 180.0, 600.0), (0.02, 0, 4, 7_200, 60, 300), (1.8, 0, 6, 1_800, 180, 600),
    (4, 2, 12, 3_600, 300, 900), (12, 0, 20, 5_400, 120, 1_800), (0.6, 0, 3, 600, 240, 120), (3, 1, 4, 900, 90, 600),
  ])
  func `formulas and simulation agree`(
    load: Double, minimum: Int, maximum: Int, run: Double, boot: Double, idle: Double
  ) async throws {
    let fleet = try Fleet(minimum: minimum, maximum: maximum, bootSeconds: boot, idleTimeout: idle)
    let workload = try SyntheticWorkload(
      load: load, service: try ServiceDistribution(mean: run, squaredVariation: 1), length: .jobs(20_000))
    var options = Study.Options()
    (options.least, options.most, options.precision) = (20, 20, nil)
    let result = try await Study(.synthetic(workload), [Scenario("normal", fleet)], options: options).run().scenarios[0]
    let simulated = result.sample(.meanNodes).mean
    let forecast = forecast(load, minimum, maximum, run: run, boot: boot, idle: idle)
    let margin = max(run >= 2 * boot ? 0.02 * simulated : 0.05 * simulated, 0.05)
    #expect(abs(forecast.nodes - simulated) <= margin, "\(forecast.nodes) against \(simulated)")
    let (wait, waited) = (try #require(forecast.meanWait), result.sample(.meanWait).mean)
    #expect(abs(wait - waited) <= max(0.1 * waited, 5), "\(wait) s against \(waited) s")
  }
}
