import Foundation
import Queueing
import Simulation

/// One measurement a call, as a line of JSON: `queue`, `elastic`, `general`, `trace FILE`, or `coverage`.
@main
enum SimulationBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "queue": try queue(minimum: 3)
    case "elastic": try queue(minimum: 0)
    case "general": try queue(minimum: 3, interruptionsPerHour: 1e-9)
    case "trace": try await trace(arguments.dropFirst().first ?? "")
    case "coverage": try await coverage()
    default: throw Usage()
    }
  }

  struct Usage: Error {}

  /// M/M/3 at load 2/3 on one thread: drawing the jobs and running them, with all statistics. With a minimum of 0 nodes
  /// and no boot time it is the same queue, but every node comes and goes; with interruptions, were they ever so rare, it
  /// is run node by node.
  static func queue(minimum: Int, interruptionsPerHour: Double = 0) throws {
    let workload = try SyntheticWorkload(
      arrivalRate: 2, service: ServiceDistribution(mean: 1), length: .jobs(500_000), warmUp: 0)
    let fleet = try Fleet(
      minimum: minimum, maximum: 3, bootSeconds: 0, idleTimeout: 1, interruptionsPerHour: interruptionsPerHour)
    let runs = 20
    var sum = 0.0
    let seconds = time {
      for replication in 0..<runs {
        sum += FleetSimulator.run(workload.jobs(seed: 1, replication: replication), on: fleet).wait.mean
      }
    }
    print(#"{"jobsPerSecond": \#(Double(runs) * 500_000 / seconds), "meanWait": \#(sum / Double(runs))}"#)
  }

  /// Both modes with 100 bootstrap replications of a trace, on all cores; as it is, and stretched to a load of 0.5 nodes.
  static func trace(_ path: String) async throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var trace: JobTrace?
    let reading = try time { trace = try JobTrace(bytes, source: path, format: .standardWorkload) }
    guard let trace else { throw Usage() }
    let load = trace.jobs.offeredLoad()
    for (name, scale) in [("as recorded", 1), ("at load 0.5", load / 0.5)] {
      var options = Study.Options()
      options.precision = nil
      let study = try Study(
        .trace(TraceWorkload(trace, timeScale: scale)),
        [
          Scenario("normal", Fleet(minimum: 2, maximum: 8, bootSeconds: 180, idleTimeout: 600)),
          Scenario("cost savings", Fleet(always: 1)),
        ], options: options)
      let clock = ContinuousClock()
      let begin = clock.now
      let result = try await study.run()
      let seconds = (clock.now - begin) / .seconds(1)
      print(
        #"{"what": "\#(name)", "jobs": \#(trace.jobs.count), "replications": \#(result.replications), "#
          + #""readingSeconds": \#(reading), "seconds": \#(seconds)}"#)
    }
  }

  /// How many of 2,000 intervals at the level 0.95 contain the exact mean wait. Each is of 20 independent runs.
  static func coverage() async throws {
    // Means of few jobs are skewed, the more so the more the jobs differ, and Student's interval then misses too often.
    for (servers, load, variation, jobs) in [
      (2, 1.5, 1.0, 6_000), (3, 2, 1, 6_000), (4, 3, 1, 6_000), (5, 4, 1, 6_000), (10, 8, 1, 6_000),
      (50, 45, 1, 16_000), (100, 90, 1, 30_000), (1, 0.8, 0, 6_000), (1, 0.8, 1, 6_000), (1, 0.8, 4, 30_000),
    ] {
      let service = try ServiceDistribution(mean: 1, squaredVariation: variation)
      let workload = try SyntheticWorkload(
        load: load, service: service, length: .jobs(jobs), warmUp: 2_000 / Double(jobs))
      guard let exact = QueueEstimate(workload, on: try Fleet(always: servers))?.meanWait else { continue }
      var options = Study.Options()
      options.most = 40_000
      options.precision = nil
      let study = try Study(.synthetic(workload), [Scenario("queue", Fleet(always: servers))], options: options)
      let values = try await study.run().scenarios[0].sample(.meanWait).values
      let covered = stride(from: 0, to: values.count, by: 20).count { begin in
        Sample(Array(values[begin..<(begin + 20)])).interval(level: 0.95).contains(exact)
      }
      print(
        #"{"servers": \#(servers), "load": \#(load), "squaredVariation": \#(variation), "#
          + #""exact": \#(exact), "mean": \#(Sample(values).mean), "coverage": \#(Double(covered) / 2_000)}"#)
    }
  }

  static func time(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    return try clock.measure(body) / .seconds(1)
  }
}
