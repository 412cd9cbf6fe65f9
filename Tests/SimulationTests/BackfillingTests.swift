import Testing

@testable import Simulation

struct BackfillingTests {
  private func starts(
    _ list: [(Double, Double, Int32)], nodes: Int, processors: Int = 1, backfilling: Bool
  ) throws -> [Double] {
    let jobs = try JobList(
      arrivals: list.map(\.0), services: list.map(\.1), processors: list.map(\.2), horizon: 1_000)
    return runNodeByNode(
      jobs, try Fleet(minimum: nodes, maximum: nodes, processorsPerNode: processors, backfilling: backfilling)
    ).starts
  }

  /// The second needs all four nodes at 100. The third ends before that; the fourth does not.
  private let blocked: [(Double, Double, Int32)] = [(0, 100, 3), (1, 50, 4), (2, 90, 1), (3, 200, 1)]

  @Test func `starts a job that ends before the first one can start`() throws {
    #expect(try starts(blocked, nodes: 4, backfilling: true) == [0, 100, 2, 150])
    #expect(try starts(blocked, nodes: 4, backfilling: false) == [0, 100, 150, 150])
  }

  @Test func `starts a long job on a node that the first one will not need`() throws {
    let list: [(Double, Double, Int32)] = [(0, 100, 3), (1, 50, 2), (2, 500, 1), (3, 500, 1)]
    // Of four nodes that are free at 100 two are left over; one of them is idle at 2.
    #expect(try starts(list, nodes: 4, backfilling: true) == [0, 100, 2, 100])
  }

  @Test func `counts nodes that boot among those that will be free`() throws {
    let list: [(Double, Double, Int32)] = [(0, 1_000, 1), (10, 10, 3), (11, 100, 1), (12, 300, 1)]
    let jobs = try JobList(
      arrivals: list.map(\.0), services: list.map(\.1), processors: list.map(\.2), horizon: 2_000)
    let fleet = try Fleet(minimum: 2, maximum: 4, bootSeconds: 180, idleTimeout: .infinity, backfilling: true)
    // Two nodes boot at 10 and are there at 190: the third job ends before, the fourth waits.
    #expect(runNodeByNode(jobs, fleet).starts == [0, 190, 11, 200])
  }

  @Test func `never delays the first job that has to wait`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var stream = RandomStream(seed: seed, purpose: .services, replication: 0)
      let list = (0..<40).map { _ -> (Double, Double, Int32) in
        (0, (stream.uniform() * 100).rounded(.up), Int32.random(in: 1...6, using: &stream))
      }
      let plain = try starts(list, nodes: 8, backfilling: false)
      let filled = try starts(list, nodes: 8, backfilling: true)
      let blocked = try #require(plain.firstIndex { $0 > 0 })
      #expect(filled[blocked] == plain[blocked])
      #expect(filled.allSatisfy { $0 >= 0 })
    }
  }

  @Test func `lets a job share a node if the first one starts no later`() throws {
    // The second needs six of eight processors at 100; of the others only the short one may take the room until then.
    let list: [(Double, Double, Int32)] = [(0, 100, 6), (1, 50, 6), (2, 500, 2), (3, 90, 2), (4, 500, 1)]
    #expect(try starts(list, nodes: 1, processors: 8, backfilling: true) == [0, 100, 2, 150, 150])
    let larger: [(Double, Double, Int32)] = [(0, 100, 5), (1, 50, 7), (2, 500, 2), (3, 90, 2)]
    #expect(try starts(larger, nodes: 1, processors: 8, backfilling: true) == [0, 100, 150, 3])
  }

  @Test func `never delays the first job that has to wait on shared nodes`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var stream = RandomStream(seed: seed, purpose: .services, replication: 2)
      let list = (0..<40).map { _ -> (Double, Double, Int32) in
        (0, (stream.uniform() * 100).rounded(.up), Int32.random(in: 1...12, using: &stream))
      }
      let plain = try starts(list, nodes: 3, processors: 8, backfilling: false)
      let filled = try starts(list, nodes: 3, processors: 8, backfilling: true)
      let blocked = try #require(plain.firstIndex { $0 > 0 })
      #expect(filled[blocked] <= plain[blocked])
      #expect(filled.allSatisfy { $0 >= 0 })
    }
  }

  @Test func `shortens the mean wait`() throws {
    var stream = RandomStream(seed: 1, purpose: .services, replication: 0)
    let list = (0..<300).map { (Double($0) * 30, stream.exponential() * 100, Int32.random(in: 1...4, using: &stream)) }
    func mean(_ starts: [Double]) -> Double { zip(starts, list).map { $0 - $1.0 }.reduce(0, +) / 300 }
    let jobs = try JobList(
      arrivals: list.map(\.0), services: list.map(\.1), processors: list.map(\.2), horizon: 10_000)
    let plain = runNodeByNode(jobs, try Fleet(minimum: 10, maximum: 10))
    let filled = runNodeByNode(jobs, try Fleet(minimum: 10, maximum: 10, backfilling: true))
    #expect(mean(filled.starts) < 0.9 * mean(plain.starts))
  }
}
