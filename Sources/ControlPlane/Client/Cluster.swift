public import Findings
public import HTTP

/// A cluster as the control plane describes it. What it left out is nil.
public struct Cluster: Sendable, Equatable {
  /// Its id.
  public let id: ServerText
  /// Its name.
  public let name: ServerText
  /// Its kind, such as `CLUSTER_TYPE_BYOC`.
  public let type: ServerText?
  /// When it was created, as the control plane wrote it.
  public let createdAt: ServerText?
  /// What it is doing.
  public let phase: Phase
  /// What it should come to.
  public let desiredPhase: Phase?
  /// Why it is in its phase.
  public let reason: ServerText?
  /// The AWS region.
  public let region: ServerText?
  /// The role that the control plane assumes.
  public let roleArn: ServerText?
  /// The secret for it, if the control plane tells it.
  public let externalId: Secret?
  /// The instance types that it may use; nil if the answer has no such list.
  public let instanceTypes: [ServerText]?
  /// The performance profile, such as `CLUSTER_PERFORMANCE_PROFILE_COST_SAVING`.
  public let performanceProfile: ServerText?
  /// The S3 bucket that holds its data.
  public let bucket: ServerText?

  /// Whether it is on its way out: it should be deleted and is not yet.
  public var isTerminating: Bool { desiredPhase == .deleted && phase != .deleted }

  /// Whether it has failed to go away and the control plane tries again.
  public var isRetryingDeletion: Bool {
    reason?.withText { $0.lowercased().contains("resources failed to delete") } ?? false
  }

  /// What it is doing, in a word.
  public var status: String { isTerminating ? "terminating" : phase.word }
}

extension Cluster {
  /// What a cluster is doing.
  public enum Phase: Sendable, Equatable {
    case unspecified, pending, queued, configuring, running, failed, offline, deleted
    /// One that this version does not know; newer servers may have more.
    case unknown(ServerText)

    private static let known: [(name: String, phase: Phase)] = [
      ("UNSPECIFIED", .unspecified), ("PENDING", .pending), ("QUEUED", .queued), ("CONFIGURING", .configuring),
      ("RUNNING", .running), ("FAILED", .failed), ("OFFLINE", .offline), ("DELETED", .deleted),
    ]
    private static let prefix = "CLUSTER_STATE_"

    init(_ text: ServerText) {
      self = Self.known.first { text == Self.prefix + $0.name }?.phase ?? .unknown(text)
    }

    /// The phase in a word of lower case; an unknown one as the control plane wrote it.
    public var word: String {
      switch self {
      case .unknown(let text): text.shown(limit: 60)
      default: Self.known.first { $0.phase == self }?.name.lowercased() ?? ""
      }
    }
  }
}

extension Cluster {
  /// Reads a cluster of an answer; nil if it has no id or name.
  init?(_ answer: ServerAnswer) {
    guard let id = answer["id"]?.statement, let name = answer["name"]?.text else { return nil }
    let spec = answer["spec"]
    let status = answer["status"]
    let aws = spec?["driver"]?["kubernetes"]?["aws"]
    self.id = id
    self.name = name
    type = spec?["clusterType"]?.text
    createdAt = answer["createdAt"]?.text
    phase = (status?["phase"]?.text).map { Phase($0) } ?? .unspecified
    desiredPhase = spec?["desiredState"]?.text.map { Phase($0) }
    reason = status?["reason"]?.statement
    region = aws?["region"]?.text
    roleArn = aws?["roleArn"]?.text
    externalId = aws?["externalId"]?.secret
    instanceTypes = aws?["instanceTypes"]?.elements?.compactMap { $0["name"]?.text }
    performanceProfile = spec?["performanceProfile"]?.text
    bucket = aws?["bucketName"]?.statement
  }
}
