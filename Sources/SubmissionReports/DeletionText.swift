public import ControlPlane
public import Findings
import HTTP
public import Reports

/// What a person should know before a cluster is deleted.
public enum DeletionText {
  /// What is lost for good, what may be left behind, and the bucket.
  /// - Parameter cost: What the cluster costs; nil if that is not known.
  public static func warning(
    _ deletion: Deletion, cost: ExistingClusterReport?, force: Bool, style: TextStyle
  ) -> PrintableText {
    let cluster = deletion.cluster
    var text = style.bold("deleting \(cluster.name.shown(limit: 80))")
    text += " (id \(cluster.id.shown(limit: 80)), region \(cluster.region?.shown(limit: 40) ?? "not told"), "
    text += "\(cluster.status)) cannot be undone\n"
    text += """
        gone for good: the record of every run and experiment that was started on it, with artifacts, metrics and
          logs, and the object stores, container registry, logs, compute nodes and volumes that were managed for it

      """
    let bucket: PrintableText =
      cluster.bucket.map { "the bucket `\($0.shown(limit: 120))`" } ?? "its data bucket, whose name is not told"
    text += "  left behind: \(bucket), which you remove yourself; look in the AWS account for other resources, too\n"
    text += apps("running", deletion.runningApps) + apps("stopped", deletion.stoppedApps)
    if force {
      if let cost { text += "  goes on costing: \(cost.line)\n" }
    } else if let cost {
      text += cost.ending.map { "  " + $0 + "\n" }.joined()
    } else {
      text += "  what stops costing money is not known\n"
    }
    if force {
      text += style.red(
        "  --force: only the control plane's record goes; every resource stays in your account and you keep paying for it\n"
      )
    }
    text += "  the name cannot be used again\n"
    return text
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
