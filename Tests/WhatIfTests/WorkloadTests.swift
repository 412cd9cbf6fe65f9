import Findings
import Simulation
import TestSupport
import Testing

@testable import WhatIf

@Suite struct WorkloadTests {
  private static let even = Array(repeating: "1", count: 24).joined(separator: ", ")

  private func pattern(_ fields: String) throws(WhatIfDocumentError) -> LoadPattern {
    let text = "apiVersion: tollgate/v1\nkind: LoadProfile\nmetadata: {name: nightly}\n" + fields
    return try LoadPattern(SourceFile(name: "p.yaml", text: text))
  }

  @Test func `a load profile has weights of hours and of days`() throws {
    let read = try pattern("hours: [\(Self.even)]\ndays: [1, 1, 1, 1, 1, 0, 0]")
    #expect(read.name == "nightly")
    #expect(read.profile == (try LoadProfile(days: [1, 1, 1, 1, 1, 0, 0])))
  }

  @Test(arguments: [
    ("hours: [1, 2]", "number of hour weights is `2`: it must be 24, one for each hour of the day"),
    ("days: [1, 1, 1, 1, 1, 1, -1]", "`days` is -1; it must be from 0 to 1000000"),
    ("days: [0, 0, 0, 0, 0, 0, 0]", "profile is `0`: it must have an hour with a weight above 0 on a day with one"),
    ("day: []", "the load profile has no field `day`"),
    ("days: weekend", "`days` should be a list, not a string"),
  ])
  func `a mistake in a load profile is a finding`(fields: String, message: String) {
    let error = #expect(throws: WhatIfDocumentError.self) { try pattern(fields) }
    #expect(error?.findings.map(\.message) == [message])
  }

  @Test func `a load profile makes jobs wait longer for one node at the same load`() async throws {
    let flat = try await Comparisons.answer(load: 0.3) { $0.variation = 1 }
    let office = try await Comparisons.answer(load: 0.3) {
      $0.variation = 1
      $0.pattern = .officeHours
    }
    #expect(office.evidence != .formulas)
    #expect(abs(office.study.load - 0.3) < 0.03)
    #expect(
      office.study.costSavings.sample(.meanWait).mean > 1.5
        * flat.study.costSavings.sample(.meanWait).mean)
  }

  @Test func `backfilling shortens the waits of a trace with jobs of several nodes`() async throws {
    let trace = WhatIf.TraceChoice(try Comparisons.trace(gap: 720) { $0 % 4 == 0 ? 4 : 1 }, processorsPerNode: 1)
    let plain = try await Comparisons.answer(load: 0, trace: trace)
    let filled = try await Comparisons.answer(load: 0, trace: trace) { $0.backfilling = true }
    let waits = [filled, plain].map { $0.study.normal.sample(.meanWait).mean }
    #expect(waits[0] < waits[1])
  }

  @Test func `intervals of a trace are those of the bootstrap, of jobs at random those of the simulation`() async throws
  {
    let trace = WhatIf.TraceChoice(try Comparisons.trace(), processorsPerNode: 1)
    let answer = try await Comparisons.answer(load: 0, trace: trace)
    let waits = answer.study.costSavings.sample(.meanWait)
    #expect(answer.study.intervalKind == .bootstrap && answer.study.replications == 10)
    #expect(answer.study.intervalKind.around(waits) == waits.range(level: 0.95))
    #expect(try await Comparisons.answer(load: 0.1).study.intervalKind == .simulation)
  }
}
