public import ControlPlane
import Documents
public import Findings
import HTTP
import Reports
import Requests

/// Clusters as programs read them; secrets are not part of it.
public enum ClusterJSON {
  /// The version of the format.
  public static let schemaVersion = 1

  /// The report of `tollgate list clusters`.
  public static func list(_ clusters: [Cluster]) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json),
      ("clusters", .array(clusters.map { JSONValue($0) })),
    ]).indented
  }

  /// The report of `tollgate show cluster`.
  static func details(_ report: ClusterReport) -> PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(schemaVersion)), ("tool", Tool.json), ("cluster", JSONValue(report.cluster)),
      ("estimates", report.cost?.json ?? .null),
    ]).indented
  }
}

extension JSONValue {
  /// What is known of a cluster but its secrets.
  init(_ cluster: Cluster) {
    self = .object([
      ("id", JSONValue(cluster.id)),
      ("name", JSONValue(cluster.name)),
      ("type", JSONValue(cluster.type)),
      ("status", .string(cluster.status)),
      ("isTerminating", .boolean(cluster.isTerminating)),
      ("reason", JSONValue(cluster.reason)),
      ("createdAt", JSONValue(cluster.createdAt)),
      ("generation", JSONValue(cluster.generation?.rawValue)),
      ("region", JSONValue(cluster.region)),
      ("regions", .array(cluster.regions.map { JSONValue($0) })),
      (
        "regionStates",
        .array(
          cluster.regionStates.map { state in
            .object([
              ("region", JSONValue(state.region)), ("state", JSONValue(state.state)),
              ("reason", JSONValue(state.reason)),
            ])
          })
      ),
      ("performanceProfile", JSONValue(cluster.performanceProfile)),
      ("roleArn", JSONValue(cluster.roleArn)),
      ("instanceTypes", cluster.instanceTypes.map { .array($0.map { JSONValue($0) }) } ?? .null),
      ("bucket", JSONValue(cluster.bucket)),
    ])
  }
}

extension JSONValue {
  /// A text of a server without its secrets, or null.
  init(_ text: ServerText?) { self.init(text?.redacted) }
}
