import Testing

@testable import Simulation

/// Small cases computed by hand; each is run by the fast loop and node by node.
struct AutoscalerTests {
  /// What a fleet should do with jobs that arrive and run for so many seconds.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let minimum: Int
    let maximum: Int
    var boot = 180.0
    var idle = 600.0
    var warm = 0
    let jobs: [(arrival: Double, service: Double)]
    let horizon: Double
    let waits: [Double]
    let nodeSeconds: Double
    let boots: Int
  }

  static let cases = [
    Case(
      testDescription: "a job waits for the boot, and its node goes after the timeout", minimum: 0, maximum: 2,
      jobs: [(100, 50)], horizon: 1_000, waits: [180], nodeSeconds: 830, boots: 1),  // 100 to 280 + 50 + 600
    Case(
      testDescription: "the minimum is there from the beginning and stays", minimum: 2, maximum: 8,
      jobs: [(100, 50), (100, 70)], horizon: 1_000, waits: [0, 0], nodeSeconds: 2_000, boots: 0),
    Case(
      testDescription: "a node beyond the minimum boots and goes", minimum: 1, maximum: 2, jobs: [(0, 300), (10, 300)],
      horizon: 1_000, waits: [0, 180], nodeSeconds: 900 + 990, boots: 1),  // the first is idle from 300, and the oldest
    Case(
      testDescription: "a job takes the node that becomes free before the boot ends", minimum: 1, maximum: 2,
      jobs: [(0, 100), (10, 100)], horizon: 1_000, waits: [0, 90], nodeSeconds: 1_000 + 780, boots: 1),  // idle at 190
    Case(
      testDescription: "a warm node is booted ahead of need, and one too many goes at once", minimum: 0, maximum: 3,
      warm: 1, jobs: [(100, 1_000)], horizon: 2_000, waits: [0], nodeSeconds: 2_000 + 1_000, boots: 1),
    Case(
      testDescription: "there are never more nodes than the maximum", minimum: 0, maximum: 1,
      jobs: [(0, 100), (0, 100), (0, 100)], horizon: 480, waits: [180, 280, 380], nodeSeconds: 480, boots: 1),
    Case(
      testDescription: "a job that comes as the timeout ends still gets the node", minimum: 0, maximum: 1,
      jobs: [(0, 20), (800, 10)], horizon: 900, waits: [180, 0], nodeSeconds: 900, boots: 1),
    Case(
      testDescription: "an infinite timeout keeps every node", minimum: 0, maximum: 2, idle: .infinity,
      jobs: [(0, 20), (0, 20)], horizon: 5_000, waits: [180, 180], nodeSeconds: 10_000, boots: 2),
    Case(
      testDescription: "without boot and timeout nodes are there while jobs run", minimum: 0, maximum: 9, boot: 0,
      idle: 0, jobs: [(0, 20), (5, 20), (100, 1)], horizon: 200, waits: [0, 0, 0], nodeSeconds: 41, boots: 3),
    Case(
      testDescription: "a run goes on until its last job ends", minimum: 1, maximum: 1, jobs: [(0, 500)], horizon: 10,
      waits: [0], nodeSeconds: 500, boots: 0),
    Case(
      testDescription: "without jobs the minimum is up", minimum: 2, maximum: 3, jobs: [], horizon: 100, waits: [],
      nodeSeconds: 200, boots: 0),
  ]

  @Test(arguments: cases) func `does what was computed by hand`(example: Case) throws {
    let jobs = try JobList(
      arrivals: example.jobs.map(\.arrival), services: example.jobs.map(\.service), horizon: example.horizon)
    let fleet = try Fleet(
      minimum: example.minimum, maximum: example.maximum, bootSeconds: example.boot, idleTimeout: example.idle,
      warm: example.warm)
    let fast = FleetSimulator.run(jobs, on: fleet)
    #expect(abs(fast.nodeHours * 3600 - example.nodeSeconds) < 1e-6)
    #expect(fast.boots == example.boots)
    #expect(fast.jobs == example.waits.count)
    let mean = example.waits.isEmpty ? 0 : example.waits.reduce(0, +) / Double(example.waits.count)
    #expect(abs(fast.wait.mean - mean) < 1e-9)
    #expect(fast.wait.longest == example.waits.max() ?? 0)
    let (general, starts) = runNodeByNode(jobs, fleet)
    #expect(zip(starts, jobs.arrivals).map { $0 - $1 } == example.waits)
    #expect(abs(general.upSeconds(until: max(example.horizon, general.makespan)) - example.nodeSeconds) < 1e-6)
    #expect(general.boots == example.boots)
  }

  @Test func `agrees with the run node by node on random jobs`() throws {
    for (index, fleet) in [
      try Fleet(minimum: 0, maximum: 8), try Fleet(minimum: 2, maximum: 8, warm: 2), try Fleet(minimum: 3, maximum: 3),
      try Fleet(minimum: 0, maximum: 2, bootSeconds: 0, idleTimeout: 0),
      try Fleet(minimum: 1, maximum: 50, bootSeconds: 1000, idleTimeout: 30),
    ].enumerated() {
      let service = try ServiceDistribution(mean: 400, squaredVariation: 6)
      let workload = try SyntheticWorkload(load: 1.6, service: service, length: .jobs(1_000), warmUp: 0)
      let jobs = workload.jobs(seed: UInt64(index))
      let fast = FleetSimulator.run(jobs, on: fleet)
      let (nodes, starts) = runNodeByNode(jobs, fleet)
      let mean = zip(starts, jobs.arrivals).map { $0 - $1 }.reduce(0, +) / Double(jobs.count)
      #expect(abs(fast.wait.mean - mean) < 1e-6 * max(1, mean))
      let end = max(jobs.horizon, nodes.makespan)
      #expect(abs(fast.nodeHours - nodes.upSeconds(until: end) / 3600) < 1e-6 * fast.nodeHours)
      #expect(fast.boots == nodes.boots)
      #expect(abs(fast.busyNodeHours - nodes.busySeconds / 3600) < 1e-6 * fast.busyNodeHours)
      #expect(fast.makespan == nodes.makespan)
    }
  }
}

/// The run node by node, whatever the fleet, and when each job started.
func runNodeByNode(_ jobs: JobList, _ fleet: Fleet) -> (nodes: NodeMeter, starts: [Double]) {
  var nodes = NodeMeter(begin: jobs.measuredFrom, horizon: jobs.horizon)
  var waits = WaitMeter(expected: jobs.count)
  let lifetimes = RandomStream(seed: 1, purpose: .interruptions, replication: 0)
  var run = GeneralFleetRun(jobs: jobs, fleet: fleet, lifetimes: lifetimes)
  run.run(&nodes, &waits)
  return (nodes, run.starts)
}
