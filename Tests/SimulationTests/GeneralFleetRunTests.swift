import Testing

@testable import Simulation

struct GeneralFleetRunTests {
  private func jobs(_ list: [(Double, Double, Int32)], horizon: Double = 1_000) throws -> JobList {
    try JobList(
      arrivals: list.map(\.0), services: list.map(\.1), processors: list.map(\.2), horizon: horizon)
  }

  @Test func `gives a job as many nodes as its processors need, and keeps the order`() throws {
    let fleet = try Fleet(minimum: 0, maximum: 4, bootSeconds: 10, idleTimeout: .infinity, processorsPerNode: 2)
    // Three nodes, one, two: the last finds all four busy until 25, then three.
    let list = try jobs([(0, 100, 5), (5, 10, 1), (6, 50, 4)])
    #expect(runNodeByNode(list, fleet).starts == [10, 15, 110])
    let result = FleetSimulator.run(list, on: fleet)
    #expect(result.jobs == 3 && result.unfit == 0 && result.boots == 4)
    #expect(abs(result.busyNodeHours * 3600 - (300 + 10 + 100)) < 1e-9)
  }

  @Test func `counts jobs that can never fit and runs the others`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 2, processorsPerNode: 2)
    let result = FleetSimulator.run(try jobs([(0, 1_000, 5), (1, 10, 1), (2, 1_000, 99)]), on: fleet)
    #expect(result.unfit == 2 && result.jobs == 1)
    #expect(result.wait.longest == 0)
    #expect(abs(result.offeredLoad - 0.01) < 1e-12)
  }

  @Test func `lets jobs share a node, and fills the fullest first`() throws {
    let fleet = try Fleet(minimum: 0, maximum: 2, bootSeconds: 10, idleTimeout: 5, slotsPerNode: 2)
    // Both of the first share a node; the third boots another.
    let list = try jobs([(0, 100, 1), (0, 50, 1), (20, 10, 1), (65, 10, 1)])
    let (nodes, starts) = runNodeByNode(list, fleet)
    #expect(starts == [10, 10, 30, 65])
    // The first node from 0 to 115, the second from 20 to 45: the last job joins the first node.
    #expect(abs(nodes.upSeconds(until: 1_000) - (115 + 25)) < 1e-9)
    #expect(abs(nodes.busySeconds - 170.0 / 2) < 1e-9)
  }

  @Test func `runs shared nodes that are always on like as many servers`() throws {
    let service = try ServiceDistribution(mean: 10)
    let jobs = try SyntheticWorkload(load: 4.5, service: service, length: .jobs(2_000), warmUp: 0).jobs(seed: 1)
    let shared = try Fleet(minimum: 3, maximum: 3, slotsPerNode: 2)
    let fast = FleetSimulator.run(jobs, on: shared)
    let waits = zip(runNodeByNode(jobs, shared).starts, jobs.arrivals).map { $0 - $1 }
    #expect(abs(fast.wait.mean - waits.reduce(0, +) / 2_000) < 1e-9)
    #expect(fast.wait == FleetSimulator.run(jobs, on: try Fleet(always: 6)).wait)
  }
}
