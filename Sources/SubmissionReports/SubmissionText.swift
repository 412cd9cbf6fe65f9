public import ControlPlane
import Documents
public import Findings
public import Gate
public import HTTP
public import Reports
import Requests

/// The report of `tollgate submit` and `tollgate create cluster` for people.
public struct SubmissionText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The whole report, or the rest of it.
  public func render(_ report: SubmissionReport) -> PrintableText {
    switch report {
    case .denied(let check): verdict(check) + style.bold("nothing was sent") + "\n"
    case .dryRun(let check, let run, let endpoint): verdict(check) + "\n" + bodies(run, endpoint)
    case .sent(let check, let run, let endpoint, let isWaitedFor, let hasBegun):
      (hasBegun ? "" : verdict(check) + "\n" + plan(run, endpoint)) + outcome(run, isWaitedFor: isWaitedFor)
    }
  }

  /// The gate's verdicts, with findings and prices.
  public func verdict(_ check: CheckRun) -> PrintableText { CheckText.render(check, style: style) }

  /// Exactly what would be sent.
  private func bodies(_ run: SubmissionRun, _ endpoint: HTTPEndpoint) -> PrintableText {
    let requests = run.items.map { item in
      let specification = ClusterSpecification(item.request)
      return
        "\(style.bold("would send")): \(printable(item.request.request.name, limit: 80)), \(SubmissionWords.profile(item.request))\n"
        + losses(specification) + "POST \(endpoint)/v1/core/clusters\n" + specification.redactedBody.indented
    }
    return requests.joined(separator: "\n") + "nothing was sent\n"
  }

  /// What is about to be sent, in short.
  public func plan(_ run: SubmissionRun, _ endpoint: HTTPEndpoint) -> PrintableText {
    run.items.map { item in
      let name = style.bold(PrintableText(item.request.request.name, limit: 80))
      if let cluster = item.existing {
        return "exists: \(name) as `\(cluster.id.shown(limit: 80))`, \(cluster.status); nothing is sent for it\n"
      }
      let region = printable(item.request.request.region, limit: 80)
      return
        "to create: \(name) in \(region), \(SubmissionWords.profile(item.request)), at \(endpoint)\n"
        + losses(ClusterSpecification(item.request))
    }.joined()
  }

  /// What the contract does not carry, which the configuration accepts.
  private func losses(_ specification: ClusterSpecification) -> PrintableText {
    guard !specification.lost.isEmpty else { return "" }
    let parts = specification.lost.map { SubmissionWords.part($0) }.joined(separator: ", ")
    return style.red("not sent, since the contract does not carry it") + ": \(parts)\n"
  }

  private func outcome(_ run: SubmissionRun, isWaitedFor: Bool) -> PrintableText {
    run.items.map { line($0, isWaitedFor: isWaitedFor) + "\n" }.joined()
  }

  private func line(_ item: SubmissionRun.Item, isWaitedFor: Bool) -> PrintableText {
    let name = style.bold(PrintableText(item.request.request.name, limit: 80))
    let profile = SubmissionWords.profile(item.request)
    switch item.state {
    case .notSent: return "\(style.red("not sent")): \(name), \(profile)"
    case .failed: return "\(style.red("failed")): \(name), \(profile)"
    case .done(let outcome):
      let id = outcome.cluster.id.shown(limit: 80)
      let verb =
        switch outcome {
        case .created: style.green("created")
        case .existed: style.green("found") + " (nothing was sent)"
        }
      let state = isWaitedFor && item.waitError == nil ? "running" : outcome.cluster.status
      return "\(verb): \(name) as `\(id)`, \(profile), \(state)"
    }
  }
}

/// The parts of a request that a submission names.
enum SubmissionWords {
  /// The profile that is asked for.
  static func profile(_ request: ApprovedRequest) -> PrintableText {
    guard request.contract.carries(.costSavings) else { return "directly on EC2" }
    return request.request.costSavings ? "cost-savings profile (one compute node)" : "normal profile"
  }

  /// A part that the contract does not carry.
  static func part(_ part: RequestContract.Part) -> PrintableText {
    switch part {
    case .costSavings: "cost-savings mode (the cluster will not be limited to one compute node)"
    case .instanceTypes: "the list of instance types (others may be used)"
    }
  }
}
