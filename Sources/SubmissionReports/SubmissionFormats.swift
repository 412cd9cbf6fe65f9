public import ControlPlane
public import Gate
public import HTTP
public import Reports

/// What became of requests that were to be submitted.
public enum SubmissionReport: Sendable {
  /// The gate denied one, and nothing was sent.
  case denied(CheckRun)
  /// What would be sent, and where to.
  case dryRun(CheckRun, SubmissionRun, HTTPEndpoint)
  /// What was sent, and perhaps waited for. Text that has begun, with the verdicts and the plan, goes on with the outcome.
  case sent(CheckRun, SubmissionRun, HTTPEndpoint, isWaitedFor: Bool, hasBegun: Bool)
}

/// The formats of `tollgate submit` and `tollgate create cluster`.
public enum SubmissionFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<SubmissionReport>] = [
    ReportFormat("text") { SubmissionText(style: $1).render($0) },
    ReportFormat("json") { report, _ in SubmissionJSON.render(report) },
  ]
}

/// The formats of `tollgate list clusters`.
public enum ClusterListFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<[Cluster]>] = [
    ReportFormat("text") { ClusterText(style: $1).table($0) },
    ReportFormat("json") { clusters, _ in ClusterJSON.list(clusters) },
  ]
}

/// A cluster and what it costs.
public struct ClusterReport: Sendable {
  let cluster: Cluster
  let cost: ExistingClusterReport?

  /// - Parameter cost: What it costs; nil if that is not known.
  public init(_ cluster: Cluster, cost: ExistingClusterReport?) {
    self.cluster = cluster
    self.cost = cost
  }
}

/// The formats of `tollgate show cluster`.
public enum ClusterFormats: ReportFormats {
  /// The formats, the usual one first.
  public static let all: [ReportFormat<ClusterReport>] = [
    ReportFormat("text") { ClusterText(style: $1).details($0) },
    ReportFormat("json") { report, _ in ClusterJSON.details(report) },
  ]
}
