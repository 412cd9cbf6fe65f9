import Findings
public import HTTP
import Platform
public import Requests

/// The successful result of a submission.
public enum SubmissionOutcome: Sendable {
  /// The cluster was created.
  case created(Cluster)
  /// A cluster that matches the request already existed; nothing was sent.
  case existed(Cluster)

  /// The cluster.
  public var cluster: Cluster {
    switch self {
    case .created(let cluster), .existed(let cluster): cluster
    }
  }
}

/// Why a submission produced no cluster.
public enum SubmissionError: Error, Sendable {
  /// The journal cannot be used; nothing was sent.
  case journal(JournalError)
  /// The control plane refused, failed or did not respond, and no cluster was created.
  case controlPlane(ControlPlaneError)
  /// The name belongs to another cluster.
  case nameTaken(by: Cluster, differences: [String])
  /// The cluster with the name is of the other generation of the contract.
  case otherGeneration(Cluster, Generation, asked: Generation)
  /// The name belonged to a cluster that has been or is being deleted.
  case nameUsed(by: Cluster)
  /// The control plane says that the name is taken, but this user cannot see the owner.
  case nameTakenByUnseen(name: String, message: ServerText?)
  /// It is unknown whether there is a cluster: no response came, and no cluster has appeared.
  case unanswered(ControlPlaneError)
  /// The control plane accepted the request of an earlier run, but its cluster cannot be seen. `entry` is the journal's
  /// file.
  case unseen(name: String, attemptedAt: Int, entry: String)
  /// Another run has been handling the cluster for too long.
  case busy(name: String)
}

extension SubmissionError: CustomStringConvertible {
  /// The message shown to people.
  public var description: String {
    switch self {
    case .journal(let error): return error.description
    case .controlPlane(let error): return error.description
    case .nameTaken(let cluster, let differences):
      return
        "the name `\(cluster.name.shown(limit: 80))` is taken by the cluster `\(cluster.id.shown(limit: 80))`"
        + Self.since(cluster) + ", which is another one: " + differences.joined(separator: "; ")
    case .otherGeneration(let cluster, let generation, let asked):
      return
        "the cluster `\(cluster.name.shown(limit: 80))` (`\(cluster.id.shown(limit: 80))`) is of the "
        + "`\(generation.rawValue)` generation, and the request is for one of the `\(asked.rawValue)` generation"
    case .nameUsed(let cluster):
      let state = cluster.phase == .deleted ? "was deleted" : "is being deleted"
      return "the name `\(cluster.name.shown(limit: 80))` belongs to the cluster "
        + "`\(cluster.id.shown(limit: 80))`\(Self.since(cluster)), which \(state)"
    case .nameTakenByUnseen(let name, let message):
      return
        "the control plane says that the name `\(printable(name, limit: 80))` is taken, by a cluster that this user "
        + "cannot see" + (message.map { ": \($0.shown(limit: 300))" } ?? "")
    case .unanswered(let error):
      return "it is not known whether the cluster was created: \(error), and no such cluster has appeared"
    case .unseen(let name, let milliseconds, _):
      let day = CalendarDate(secondsSinceEpoch: milliseconds / 1_000)
      return
        "the control plane took an earlier request for `\(printable(name, limit: 80))` (\(day)), and no such cluster "
        + "can be seen; another request might make a second one"
    case .busy(let name):
      return "another run on this machine has been busy with `\(printable(name, limit: 80))` for ten minutes"
    }
  }

  /// What to do; nil if there is nothing to suggest.
  public var help: String? {
    switch self {
    case .journal(let error): error.help
    case .controlPlane(let error): error.help
    case .nameTaken, .nameTakenByUnseen: "choose another name"
    case .otherGeneration(let cluster, _, _):
      "look at it with `tollgate show cluster \(cluster.id.shown(limit: 80))`; it may be the one that was just asked for"
    case .nameUsed: "choose another name: one cannot be used again, even after the cluster is gone"
    case .unanswered: "run the same command again later; it looks for the cluster before it sends anything"
    case .unseen(_, _, let entry):
      "run the same command again later; when you are certain that there is none, remove `\(printable(entry))`"
    case .busy: "look for a `tollgate` that hangs, and end it"
    }
  }

  private static func since(_ cluster: Cluster) -> String {
    cluster.createdAt.map { " (created \($0.shown(limit: 40)))" } ?? ""
  }
}
