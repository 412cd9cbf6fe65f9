import ControlPlane
import Requests
import Documents
public import Findings
import Gate
import HTTP
public import Reports

/// The report of `tollgate submit` and `tollgate create cluster` for people.
public struct SubmissionText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report.
  public func render(_ report: SubmissionReport) -> PrintableText {
    switch report {
    case .denied(let check): renderDenied(check)
    case .dryRun(let check, let run, let endpoint): renderDry(check, run, endpoint: endpoint)
    case .sent(let check, let run, let isWaitedFor): render(check, run, isWaitedFor: isWaitedFor)
    }
  }

  /// What became of the requests, after the gate's report.
  func render(_ check: CheckRun, _ run: SubmissionRun, isWaitedFor: Bool) -> PrintableText {
    CheckText.render(check, style: style) + "\n"
      + run.items.map { line($0, isWaitedFor: isWaitedFor) + "\n" }.joined()
  }

  /// What would be sent.
  func renderDry(_ check: CheckRun, _ run: SubmissionRun, endpoint: HTTPEndpoint) -> PrintableText {
    let requests = run.items.map { item in
      let specification = ClusterSpecification(item.request)
      return
        "\(style.bold("would send")): \(printable(item.request.request.name, limit: 80)), \(profile(item.request))\n"
        + "POST \(endpoint)/v1/core/clusters\n" + specification.redactedBody.indented
    }
    return CheckText.render(check, style: style) + "\n" + requests.joined(separator: "\n") + "nothing was sent\n"
  }

  /// The gate's report on requests of which none was sent.
  func renderDenied(_ check: CheckRun) -> PrintableText {
    CheckText.render(check, style: style) + style.bold("nothing was sent") + "\n"
  }

  private func line(_ item: SubmissionRun.Item, isWaitedFor: Bool) -> PrintableText {
    let name = style.bold(PrintableText(item.request.request.name, limit: 80))
    switch item.state {
    case .notSent: return "\(style.red("not sent")): \(name), \(profile(item.request))"
    case .failed: return "\(style.red("failed")): \(name), \(profile(item.request))"
    case .done(let outcome):
      let id = outcome.cluster.id.shown(limit: 80)
      let verb =
        switch outcome {
        case .created: style.green("created")
        case .existed: style.green("found") + " (nothing was sent)"
        }
      let state = isWaitedFor && item.waitError == nil ? "running" : outcome.cluster.status
      return "\(verb): \(name) as `\(id)`, \(profile(item.request)), \(state)"
    }
  }

  private func profile(_ request: ApprovedRequest) -> PrintableText {
    request.request.costSavings ? "cost-savings profile (one compute node)" : "normal profile"
  }
}
