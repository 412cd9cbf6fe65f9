public import ControlPlane
import Platform
import Requests
import Documents
public import Findings
public import Gate
public import HTTP
import Reports

/// The report of `tollgate submit` and `tollgate create cluster` for programs: that of `tollgate check`, and what became
/// of each request.
public enum SubmissionJSON {
  /// What became of the requests.
  public static func render(_ check: CheckRun, _ run: SubmissionRun, isWaitedFor: Bool) -> PrintableText {
    report(check, run.items.map { item($0, isWaitedFor: isWaitedFor) }, failures: run.failures.map(\.message))
  }

  /// What would be sent.
  public static func renderDry(_ check: CheckRun, _ run: SubmissionRun, endpoint: HTTPEndpoint) -> PrintableText {
    let requests = run.items.map { item in
      JSONValue.object([
        ("name", .string(item.request.request.name)), ("outcome", .string("dryRun")),
        ("method", .string("POST")), ("url", .string("\(endpoint)/v1/core/clusters")),
        ("body", ClusterSpecification(item.request).redactedBody),
      ])
    }
    return report(check, requests, failures: [])
  }

  /// The gate's report on requests of which none was sent.
  public static func renderDenied(_ check: CheckRun) -> PrintableText { report(check, [], failures: []) }

  private static func report(_ check: CheckRun, _ submissions: [JSONValue], failures: [String]) -> PrintableText {
    JSONValue.object(
      CheckJSON.members(check, withLines: false) + [
        ("submissions", .array(submissions)), ("failures", .array(failures.map { .string($0) })),
      ]
    ).indented
  }

  private static func item(_ item: SubmissionRun.Item, isWaitedFor: Bool) -> JSONValue {
    var cluster: Cluster?
    let outcome: String
    switch item.state {
    case .notSent: outcome = "notSent"
    case .failed: outcome = "failed"
    case .done(.created(let created)): (outcome, cluster) = ("created", created)
    case .done(.existed(let existing)): (outcome, cluster) = ("existed", existing)
    }
    let status = isWaitedFor && item.waitError == nil && cluster != nil ? "running" : cluster?.status
    return .object([
      ("name", .string(item.request.request.name)),
      ("digest", .string(item.request.request.digest.description)),
      ("outcome", .string(outcome)),
      ("performanceProfile", .string(ClusterSpecification(item.request).performanceProfile)),
      ("clusterId", JSONValue(cluster?.id)),
      ("status", JSONValue(status)),
    ])
  }
}
