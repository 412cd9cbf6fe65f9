import Testing

@testable import Simulation

struct JobListTests {
  @Test func `refuses jobs out of order, negative times and arrays of different lengths`() {
    for (arrivals, services, processors, horizon) in [
      ([1, 0], [1, 1], [], 5), ([-1], [1], [], 5), ([0], [-1], [], 5), ([0], [.nan], [], 5), ([.infinity], [1], [], 5),
      ([0], [], [], 5), ([0], [1], [1, 1], 5), ([0], [1], [0], 5), ([3], [1], [], 2), ([0], [1], [], .infinity),
    ] as [([Double], [Double], [Int32], Double)] {
      #expect(throws: InvalidParameter.self) {
        try JobList(arrivals: arrivals, services: services, processors: processors, horizon: horizon)
      }
    }
  }

  @Test func `offers the node time of its jobs over the horizon`() throws {
    let jobs = try JobList(arrivals: [0, 50], services: [10, 20], processors: [1, 3], horizon: 100)
    #expect(jobs.offeredLoad() == 0.7)
    // The first has half of a node to itself, the second two whole ones; four processors hold both at once.
    #expect(jobs.offeredLoad(processorsPerNode: 2) == 0.45)
    #expect(jobs.offeredLoad(processorsPerNode: 4) == 0.175)
    #expect(jobs.offeredLoad(mostNodes: 2) == 0.1)
  }

  @Test func `is described by rates and variations`() throws {
    let service = try ServiceDistribution(mean: 60, squaredVariation: 4)
    let jobs = try SyntheticWorkload(load: 2, service: service, length: .jobs(20_000)).jobs(seed: 1)
    let statistics = try #require(JobStatistics(jobs))
    #expect(abs(statistics.arrivalRate * 60 - 2) < 0.1)
    #expect(abs(statistics.arrivalVariation - 1) < 0.1)
    #expect(abs(statistics.meanService - 60) < 3)
    #expect(abs(statistics.serviceVariation - 4) < 0.5)
    #expect(JobStatistics(try JobList(arrivals: [0, 1], services: [1, 1], horizon: 1)) == nil)
  }
}
