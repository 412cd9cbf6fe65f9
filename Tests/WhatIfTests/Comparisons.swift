import Costs
import Requests
import Simulation
import TestSupport
import Testing

@testable import WhatIf

/// What the tests of comparisons have in common.
enum Comparisons {
  static func request(_ patch: String = "{}") throws -> ClusterRequest {
    let patch = patch == "{}" ? "{spec: {workload: {computeNodes: {min: 1, max: 4}, load: 0.1}}}" : patch
    return try #require(RequestText.drafts(try RequestText.patched(patch)).first?.complete)
  }

  static func estimator() throws -> Estimator {
    Estimator(profile: try Repository.costProfile.get(), catalog: try Repository.catalog.get())
  }

  static func answer(
    load: Double, seed: UInt64 = 1, scenarios: [ScenarioDocument] = [], trace: WhatIf.TraceChoice? = nil,
    _ change: (inout Assumptions) -> Void = { _ in }
  ) async throws -> WhatIf {
    let request = try request()
    var assumptions = Assumptions(request.workload, .standard)
    assumptions.load = load
    change(&assumptions)
    var effort = WhatIf.Effort()
    (effort.jobs, effort.replications, effort.seed) = (2_000, 10, seed)
    return try await WhatIf(
      request, try estimator(), assumptions, scenarios: scenarios, trace: trace, effort: effort)
  }

  /// A trace of jobs that come in blocks of days, so that it can be resampled.
  static func trace(gap: Int = 2_160, processors: (Int) -> Int = { _ in 1 }) throws -> JobTrace {
    var text = "arrival,duration,processors\n"
    for job in 0..<400 { text += "\(job * gap + job % 7 * 50),\(300 + job % 5 * 400),\(processors(job))\n" }
    return try JobTrace(Array(text.utf8), source: "jobs.csv", format: .csv(CSVColumns()))
  }
}
