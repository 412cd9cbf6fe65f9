public import ControlPlane
public import Findings
import HTTP
public import Reports

/// Clusters as people read them.
public struct ClusterText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// A table, one cluster a line, in the control plane's order.
  public func table(_ clusters: [Cluster]) -> PrintableText {
    guard !clusters.isEmpty else { return "there are no clusters\n" }
    var table = TextTable(leftColumns: Set(0...6))
    table.add(["ID", "NAME", "TYPE", "STATUS", "CREATED", "REGION", "PROFILE"])
    for cluster in clusters {
      table.add([
        shown(cluster.id), shown(cluster.name), ClusterWords.type(cluster), "\(cluster.status)",
        ClusterWords.created(cluster), shown(cluster.region), ClusterWords.profile(cluster),
      ])
    }
    return table.render(style, indentation: 0)
  }

  /// Everything that is known of a cluster but its secrets.
  public func details(_ cluster: Cluster) -> PrintableText {
    var table = TextTable(leftColumns: [1])
    table.add(["name", shown(cluster.name)])
    table.add(["id", shown(cluster.id)])
    table.add(["type", ClusterWords.type(cluster)])
    table.add(["status", cluster.status])
    if let reason = cluster.reason { table.add(["reason", reason.shown(limit: 500)]) }
    if let note = ClusterWords.retrying(cluster) { table.add(["", note]) }
    table.add(["created", ClusterWords.created(cluster)])
    table.add(["region", shown(cluster.region)])
    table.add(["profile", ClusterWords.profile(cluster)])
    table.add(["role", shown(cluster.roleArn)])
    table.add(["external id", cluster.externalId == nil ? "not told" : "<redacted>"])
    table.add(["types", cluster.instanceTypes.map(shown) ?? "-"])
    table.add(["bucket", shown(cluster.bucket)])
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
  /// `cost savings`, `normal`, or the profile as it is written.
  public static func profile(_ cluster: Cluster) -> String {
    guard let profile = cluster.performanceProfile else { return "-" }
    return profile.withText { text in
      switch text {
      case "CLUSTER_PERFORMANCE_PROFILE_COST_SAVING": "cost savings"
      case "CLUSTER_PERFORMANCE_PROFILE_DEFAULT": "normal"
      default: profile.shown(limit: 60)
      }
    }
  }

  /// `byoc`, or the type as it is written.
  static func type(_ cluster: Cluster) -> String {
    guard let type = cluster.type?.shown(limit: 60) else { return "-" }
    let prefix = "CLUSTER_TYPE_"
    return type.hasPrefix(prefix) ? type.dropFirst(prefix.count).lowercased() : type
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

  /// One line about a cluster that is waited for.
  public static func progress(_ look: Wait.Look, name: String) -> PrintableText {
    let name = PrintableText(name, limit: 80)
    guard let cluster = look.cluster else {
      return "cluster \(name): not visible yet, \(DurationText.text(look.elapsed))"
    }
    var text: PrintableText = "cluster \(name): \(cluster.status), \(DurationText.text(look.elapsed))"
    if let reason = cluster.reason, cluster.phase != .running { text += ": \(reason.shown(limit: 200))" }
    if let note = retrying(cluster) { text += " (\(note))" }
    return text
  }
}
