import Documents
import Platform

/// The clusters of a fake control plane, and what it was asked.
struct ClusterStore: Sendable {
  /// How the control plane behaves.
  struct Behavior: Sendable {
    /// Whether a second cluster may have the name of another, which the real one refuses with 409.
    var acceptsDuplicateNames = false
    /// How long a new cluster cannot be seen, in milliseconds.
    var visibleAfter = 0
    /// The phases of a new cluster, in order; it stays in the last one.
    var phases = ["CLUSTER_STATE_PENDING", "CLUSTER_STATE_QUEUED", "CLUSTER_STATE_RUNNING"]
    /// How long each of them lasts, in milliseconds.
    var phaseMilliseconds = 1_000
    /// Whether time goes on for a cluster only when it is looked at by its id, one phase a look, so that a test does not
    /// depend on its speed.
    var advancesByLooks = false
    /// Why a cluster is in its phase.
    var reason = ""
    /// Whether answers are in the form of the other generation than the request for the cluster.
    var answersInOtherForm = false
    /// The names that are taken by clusters that nobody can see.
    var takenNames: Set<String> = []
    /// Whether answers leave out the external id that a cluster was created with.
    var hidesExternalId = false
    /// The apps on each cluster, by its name, and whether they run.
    var apps: [String: [(name: String, isRunning: Bool)]] = [:]
    /// What goes wrong, in order, by operation: create, list, get, delete or apps.
    var faults: [String: [Fault]] = [:]
    /// The share of requests that get a random fault, 0 to 1.
    var randomFaults = 0.0
    /// Where the random faults begin.
    var seed: UInt64 = 1
  }

  struct StoredCluster: Sendable {
    let id: String
    let name: String
    let spec: JSONValue
    let createdAt: Int
    var looks = 0
    /// Its age when its deletion was asked for, in milliseconds.
    var deletedAtAge: Int?
  }

  struct RecordedRequest: Sendable {
    let method: String
    let target: String
    let headers: [(name: String, value: String)]
    let body: String
  }

  var behavior: Behavior
  private(set) var clusters: [StoredCluster] = []
  var requests: [RecordedRequest] = []
  private var random: RandomNumbers

  init(_ behavior: Behavior) {
    self.behavior = behavior
    random = RandomNumbers(state: behavior.seed)
  }

  mutating func nextFault(for operation: String) -> Fault? {
    if let fault = behavior.faults[operation]?.first {
      behavior.faults[operation]?.removeFirst()
      return fault
    }
    guard behavior.randomFaults > 0, Double.random(in: 0..<1, using: &random) < behavior.randomFaults else {
      return nil
    }
    let faults: [Fault] = [
      .dropAfterAccept, .dropBeforeAnswer, .failAfterwards, .malformed, .status(500), .status(503), .latency(60),
      .latency(150), .status(429, retryAfter: 0),
    ]
    return faults.randomElement(using: &random)
  }

  /// The new cluster's id; nil if the name is taken.
  mutating func create(name: String, spec: JSONValue, at now: Int) -> String? {
    guard behavior.acceptsDuplicateNames || !clusters.contains(where: { $0.name == name }) else { return nil }
    let id = clusters.contains { $0.name == name } ? "\(name)-\(clusters.count)" : name + "-id"
    clusters.append(StoredCluster(id: id, name: name, spec: spec, createdAt: now))
    return id
  }

  mutating func delete(id: String, at now: Int) -> Bool {
    guard let index = clusters.firstIndex(where: { $0.id == id && isVisible($0, at: now) }) else { return false }
    if clusters[index].deletedAtAge == nil { clusters[index].deletedAtAge = age(of: clusters[index], at: now) }
    return true
  }

  func visible(at now: Int) -> [StoredCluster] { clusters.filter { isVisible($0, at: now) } }

  func cluster(id: String, at now: Int) -> StoredCluster? { visible(at: now).first { $0.id == id || $0.name == id } }

  /// Counts a look at a cluster, visible or not.
  mutating func look(at id: String) {
    for index in clusters.indices where clusters[index].id == id { clusters[index].looks += 1 }
  }

  private func age(of cluster: StoredCluster, at now: Int) -> Int {
    behavior.advancesByLooks ? cluster.looks * behavior.phaseMilliseconds : now - cluster.createdAt
  }

