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
    #expect(abs(result.busyNodeHours * 3600 - (300 + 10 / 2 + 100)) < 1e-9)
  }

  @Test func `counts jobs that can never fit and runs the others`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 2, processorsPerNode: 2)
    let result = FleetSimulator.run(try jobs([(0, 1_000, 5), (1, 10, 1), (2, 1_000, 99)]), on: fleet)
    #expect(result.unfit == 2 && result.jobs == 1)
    #expect(result.wait.longest == 0)
    #expect(abs(result.offeredLoad - 0.005) < 1e-12)
  }

  @Test func `lets jobs share a node, and fills the fullest first`() throws {
    let fleet = try Fleet(minimum: 0, maximum: 2, bootSeconds: 10, idleTimeout: 5, processorsPerNode: 2)
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
    let shared = try Fleet(minimum: 3, maximum: 3, processorsPerNode: 2)
    let fast = FleetSimulator.run(jobs, on: shared)
    let waits = zip(runNodeByNode(jobs, shared).starts, jobs.arrivals).map { $0 - $1 }
    #expect(abs(fast.wait.mean - waits.reduce(0, +) / 2_000) < 1e-9)
    #expect(fast.wait == FleetSimulator.run(jobs, on: try Fleet(always: 6)).wait)
  }

  /// Of eight processors, jobs take what they need: each where the least room is left that suffices.
  @Test func `runs as many jobs on a node as fit`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 3, bootSeconds: 10, idleTimeout: .infinity, processorsPerNode: 8)
    // Five and three share the first node. The next five boot another, which six cannot join; two can.
    let list = try jobs([(0, 100, 5), (0, 100, 3), (1, 100, 5), (2, 100, 6), (3, 50, 2)])
    let (nodes, starts) = runNodeByNode(list, fleet)
    #expect(starts == [0, 0, 11, 12, 12])
    #expect(nodes.boots == 2)
    #expect(abs(nodes.busySeconds - (500 + 300 + 500 + 600 + 100) / 8.0) < 1e-9)
  }

  @Test func `boots no node for jobs that fit on those that are up`() throws {
    let fleet = try Fleet(minimum: 1, maximum: 8, processorsPerNode: 8)
    let result = FleetSimulator.run(try jobs((0..<4).map { _ in (0, 3_600, 1) }, horizon: 7_200), on: fleet)
    #expect(result.boots == 0 && result.wait.longest == 0)
    #expect(abs(result.offeredLoad - 0.25) < 1e-12)
  }

  /// However jobs of any sizes arrive, no node ever holds more than it has, and all jobs run.
  @Test func `never gives away more processors than nodes have`() throws {
    for seed in 0..<100 as Range<UInt64> {
      var stream = RandomStream(seed: seed, purpose: .services, replication: 1)
      let list = (0..<200).map { index in
        (Double(index) * 5, (stream.uniform() * 200).rounded(.up), Int32.random(in: 1...20, using: &stream))
      }
      let jobs = try jobs(list, horizon: 10_000)
      for backfilling in [false, true] {
        let fleet = try Fleet(
          minimum: 1, maximum: 6, bootSeconds: 30, idleTimeout: 60, processorsPerNode: 8, backfilling: backfilling)
        let starts = runNodeByNode(jobs, fleet).starts
        #expect(starts.allSatisfy { $0 >= 0 })
        // At each start, what runs fits into six nodes of eight, of which jobs of several nodes take whole ones.
        for moment in starts {
          let running = starts.indices.filter { starts[$0] <= moment && moment < starts[$0] + jobs.services[$0] }
          let needs = running.map { jobs.need(of: $0, perNode: 8) }
          #expect(needs.reduce(0) { $0 + $1.nodes * $1.processors } <= 48)
        }
      }
    }
  }
}
