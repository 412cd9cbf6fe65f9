import ControlPlane
import Platform
import Requests
import Documents
public import Findings
import Gate
import HTTP
import Reports

/// The report of `tollgate submit` and `tollgate create cluster` for programs: that of `tollgate check`, and what became
/// of each request.
public enum SubmissionJSON {
  /// The whole report.
  public static func render(_ report: SubmissionReport) -> PrintableText {
    switch report {
    case .denied(let check): renderDenied(check)
    case .dryRun(let check, let run, let endpoint): renderDry(check, run, endpoint: endpoint)
    case .sent(let check, let run, _, let isWaitedFor, _): render(check, run, isWaitedFor: isWaitedFor)
    }
  }

  /// What became of the requests.
  static func render(_ check: CheckRun, _ run: SubmissionRun, isWaitedFor: Bool) -> PrintableText {
    report(check, run.items.map { item($0, isWaitedFor: isWaitedFor) }, failures: run.failures.map(\.message))
  }

  /// What would be sent.
  static func renderDry(_ check: CheckRun, _ run: SubmissionRun, endpoint: HTTPEndpoint) -> PrintableText {
    let requests = run.items.map { item in
      JSONValue.object([
        ("name", .string(item.request.request.name)), ("outcome", .string("dryRun")),
        ("method", .string("POST")), ("url", .string("\(endpoint)/v1/core/clusters")),
        ("generation", .string(item.request.contract.generation.rawValue)), ("lost", lost(item)),
        ("body", ClusterSpecification(item.request).redactedBody),
      ])
    }
    return report(check, requests, failures: [])
  }

  /// The gate's report on requests of which none was sent.
  static func renderDenied(_ check: CheckRun) -> PrintableText { report(check, [], failures: []) }

  private static func report(_ check: CheckRun, _ submissions: [JSONValue], failures: [String]) -> PrintableText {
    JSONValue.object(
      CheckMembers.members(check, withLines: false) + [
        ("submissions", .array(submissions)), ("failures", .array(failures.map { .string($0) })),
      ]
    ).indented
  }

  private static func lost(_ item: SubmissionRun.Item) -> JSONValue {
    .array(ClusterSpecification(item.request).lost.map { .string($0.rawValue) })
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
      ("performanceProfile", JSONValue(ClusterSpecification(item.request).performanceProfileIfCarried)),
      ("generation", .string(item.request.contract.generation.rawValue)), ("lost", lost(item)),
      ("clusterId", JSONValue(cluster?.id)),
      ("status", JSONValue(status)),
    ])
  }
}
