import Costs
import Money
import Requests
import Simulation
import TestSupport
import Testing

@testable import WhatIf

@Suite struct WhatIfTests {
  @Test(arguments: [(1, 4, "0.5", 1.5), (2, 2, "0.5", 1.0), (0, 8, "0.25", 2.0)])
  func `the load is the utilization of the nodes above the minimum`(
    minimum: Int, maximum: Int, utilization: String, load: Double
  ) throws {
    let used = try #require(Quantity(utilization))
    let workload = Requests.Workload(minimumNodes: minimum, maximumNodes: maximum, utilization: used)
    #expect(workload.map { Assumptions($0).load } == load)
  }

  @Test func `a mode costs what the estimator says of the nodes that were up`() async throws {
    let answer = try await Comparisons.answer(load: 0.2)
    let nodes = try #require(Quantity(nearest: answer.study.normal.result.sample(.meanNodes).mean))
    let request = try Comparisons.request()
    let expected = try Comparisons.estimator().estimate(of: request, in: .normal, computeNodes: nodes)
    #expect(answer.study.normal.estimate.total == expected.total)
    #expect(answer.study.costSavings.result.sample(.meanNodes).mean == 1)
    let saving = answer.study.saving
    #expect(try !saving.mean.isLess(than: saving.low) && !saving.high.isLess(than: saving.mean))
    #expect(saving.mean == (try expected.total.expected.subtracting(answer.study.costSavings.estimate.total.expected)))
  }

  @Test func `at the break-even jobs wait as much longer as the limit says`() async throws {
    let answer = try await Comparisons.answer(load: 0.1) { $0.variation = 1 }
    guard case .waiting(let load, let interval) = answer.breakEven else {
      Testing.Issue.record("there should be a break-even by waiting, not \(answer.breakEven)")
      return
    }
    #expect(interval.contains(load))
    // One node with exponential jobs of half an hour waits load / (1 - load) of a job's time (M/M/1); normal mode waits
    // for boots at most, so that the limit of half an hour is passed a little above a load of one half.
    #expect((0.45...0.6).contains(load))
  }

  @Test func `more than a node of work saturates cost-savings mode`() async throws {
    let answer = try await Comparisons.answer(load: 1.5)
    #expect(answer.study.costSavings.result.saturation != nil)
    #expect(answer.study.normal.result.saturation == nil)
    #expect(answer.sensitivities.first { $0.name == "load" }?.higher.extraWait == nil)
  }

  @Test func `the same seed gives the same answer, another one another`() async throws {
    let (one, same, other) = (
      try await Comparisons.answer(load: 0.3), try await Comparisons.answer(load: 0.3),
      try await Comparisons.answer(load: 0.3, seed: 2)
    )
    #expect(one.study.extraWait == same.study.extraWait)
    #expect(one.study.extraWait != other.study.extraWait)
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
