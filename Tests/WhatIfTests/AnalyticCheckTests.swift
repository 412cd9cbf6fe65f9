import Costs
import Queueing
import Requests
import Simulation
import TestSupport
import Testing

@testable import WhatIf

@Suite struct AnalyticCheckTests {
  private func check(
    minimum: Int, maximum: Int, load: Double = 0.5, variation: Double = 1, pattern: LoadPattern? = nil
  ) throws -> AnalyticCheck.Answer {
    var assumptions = Assumptions(try Comparisons.request().workload, .standard)
    (assumptions.variation, assumptions.pattern) = (variation, pattern)
    let fleet = try Fleet(minimum: minimum, maximum: maximum)
    return AnalyticCheck.answer(fleet, try assumptions.workload(load: load, jobs: 100), 1)
  }

  @Test func `each formula stands where it applies`() throws {
    for (nodes, variation, formula) in [
      (1, 1.0, QueueFormula.erlangC), (3, 1, .erlangC), (1, 4, .pollaczekKhinchine), (3, 4, .tijms),
    ] {
      guard case .estimate(let estimate) = try check(minimum: nodes, maximum: nodes, variation: variation) else {
        Testing.Issue.record("\(formula) should apply")
        continue
      }
      #expect(estimate.formula == formula)
    }
  }

  @Test func `where none applies the reason is said`() throws {
    #expect(try check(minimum: 1, maximum: 4) == .none(because: "the number of nodes follows demand"))
    #expect(try check(minimum: 1, maximum: 1, load: 2) == .none(because: "the nodes cannot carry the load"))
    #expect(
      try check(minimum: 1, maximum: 1, pattern: .officeHours)
        == .none(because: "the rate of arrivals varies over the week"))
    let spot = try Fleet(minimum: 1, maximum: 1, interruptionsPerHour: 0.1)
    let workload = try Assumptions(try Comparisons.request().workload, .standard).workload(load: 0.1, jobs: 10)
    #expect(AnalyticCheck.answer(spot, workload, 1) == .none(because: "nodes are interrupted"))
  }

  @Test func `a trace has the approximation from its own variations`() throws {
    let trace = try Comparisons.trace()
    let workload = Workload.trace(try TraceWorkload(trace))
    let statistics = try #require(JobStatistics(trace.jobs))
    guard
      case .estimate(let estimate) = AnalyticCheck.answer(try Fleet(always: 1), workload, 1)
    else {
      Testing.Issue.record("the approximation should apply")
      return
    }
    #expect(estimate.formula == .allenCunneen)
    let load = statistics.arrivalRate * statistics.meanService
    let variations = (statistics.arrivalVariation + statistics.serviceVariation) / 2
    // GI/G/1 after Kingman: rho / (1 - rho) times the mean of the variations, in mean service times.
    #expect(abs(estimate.meanWait - load / (1 - load) * variations * statistics.meanService) < 1e-6)
  }

  @Test func `jobs of several nodes have no formula, and those that do not fit do not count`() throws {
    let workload = Workload.trace(try TraceWorkload(try Comparisons.trace { $0 % 10 == 0 ? 2 : 1 }))
    let two = AnalyticCheck.answer(try Fleet(always: 2), workload, 1)
    #expect(two == .none(because: "jobs need several nodes"))
    guard case .estimate = AnalyticCheck.answer(try Fleet(always: 1), workload, 1) else {
      Testing.Issue.record("the one node takes jobs of one node only")
      return
    }
  }

  @Test func `the simulation agrees with the exact formula`() async throws {
    let answer = try await Comparisons.answer(load: 0.5) { $0.variation = 1 }
    let wait = try #require(answer.costSavings.meanWait)
    // M/M/1 with a load of one half: as long as a job runs.
    #expect(abs(wait - 1_800) < 1e-6)
    #expect(answer.study.costSavings.sample(.meanWait).interval(level: 0.999).contains(wait))
  }
}
