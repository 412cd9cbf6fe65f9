public import Findings
public import HTTP
public import Requests

/// A cluster as described by the control plane. Omitted values are nil.
public struct Cluster: Sendable, Equatable {
  /// The cluster's ID.
  public let id: ServerText
  /// Its name.
  public let name: ServerText
  /// Its kind, such as `CLUSTER_TYPE_BYOC`.
  public let type: ServerText?
  /// The creation time, as written by the control plane.
  public let createdAt: ServerText?
  /// The current phase.
  public let phase: Phase
  /// The desired phase.
  public let desiredPhase: Phase?
  /// The reason for the current phase.
  public let reason: ServerText?
  /// The generation in whose form the control plane describes it; nil if the answer has neither form.
  public let generation: Generation?
  /// Whether it is in another cloud than AWS, or on machines of its owner.
  public let isElsewhere: Bool
  /// The AWS region, or the primary one of several.
  public let region: ServerText?
  /// All its AWS regions.
  public let regions: [ServerText]
  /// The state in each region, of a cluster of the direct generation.
  public let regionStates: [RegionState]
  /// The role that the control plane assumes.
  public let roleArn: ServerText?
  /// The secret for the role, if the control plane returns it.
  public let externalId: Secret?
  /// The instance types that the cluster may use, or the accelerators in the direct generation; nil if the response has no
  /// such list.
  public let instanceTypes: [ServerText]?
  /// The performance profile, such as `CLUSTER_PERFORMANCE_PROFILE_COST_SAVING`.
  public let performanceProfile: ServerText?
  /// The S3 bucket that holds its data.
  public let bucket: ServerText?

  /// Whether the cluster is being deleted: its desired phase is deleted, and it is not deleted yet.
  public var isTerminating: Bool { desiredPhase == .deleted && phase != .deleted }

  /// Whether a deletion failed and the control plane retries it.
  public var isRetryingDeletion: Bool {
    reason?.withText { $0.lowercased().contains("resources failed to delete") } ?? false
  }

  /// The status in one word.
  public var status: String { isTerminating ? "terminating" : phase.word }
}

extension Cluster {
  /// The state of a cluster in one of its regions.
  public struct RegionState: Sendable, Equatable {
    /// The region.
    public let region: ServerText?
    /// The state, such as `REGION_STATE_FAILED`.
    public let state: ServerText?
    /// The reason for the state.
    public let reason: ServerText?
  }

  /// The phase of a cluster.
  public enum Phase: Sendable, Equatable {
    case unspecified, pending, queued, configuring, running, failed, offline, deleted
    /// A phase unknown to this version; newer servers may have more.
    case unknown(ServerText)

    private static let known: [(name: String, phase: Phase)] = [
      ("UNSPECIFIED", .unspecified), ("PENDING", .pending), ("QUEUED", .queued), ("CONFIGURING", .configuring),
      ("RUNNING", .running), ("FAILED", .failed), ("OFFLINE", .offline), ("DELETED", .deleted),
    ]
    private static let prefix = "CLUSTER_STATE_"

    init(_ text: ServerText) {
      self = Self.known.first { text == Self.prefix + $0.name }?.phase ?? .unknown(text)
    }

    /// The phase as one lowercase word; an unknown one as the control plane wrote it.
    public var word: String {
      switch self {
      case .unknown(let text): text.shown(limit: 60)
      default: Self.known.first { $0.phase == self }?.name.lowercased() ?? ""
      }
    }
  }
}

extension Cluster {
  /// The members of `V1ClusterSpec` of lightning_sdk 2026.10.13 that place a cluster elsewhere.
  private static let otherClouds = [
    "azureV1", "cloudflareV1", "cudoV1", "googleCloudV1", "kubernetesV1", "lambdaLabsV1", "lightningElasticClusterV1",
    "machineV1", "mithrilV1", "nebiusV1", "rafayV1", "slurmV1", "tensordockV1", "thunderCatV1", "voltageParkV1",
    "vultrV1",
  ]

  /// Whether it has the cost-savings profile; nil if its profile is not reported, or unknown to this version.
  public var isCostSavings: Bool? {
    switch performanceProfile?.withText({ $0 }) {
    case Self.costSavingsProfile: true
    case Self.normalProfile: false
    default: generation == .direct ? false : nil
    }
  }

  static let costSavingsProfile = "CLUSTER_PERFORMANCE_PROFILE_COST_SAVING"
  static let normalProfile = "CLUSTER_PERFORMANCE_PROFILE_DEFAULT"

  /// Reads a cluster from a response; nil if it lacks an ID or name.
  init?(_ answer: ServerAnswer) {
    guard let id = answer["id"]?.statement, let name = answer["name"]?.text else { return nil }
    let spec = answer["spec"]
    let status = answer["status"]
    let placements = Generation.allCases.compactMap { generation in
      spec.flatMap { generation.contract.read(spec: $0, status: status) }.map { (generation, $0) }
    }
    let placement = placements.first?.1 ?? ClusterPlacement()
    self.id = id
    self.name = name
    type = spec?["clusterType"]?.text
    createdAt = answer["createdAt"]?.text
    phase = (status?["phase"]?.text).map { Phase($0) } ?? .unspecified
    desiredPhase = spec?["desiredState"]?.text.map { Phase($0) }
    reason = status?["reason"]?.statement
    generation = placements.first?.0
    isElsewhere = placements.isEmpty && Self.otherClouds.contains { spec?[$0]?.object != nil }
    region = placement.region
    regions = placement.regions
    regionStates = placement.regionStates
    roleArn = placement.roleArn
    externalId = placement.externalId
    instanceTypes = placement.instanceTypes
    performanceProfile = placement.performanceProfile ?? spec?["performanceProfile"]?.text
    bucket = placement.bucket
  }
}
