import Testing

import Queueing
@testable import Simulation

struct QueueFormulaTests {
  @Test(arguments: [
    (2, 1.5, 1.285714286, 1.928571429), (3, 2, 0.444444444, 0.888888889), (4, 3, 0.509433962, 1.528301887),
    (5, 4, 0.554112554, 2.216450216),
  ])
  func `gives waits and queue lengths of M/M/c`(servers: Int, rate: Double, wait: Double, waiting: Double) throws {
    let service = try ServiceDistribution(mean: 1)
    let estimate = try #require(QueueEstimate(arrivalRate: rate, service: service, servers: servers))
    #expect(estimate.formula == .erlangC)
    #expect(abs(estimate.meanWait - wait) < 1e-9)
    #expect(abs(estimate.meanWaiting - waiting) < 1e-9)
    #expect(estimate.utilization == rate / Double(servers))
  }

  @Test(arguments: [(0.0, 2.0), (1, 4), (4, 10)])
  func `gives waits of M/G/1 after Pollaczek and Khinchine`(variation: Double, wait: Double) throws {
    let service = try ServiceDistribution(mean: 1, squaredVariation: variation)
    let estimate = try #require(QueueEstimate(.pollaczekKhinchine, arrivalRate: 0.8, service: service, servers: 1))
    #expect(abs(estimate.meanWait - wait) < 1e-12)
  }

  /// The least of three remaining times, each short or long with one half, by hand.
  @Test func `scales M/M/c after Tijms, less than one server would`() throws {
    let service = try ServiceDistribution(mean: 1, squaredVariation: 4)
    let estimate = try #require(QueueEstimate(arrivalRate: 2, service: service, servers: 3))
    #expect(estimate.formula == .tijms && !estimate.formula.isExact)
    let (short, long) = (1 / (1 + 0.6.squareRoot()), 1 / (1 - 0.6.squareRoot()))
    let least = (long / 3 + 3 / (1 / short + 2 / long) + 3 / (2 / short + 1 / long) + short / 3) / 8
    #expect(abs(estimate.meanWait - 0.444444444444 * (3 * least / 3 + 2.5 * 2 / 3)) < 1e-9)
    #expect(estimate.waitProbability == nil)
    let constant = try ServiceDistribution(mean: 1, squaredVariation: 0)
    let even = try #require(QueueEstimate(arrivalRate: 2, service: constant, servers: 3))
    #expect(abs(even.meanWait - 0.444444444444 * (0.75 / 3 + 0.5 * 2 / 3)) < 1e-9)
    for (variation, servers) in [(0.3, 1), (1.0, 5), (4, 1)] {
      let service = try ServiceDistribution(mean: 1, squaredVariation: variation)
      let rate = 0.7 * Double(servers)
      let tijms = try #require(QueueEstimate(.tijms, arrivalRate: rate, service: service, servers: servers))
      let exact = try #require(QueueEstimate(arrivalRate: rate, service: service, servers: servers))
      #expect(abs(tijms.meanWait - exact.meanWait) < 1e-12, "exact for one server and for exponential run times")
    }
  }

  @Test func `scales M/M/c by the variations after Allen and Cunneen`() throws {
    let service = try ServiceDistribution(mean: 1, squaredVariation: 4)
    let regular = try #require(
      QueueEstimate(arrivalRate: 2, service: service, servers: 3, arrivalVariation: 0))
    #expect(abs(regular.meanWait - 0.444444444444 * 2) < 1e-9)
  }

  @Test func `knows the quantiles of M/M/c`() throws {
    let estimate = try #require(
      QueueEstimate(arrivalRate: 0.8, service: try ServiceDistribution(mean: 1), servers: 1))
    #expect(estimate.waitQuantile(0.1) == 0)
    let p95 = try #require(estimate.waitQuantile(0.95))
    #expect(abs(p95 - 13.862943611) < 1e-8)  // log(0.8 / 0.05) / 0.2
  }

  @Test func `has nothing to say where nothing settles or no formula applies`() throws {
    let service = try ServiceDistribution(mean: 1)
    #expect(QueueEstimate(arrivalRate: 3, service: service, servers: 3) == nil)
    #expect(QueueEstimate(.pollaczekKhinchine, arrivalRate: 1, service: service, servers: 2) == nil)
    let steady = try SyntheticWorkload(load: 0.5, service: service, length: .jobs(10))
    #expect(QueueEstimate(steady, on: try Fleet(minimum: 0, maximum: 2)) == nil)
    #expect(QueueEstimate(steady, on: try Fleet(always: 2)) != nil)
    let daily = try SyntheticWorkload(load: 0.5, service: service, profile: .officeHours, length: .seconds(1000))
    #expect(QueueEstimate(daily, on: try Fleet(always: 2)) == nil)
  }

  @Test func `names a source and conditions for each formula`() {
    for formula in QueueFormula.allCases { #expect(!formula.source.isEmpty && !formula.conditions.isEmpty) }
  }
}
