import Glibc
import Testing

@testable import Simulation

struct InterruptionTests {
  @Test func `begins a job again: its mean time is that of the theory`() throws {
    // With interruptions at rate r, a job of length s takes (exp(r s) - 1) / r, here 1.718 hours instead of one.
    let fleet = try Fleet(minimum: 1, maximum: 1, bootSeconds: 0, interruptionsPerHour: 1)
    let count = 3_000
    let jobs = try JobList(
      arrivals: (0..<count).map { Double($0) * 1e5 }, services: Array(repeating: 3_600, count: count),
      horizon: Double(count) * 1e5)
    let hours = zip(runNodeByNode(jobs, fleet).starts, jobs.arrivals).map { ($0 - $1 + 3_600) / 3_600 }
    #expect(Sample(hours).interval(level: 0.999).contains(exp(1) - 1))
  }

  @Test func `brings every job to its end and counts the work that was lost`() throws {
    let fleet = try Fleet(minimum: 2, maximum: 2, bootSeconds: 60, interruptionsPerHour: 0.5)
    let jobs = try JobList(
      arrivals: (0..<50).map(Double.init), services: Array(repeating: 3_600, count: 50), horizon: 1_000)
    let (nodes, starts) = runNodeByNode(jobs, fleet)
    #expect(nodes.interruptions > 0)
    #expect(starts.allSatisfy { $0 >= 0 })
    let result = FleetSimulator.run(jobs, on: fleet, seed: 1)
    #expect(result.jobs == 50)
    #expect(result.busyNodeHours > 50)
    #expect(result.nodeHours >= result.busyNodeHours)
  }

  @Test func `keeps an interrupted job before those that arrived later`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 1, bootSeconds: 60, interruptionsPerHour: 0.5)
    let jobs = try JobList(
      arrivals: (0..<20).map(Double.init), services: Array(repeating: 3_600, count: 20), horizon: 100)
    let (nodes, starts) = runNodeByNode(jobs, fleet)
    #expect(nodes.interruptions > 0)
    #expect(starts == starts.sorted())
  }

  @Test func `replaces interrupted nodes of the minimum`() throws {
    let fleet = try Fleet(minimum: 3, maximum: 3, bootSeconds: 0, interruptionsPerHour: 2)
    let jobs = try JobList(arrivals: [0], services: [1], horizon: 360_000)
    let result = FleetSimulator.run(jobs, on: fleet, seed: 3)
    // Three nodes for 100 hours: 600 are expected.
    #expect(abs(result.interruptions - 600) < 100)
    #expect(result.boots == result.interruptions)
    #expect(abs(result.meanNodes - 3) < 1e-9)
  }

  @Test func `frees the other nodes of a job that loses one`() throws {
    let fleet = try Fleet(minimum: 4, maximum: 4, bootSeconds: 10, interruptionsPerHour: 1)
    let jobs = try JobList(
      arrivals: [0, 1, 2], services: [2_000, 2_000, 2_000], processors: [4, 2, 2], horizon: 10_000)
    for seed in 0..<20 as Range<UInt64> {
      let result = FleetSimulator.run(jobs, on: fleet, seed: seed)
      #expect(result.jobs == 3)
      #expect(result.nodeHours >= result.busyNodeHours)
    }
  }

  @Test func `gives up where a job can never end`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 1, interruptionsPerHour: 10)
    let jobs = try JobList(arrivals: [0], services: [1e6], horizon: 1)
    let result = FleetSimulator.run(jobs, on: fleet)
    #expect(result.jobs == 0)
    #expect(result.saturation == .interruptions(1_000))
  }
}
