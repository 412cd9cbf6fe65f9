import Testing

@testable import Simulation

struct SyntheticWorkloadTests {
  @Test func `draws the same jobs for the same seed and replication, and others for others`() throws {
    let workload = try SyntheticWorkload(load: 2, service: try ServiceDistribution(mean: 60), length: .jobs(100))
    let jobs = workload.jobs(seed: 5, replication: 3)
    #expect(jobs == workload.jobs(seed: 5, replication: 3))
    #expect(jobs != workload.jobs(seed: 5, replication: 4))
    #expect(jobs != workload.jobs(seed: 6, replication: 3))
  }

  @Test func `keeps in step with a workload of another rate`() throws {
    let service = try ServiceDistribution(mean: 60, squaredVariation: 4)
    let one = try SyntheticWorkload(load: 1, service: service, length: .jobs(100)).jobs(seed: 5)
    let other = try SyntheticWorkload(load: 2, service: service, length: .jobs(100)).jobs(seed: 5)
    #expect(one.services == other.services)
    for (slow, fast) in zip(one.arrivals, other.arrivals) { #expect(abs(slow - 2 * fast) < 1e-6) }
  }

  @Test func `adds the time to warm up before what counts`() throws {
    let service = try ServiceDistribution(mean: 1)
    let jobs = try SyntheticWorkload(load: 1, service: service, length: .jobs(100), warmUp: 0.5).jobs(seed: 1)
    #expect(jobs.count == 150 && jobs.firstMeasured == 50)
    let timed = try SyntheticWorkload(load: 1, service: service, length: .seconds(1000), warmUp: 0.5).jobs(seed: 1)
    #expect(timed.horizon == 1500 && timed.measuredFrom >= 500)
    #expect(timed.arrivals[timed.firstMeasured - 1] < 500)
  }

  @Test func `offers the wanted load`() throws {
    let service = try ServiceDistribution(mean: 100)
    let jobs = try SyntheticWorkload(load: 2.5, service: service, length: .jobs(20_000)).jobs(seed: 1)
    #expect(abs(jobs.offeredLoad() - 2.5) < 0.1)
  }

  @Test func `refuses what makes no sense or does not fit into memory`() throws {
    let service = try ServiceDistribution(mean: 1)
    for (rate, length, warmUp) in [
      (0.0, SyntheticWorkload.Length.jobs(1), 0.0), (.nan, .jobs(1), 0), (1, .jobs(0), 0), (1, .jobs(.max), 0),
      (1, .seconds(.infinity), 0), (1e9, .seconds(1e9), 0), (1, .jobs(1), -1),
    ] {
      #expect(throws: InvalidParameter.self) {
        try SyntheticWorkload(arrivalRate: rate, service: service, length: length, warmUp: warmUp)
      }
    }
  }
}
