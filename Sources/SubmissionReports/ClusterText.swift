import Platform
public import ControlPlane
public import Findings
import HTTP
public import Reports
import Requests

/// Clusters as people read them.
public struct ClusterText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// A table, one cluster a line, in the control plane's order; a few lines for each cluster where the terminal is too narrow.
  public func table(_ clusters: [Cluster]) -> PrintableText {
    guard !clusters.isEmpty else { return "there are no clusters\n" }
    var table = TextTable(leftColumns: Set(0...6))
    table.add(["ID", "NAME", "TYPE", "STATUS", "CREATED", "REGION", "PROFILE"])
    for cluster in clusters {
      table.add([
        shown(cluster.id), shown(cluster.name), ClusterWords.type(cluster), "\(cluster.status)",
        ClusterWords.created(cluster),
        shown(cluster.regions.isEmpty ? [cluster.region].compactMap(\.self) : cluster.regions),
        ClusterWords.profile(cluster),
      ])
    }
    let text = table.render(style, indentation: 0)
    let isTooWide = style.width.map { width in
      text.text.split(separator: "\n").contains { $0.unicodeScalars.count > width }
    }
    return isTooWide ?? false ? clusters.map(block).joined() : text
  }

  private func block(_ cluster: Cluster) -> PrintableText {
    let regions = cluster.regions.isEmpty ? [cluster.region].compactMap(\.self) : cluster.regions
    return style.bold("\(shown(cluster.name))")
      + """
       (\(shown(cluster.id)))
        \(ClusterWords.type(cluster)), \(cluster.status), created \(ClusterWords.created(cluster))
        \(shown(regions)); \(ClusterWords.profile(cluster))

      """
  }

  /// Everything that is known of a cluster but its secrets.
  func details(_ report: ClusterReport) -> PrintableText {
    let cluster = report.cluster
    var table = TextTable(leftColumns: [1])
    table.add(["name", shown(cluster.name)])
    table.add(["id", shown(cluster.id)])
    table.add(["type", ClusterWords.type(cluster)])
    table.add(["status", cluster.status])
    if let meaning = ClusterWords.meaning(cluster) { table.add(["", meaning]) }
    if let reason = cluster.reason { table.add(["reason", reason.shown(limit: 500)]) }
    if let note = ClusterWords.retrying(cluster) { table.add(["", note]) }
    table.add(["created", ClusterWords.created(cluster)])
    table.add(["generation", cluster.generation?.rawValue ?? "not reported"])
    table.add(["region", shown(cluster.region)])
    if cluster.regions.count > 1 { table.add(["all regions", shown(cluster.regions)]) }
    for state in cluster.regionStates.prefix(100) {
      table.add(["in \(shown(state.region))", ClusterWords.state(state)])
    }
    if cluster.generation != .direct { table.add(["profile", ClusterWords.profile(cluster)]) }
    table.add(["role", shown(cluster.roleArn)])
    table.add(["external id", cluster.externalId == nil ? "not reported" : "<redacted>"])
    table.add(["types", cluster.instanceTypes.map(shown) ?? "-"])
    table.add(["bucket", shown(cluster.bucket)])
    table.add(["cost", report.cost?.line.text ?? "not known"])
    return table.render(style, indentation: 0)
  }

  private func shown(_ text: ServerText?) -> String {
    guard let text, !(text == "") else { return "-" }
    return text.shown(limit: 300)
  }

  private func shown(_ texts: [ServerText]) -> String {
    guard !texts.isEmpty else { return "-" }
    // More than 100 have no place in a table; each has a limit, so that the list has.
    let names = texts.prefix(100).map { $0.shown(limit: 60) }.joined(separator: ", ")
    return texts.count > 100 ? names + " and \(texts.count - 100) more" : names
  }
}

/// What the control plane's terms mean, in words.
public enum ClusterWords {
  /// `cost savings`, `normal`, or the profile as it is written; `direct` for a cluster of a generation without profiles.
  public static func profile(_ cluster: Cluster) -> String {
    if cluster.generation == .direct { return "direct" }
    guard let profile = cluster.performanceProfile else { return "-" }
    return cluster.isCostSavings.map { $0 ? "cost savings" : "normal" } ?? profile.shown(limit: 60)
  }

  /// `byoc`, or the type as it is written.
  static func type(_ cluster: Cluster) -> String {
    guard let type = cluster.type?.shown(limit: 60) else { return "-" }
    let prefix = "CLUSTER_TYPE_"
    return type.hasPrefix(prefix) ? type.dropFirst(prefix.count).lowercased() : type
  }

  /// The state in a region, and its reason.
  static func state(_ state: Cluster.RegionState) -> String {
    let text = state.state?.shown(limit: 60) ?? "state not reported"
    let prefix = "REGION_STATE_"
    let word = text.hasPrefix(prefix) ? text.dropFirst(prefix.count).lowercased() : text
    return word + (state.reason.map { ": " + $0.shown(limit: 300) } ?? "")
  }

  /// When it was created, without parts of a second.
  static func created(_ cluster: Cluster) -> String {
    guard let text = cluster.createdAt?.shown(limit: 40) else { return "-" }
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[1].hasSuffix("Z") else { return text }
    return parts[0] + "Z"
  }

  /// What the control plane does about a failure; nil if there is none.
  static func retrying(_ cluster: Cluster) -> String? {
    if cluster.isRetryingDeletion { return "the control plane is trying again to delete the resources" }
    return cluster.phase == .failed ? "the control plane tries again by itself" : nil
  }

  /// How long a creation takes, by the documentation of upstream and of its predecessor.
  public static let usualDuration =
    "creating a cluster usually takes 30 to 50 minutes, and sometimes more than an hour; Ctrl-C ends the wait, not the cluster"

  /// One line about a cluster that is waited for; nil is one that has not appeared yet.
  public static func progress(_ cluster: Cluster?, elapsed: Duration, name: String) -> PrintableText {
    let name = PrintableText(name, limit: 80)
    let time = DurationText.clock(elapsed)
    guard let cluster else { return "cluster \(name): \(time), not visible yet" }
    var text: PrintableText = "cluster \(name): \(time), \(cluster.status)"
    if let note = retrying(cluster) ?? meaning(cluster) { text += " (\(note))" }
    if let reason = cluster.reason, cluster.phase != .running { text += ": \(reason.shown(limit: 200))" }
    return text
  }

  /// What a phase means; nil for one whose name says it. The control plane documents none of them.
  static func meaning(_ cluster: Cluster) -> String? {
    if cluster.isTerminating { return "deleting usually takes 20 to 30 minutes" }
    return switch cluster.phase {
    case .unspecified: "the control plane does not say what it is doing"
    case .pending: "asked for, not begun yet"
    case .queued: "waiting for its turn, or being set up in the AWS account"
    case .configuring: "being set up in the AWS account"
    case .offline: "set up, but not reachable for the control plane"
    case .unknown: "a phase that this version does not know"
    case .running, .failed, .deleted: nil
    }
  }
}
