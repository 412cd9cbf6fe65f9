import Documents

/// A cluster as the control plane describes it. What it left out is nil.
public struct Cluster: Sendable, Equatable {
  /// Its id.
  public let id: String
  /// Its name.
  public let name: String
  /// Its kind, such as `CLUSTER_TYPE_BYOC`.
  public let type: String?
  /// When it was created, as the control plane wrote it.
  public let createdAt: String?
  /// What it is doing.
  public let phase: Phase
  /// What it should come to.
  public let desiredPhase: Phase?
  /// Why it is in its phase, secrets taken out.
  public let reason: String?
  /// The AWS region.
  public let region: String?
  /// The role that the control plane assumes.
  public let roleArn: String?
  /// The secret for it, if the control plane tells it.
  public let externalId: Secret?
  /// The instance types that it may use; nil if the answer has no such list.
  public let instanceTypes: [String]?
  /// The performance profile, such as `CLUSTER_PERFORMANCE_PROFILE_COST_SAVING`.
  public let performanceProfile: String?
  /// The S3 bucket that holds its data.
  public let bucket: String?

  /// Whether it is on its way out: it should be deleted and is not yet.
  public var isTerminating: Bool { desiredPhase == .deleted && phase != .deleted }

  /// Whether it has failed to go away and the control plane tries again.
  public var isRetryingDeletion: Bool { reason?.lowercased().contains("resources failed to delete") ?? false }

  /// What it is doing, in a word.
  public var status: String { isTerminating ? "terminating" : phase.word }
}

extension Cluster {
  /// What a cluster is doing.
  public enum Phase: Sendable, Equatable {
    case unspecified, pending, queued, configuring, running, failed, offline, deleted
    /// One that this version does not know; newer servers may have more.
    case unknown(String)

    private static let known: [(name: String, phase: Phase)] = [
      ("UNSPECIFIED", .unspecified), ("PENDING", .pending), ("QUEUED", .queued), ("CONFIGURING", .configuring),
      ("RUNNING", .running), ("FAILED", .failed), ("OFFLINE", .offline), ("DELETED", .deleted),
    ]
    private static let prefix = "CLUSTER_STATE_"

    init(_ text: String) {
      self = Self.known.first { Self.prefix + $0.name == text }?.phase ?? .unknown(text)
    }

    /// The phase in a word of lower case; an unknown one as the control plane wrote it.
    public var word: String {
      switch self {
      case .unknown(let text): printable(text, limit: 60)
      default: Self.known.first { $0.phase == self }?.name.lowercased() ?? ""
      }
    }
  }
}

extension Cluster {
  /// Reads a cluster of an answer; nil if it has no id or name.
  init?(_ node: Node, redact: (_ text: String, _ secrets: [Secret]) -> String) {
    guard let id = node["id"]?.text, let name = node["name"]?.text, !id.isEmpty else { return nil }
    let spec = node["spec"]
    let status = node["status"]
    let aws = spec?["driver"]?["kubernetes"]?["aws"]
    let secret = aws?["externalId"]?.text.flatMap { $0.isEmpty ? nil : Secret($0) }
    let token = spec?["authToken"]?.text.map { Secret($0) }
    self.id = id
    self.name = name
    type = spec?["clusterType"]?.text
    createdAt = node["createdAt"]?.text
    phase = Phase(status?["phase"]?.text ?? "CLUSTER_STATE_UNSPECIFIED")
    desiredPhase = spec?["desiredState"]?.text.map { Phase($0) }
    reason = status?["reason"]?.text.flatMap { $0.isEmpty ? nil : redact($0, [secret, token].compactMap { $0 }) }
    region = aws?["region"]?.text
    roleArn = aws?["roleArn"]?.text
    externalId = secret
    instanceTypes = aws?["instanceTypes"]?.elements?.compactMap { $0["name"]?.text }
    performanceProfile = spec?["performanceProfile"]?.text
    bucket = aws?["bucketName"]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Node {
  /// The node's text, if it is a string.
  var text: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  /// The node's elements, if it is a list.
  var elements: [Node]? {
    guard case .sequence(let elements) = value else { return nil }
    return elements
  }
}
