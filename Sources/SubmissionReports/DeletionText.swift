public import ControlPlane
public import Findings
import HTTP
public import Reports
import Requests

/// What a person should know before a cluster is deleted.
public enum DeletionText {
  /// What is lost for good, what may be left behind, and the bucket.
  /// - Parameter cost: What the cluster costs; nil if that is not known.
  public static func warning(
    _ deletion: Deletion, cost: ExistingClusterReport?, force: Bool, style: TextStyle
  ) -> PrintableText {
    let cluster = deletion.cluster
    var text = style.bold("deleting \(cluster.name.shown(limit: 80))")
    text += " (id \(cluster.id.shown(limit: 80)), region \(cluster.region?.shown(limit: 40) ?? "not reported"), "
    text += "\(cluster.status)) cannot be undone\n"
    text += force ? forced(cost, style) : lost(cluster, cost)
    text += apps("running", deletion.runningApps) + apps("stopped", deletion.stoppedApps)
    // Nobody documents either of the direct generation.
    guard cluster.generation == .direct else { return text + "  the name cannot be used again\n" }
    return text + "  perhaps the name cannot be used again, and perhaps more runs on it than is listed\n"
  }

  private static func lost(_ cluster: Cluster, _ cost: ExistingClusterReport?) -> PrintableText {
    let bucket: PrintableText =
      cluster.bucket.map { "the bucket `\($0.shown(limit: 120))`" } ?? "its data bucket, whose name is not reported"
    let ending = cost?.ending ?? ["what stops costing money is not known"]
    return """
        gone for good: the record of every run and experiment that was started on it, with artifacts, metrics and \
      logs, and the object stores, container registry, logs, compute nodes and volumes that were managed for it
        left behind: \(bucket), which you remove yourself; look in the AWS account for other resources, too

      """ + ending.map { "  " + $0 + "\n" }.joined()
  }

  private static func forced(_ cost: ExistingClusterReport?, _ style: TextStyle) -> PrintableText {
    style.red("  --force: only the control plane's record goes, with every run and experiment on it")
      + "\n  left behind: every resource in your AWS account, which you remove yourself\n"
      + "  you keep paying for it" + (cost.map { ": \($0.line)\n" } ?? "\n")
  }

  /// Why a deletion is refused while apps run.
  public static func refusal(_ deletion: Deletion) -> (message: String, help: String) {
    let count = deletion.runningApps.count
    let names = deletion.runningApps.prefix(10).map { "`\($0.shown(limit: 80))`" }.joined(separator: ", ")
    let what = count == 1 ? "an app runs on it" : "\(count) apps run on it"
    return (
      "`\(deletion.cluster.name.shown(limit: 80))` is not deleted, since \(what): \(names)",
      "stop and delete them first"
    )
  }

  private static func apps(_ state: PrintableText, _ names: [ServerText]) -> PrintableText {
    guard !names.isEmpty else { return "" }
    let shown = names.prefix(10).map { PrintableText($0.shown(limit: 80)) }.joined(separator: ", ")
    return "  \(state) apps on it: \(shown)" + (names.count > 10 ? " and \(names.count - 10) more" : "") + "\n"
  }
}
