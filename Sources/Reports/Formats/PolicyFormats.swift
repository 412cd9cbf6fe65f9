public import Gate
public import Policies

/// The formats of `tollgate policy check`.
public enum PolicyCheckFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<PolicyCheckRun>] = [
    ReportFormat("text") { PolicyCheckText(style: $1).render($0) },
    ReportFormat("json") { run, _ in PolicyCheckJSON.render(run) },
  ]
}

/// The formats of `tollgate policy diff`.
public enum PolicyDifferenceFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<[PolicyDifference]>] = [
    ReportFormat("text") { PolicyDifferenceText(style: $1).render($0) },
    ReportFormat("json") { differences, _ in PolicyDifferenceJSON.render(differences) },
  ]
}

/// A run of policies' tests, and whether the text shows their coverage.
public struct PolicyTestReport: Sendable {
  let run: PolicyTestRun
  let showsCoverage: Bool

  /// A report on a run.
  public init(_ run: PolicyTestRun, showsCoverage: Bool) {
    self.run = run
    self.showsCoverage = showsCoverage
  }
}

/// The formats of `tollgate policy test`.
public enum PolicyTestFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<PolicyTestReport>] = [
    ReportFormat("text") { PolicyTestText(style: $1).render($0.run, withCoverage: $0.showsCoverage) },
    ReportFormat("json") { report, _ in PolicyTestJSON.render(report.run) },
    ReportFormat("junit") { report, _ in JUnitXML.render(report.run) },
  ]
}

/// The formats of `tollgate cel`.
public enum ExpressionFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<ExpressionTrial>] = [
    ReportFormat("text") { ExpressionText(style: $1).render($0) },
    ReportFormat("json") { trial, _ in ExpressionJSON.render(trial) },
  ]
}
