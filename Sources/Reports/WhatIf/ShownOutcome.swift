import Findings
import Simulation
import WhatIf

/// A mode or another scenario as the reports of `tollgate whatif` show it.
struct ShownOutcome {
  /// Its name.
  let title: String
  /// The class of its colour.
  let style: String
  /// Its place in the JSON report.
  let place: String
  /// What came of it.
  let outcome: ModeOutcome

  /// What the answer compares, in the order of columns.
  static func all(_ answer: WhatIf) -> [ShownOutcome] {
    modes(answer.study, at: "/study")
      + answer.others.enumerated().map { index, other in
        ShownOutcome(
          title: printable(other.scenario.name, limit: 30), style: "other-\(index % colors + 1)",
          place: "/others/\(index)/outcome", outcome: other.outcome)
      }
  }

  /// The colours for scenarios beside the modes.
  private static let colors = 3

  /// Both modes of a study that stands at a place in the JSON report.
  static func modes(_ study: ModeStudy, at place: String) -> [ShownOutcome] {
    [
      ShownOutcome(title: "normal", style: "normal", place: place + "/normal", outcome: study.normal),
      ShownOutcome(
        title: "cost savings", style: "cheap", place: place + "/costSavings", outcome: study.costSavings),
    ]
  }
}

extension ModeOutcome {
  /// Whether it has waiting times.
  var isSaturated: Bool { result.saturation != nil }

  /// The mean of a waiting time over the replications, in seconds; nil where the load cannot be carried.
  func wait(_ metric: Metric) -> Double? { isSaturated ? nil : result.sample(metric).mean }
}