  private func isVisible(_ cluster: StoredCluster, at now: Int) -> Bool {
    age(of: cluster, at: now) >= behavior.visibleAfter
  }

  func phase(of cluster: StoredCluster, at now: Int) -> String {
    let length = max(1, behavior.phaseMilliseconds)
    let age = age(of: cluster, at: now)
    if let deletedAtAge = cluster.deletedAtAge, age - deletedAtAge >= length { return "CLUSTER_STATE_DELETED" }
    let index = age / length
    return behavior.phases[min(index, behavior.phases.count - 1)]
  }

  /// The cluster as the control plane answers it.
  func json(of cluster: StoredCluster, at now: Int) -> JSONValue {
    let desired = cluster.deletedAtAge == nil ? "CLUSTER_STATE_RUNNING" : "CLUSTER_STATE_DELETED"
    var spec = cluster.spec.setting("desiredState", to: .string(desired))
    for place in [["driver", "kubernetes", "aws"], ["awsV1"]] {
      spec = spec.setting(place + ["bucketName"], to: .string("grid-backend-" + cluster.id))
      if behavior.hidesExternalId { spec = spec.setting(place + ["externalId"], to: .null) }
    }
    if behavior.answersInOtherForm { spec = Self.otherForm(of: spec) }
    let phase = phase(of: cluster, at: now)
    let status = [("phase", JSONValue.string(phase)), ("reason", .string(behavior.reason))]
    let day = CalendarDate(secondsSinceEpoch: cluster.createdAt / 1_000)
    return .object([
      ("id", .string(cluster.id)), ("name", .string(cluster.name)), ("createdAt", .string("\(day)T00:00:00.123456Z")),
      ("spec", spec), ("status", .object(status + regionStates(of: spec, phase))),
    ])
  }

  /// `awsV1RegionStatus`, which only clusters of the direct generation have.
  private func regionStates(of spec: JSONValue, _ phase: String) -> [(key: String, value: JSONValue)] {
    guard case .array(let regions)? = spec["awsV1"]?["regions"] else { return [] }
    let state =
      switch phase {
      case "CLUSTER_STATE_RUNNING": "REGION_STATE_COMPLETED"
      case "CLUSTER_STATE_FAILED": "REGION_STATE_FAILED"
      default: "REGION_STATE_PENDING"
      }
    let states = regions.map { region in
      JSONValue.object([("region", region), ("state", .string(state)), ("reason", .string(behavior.reason))])
    }
    return [("awsV1RegionStatus", .array(states))]
  }

  /// A specification in the form of the other generation.
  private static func otherForm(of spec: JSONValue) -> JSONValue {
    guard case .object(let members) = spec else { return spec }
    let rest = members.filter { !["driver", "awsV1", "performanceProfile"].contains($0.key) }
    if let aws = spec["awsV1"] {
      let moved = JSONValue.object([
        ("region", aws["primaryRegion"] ?? .null), ("roleArn", aws["roleArn"] ?? .null),
        ("externalId", aws["externalId"] ?? .null), ("instanceTypes", .array([])),
      ])
      return .object(rest + [("driver", .object([("kubernetes", .object([("aws", moved)]))]))])
    }
    let aws = spec["driver"]?["kubernetes"]?["aws"]
    let moved = JSONValue.object([
      ("primaryRegion", aws?["region"] ?? .null), ("regions", .array([aws?["region"] ?? .null])),
      ("roleArn", aws?["roleArn"] ?? .null), ("externalId", aws?["externalId"] ?? .null),
    ])
    return .object(rest + [("driver", .string("AWS")), ("awsV1", moved)])
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate func setting(_ path: [String], to value: JSONValue) -> JSONValue {
    guard let key = path.first else { return value }
    guard case .object(let members) = self, let old = members.first(where: { $0.key == key })?.value else {
      return path.count == 1 ? setting(key, to: value) : self
    }
    return setting(key, to: old.setting(Array(path.dropFirst()), to: value))
  }

  fileprivate func setting(_ key: String, to value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key } + [(key, value)])
  }
}

/// Deterministic random numbers (SplitMix64).
private struct RandomNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
