import Costs
import Money
import Requests
import Simulation
import TestSupport
import Testing

@testable import WhatIf

@Suite struct WhatIfTests {
  @Test(arguments: [0.1, 0.2, 0.5, 3]) func `both modes cost what a check says`(load: Double) async throws {
    let answer = try await Comparisons.answer(load: load)
    #expect(answer.evidence == .formulas)
    let workload = Requests.Workload(minimumNodes: 1, maximumNodes: 4, load: Quantity(nearest: load))
    let request = try Comparisons.request().with(try #require(workload))
    let comparison = try Comparisons.estimator().comparison(of: request)
    #expect(answer.normal.estimate.total == comparison.normal.total)
    #expect(answer.costSavings.estimate.total == comparison.costSavings.total)
    #expect(answer.point.comparison.savings == comparison.savings)
    #expect(answer.point.extraWait == comparison.outlook.extraWait)
    #expect((comparison.savings == nil) == (load >= 1))
    let here = answer.sweep.first { $0.load == load }
    #expect(here.map { $0.comparison.normal.total == comparison.normal.total } ?? true, "one load has one bill")
  }

  @Test func `where no formula applies the simulation says how many nodes are paid for`() async throws {
    let answer = try await Comparisons.answer(load: 0.2) { $0.warmNodes = 1 }
    #expect(answer.evidence == .simulation(because: "nodes are kept ready above demand"))
    let nodes = answer.study.normal.sample(.meanNodes).mean
    #expect(abs(answer.normal.estimate.computeNodes.expected.double - nodes) <= 0.000_05)
    #expect(answer.costSavings.simulated.sample(.meanNodes).mean == 1)
    #expect(answer.sweep.first { $0.load == 0.2 }.map { $0.comparison.outlook.normalWait } == answer.normal.meanWait)
  }

  @Test func `at the break-even jobs wait as much longer as the limit says`() async throws {
    let answer = try await Comparisons.answer(load: 0.1) { $0.variation = 1 }
    guard case .waiting(let load, let interval) = answer.breakEven else {
      Testing.Issue.record("there should be a break-even by waiting, not \(answer.breakEven)")
      return
    }
    #expect(interval == nil)
    // One node with exponential jobs of half an hour waits load / (1 - load) of a job's time (M/M/1); normal mode waits
    // for boots at most, so that the limit of half an hour is passed a little above a load of one half.
    #expect((0.45...0.6).contains(load))
  }

  @Test func `more than a node of work saturates cost-savings mode`() async throws {
    let answer = try await Comparisons.answer(load: 1.5)
    #expect(answer.costSavings.isSaturated)
    #expect(!answer.normal.isSaturated)
    #expect(answer.point.saving == nil)
    #expect(answer.sensitivities.first { $0.name == "load" }?.higher.extraWait == nil)
    #expect(answer.sensitivities.first { $0.name == "load" }?.higher.saving == nil)
  }

  @Test func `the same seed gives the same answer, another one another`() async throws {
    let (one, same, other) = (
      try await Comparisons.answer(load: 0.3), try await Comparisons.answer(load: 0.3),
      try await Comparisons.answer(load: 0.3, seed: 2)
    )
    #expect(one.study.extraWait == same.study.extraWait)
    #expect(one.study.extraWait != other.study.extraWait)
    #expect(one.point.extraWait == other.point.extraWait)
  }

  @Test func `an assumption that makes no sense is an error`() async {
    let changes: [@Sendable (inout Assumptions) -> Void] = [
      { $0.load = -1 }, { $0.jobSeconds = 0 }, { $0.variation = .nan }, { $0.minimumNodes = 9 },
      { $0.bootSeconds = -1 }, { $0.load = .infinity },
    ]
    for change in changes {
      await #expect(throws: WhatIfError.self) { try await Comparisons.answer(load: 0.1) { change(&$0) } }
    }
  }
}
