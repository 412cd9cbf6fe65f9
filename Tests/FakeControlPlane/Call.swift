import Documents
import Findings

/// One request, taken apart.
struct Call {
  let recorded: ClusterStore.RecordedRequest
  private let method: String
  private let path: [String]
  private let query: [(name: String, value: String)]

  init(_ request: RawRequest) {
    recorded = ClusterStore.RecordedRequest(
      method: request.method, target: request.target, headers: request.headers,
      body: String(decoding: request.body, as: UTF8.self))
    method = request.method
    let parts = request.target.split(separator: "?", maxSplits: 1)
    path = (parts.first ?? "").split(separator: "/").map(String.init)
    query = (parts.count == 2 ? parts[1] : "").split(separator: "&").map { pair in
      let pair = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (pair[0], pair.count == 2 ? pair[1] : "")
    }
  }

  /// The name under which faults are scripted; nil for what is not of the control plane.
  var operation: String? {
    switch (method, path.count, path.dropFirst().first) {
    case ("POST", 3, "core"): path[2] == "cluster-name-available" ? "name" : "create"
    case ("GET", 3, "core"): "list"
    case ("GET", 4, "core"): "get"
    case ("DELETE", 4, "core"): "delete"
    case ("GET", _, "projects"), ("GET", _, "memberships"): "apps"
    default: nil
    }
  }

  var authorization: String { recorded.headers.first { $0.name.lowercased() == "authorization" }?.value ?? "" }

  func perform(in store: inout ClusterStore, at now: Int) -> Reply {
    if path.first == "fake" { return inspect(store) }
    guard authorization.hasPrefix("Basic ") || authorization.hasPrefix("Bearer ") else {
      return Reply(401, message: "no credentials")
    }
    switch operation {
    case "create": return create(in: &store, at: now)
    case "name": return isAvailable(in: store)
    case "list":
      let hidden = query.filter { $0.name == "phaseNotIn" }.map(\.value)
      let clusters = store.visible(at: now).filter { !hidden.contains(store.phase(of: $0, at: now)) }
      let list = JSONValue.array(clusters.map { store.json(of: $0, at: now) })
      return Reply(200, .object([("clusters", list), ("defaultCluster", .string("lightning-cloud"))]))
    case "get":
      let cluster = store.cluster(id: path[3], at: now)
      store.look(at: path[3])
      return cluster.map { Reply(200, store.json(of: $0, at: now)) } ?? Reply(404, message: "not found")
    case "delete":
      guard let cluster = store.cluster(id: path[3], at: now), store.delete(id: cluster.id, at: now) else {
        return Reply(404, message: "not found")
      }
      return Reply(200, .object([]))
    case "apps": return apps(in: store, at: now)
    default: return Reply(404, message: "no such path")
    }
  }

  private func isAvailable(in store: ClusterStore) -> Reply {
    let file = DocumentReader.read(SourceFile(name: "body.json", text: recorded.body))
    guard case .string(let name)? = file.documents.first?.root["name"]?.value else {
      return Reply(400, message: "no name")
    }
    let isTaken = store.behavior.takenNames.contains(name) || store.clusters.contains { $0.name == name }
    return Reply(200, .object([("available", .boolean(!isTaken))]))
  }

  private func create(in store: inout ClusterStore, at now: Int) -> Reply {
    let file = DocumentReader.read(SourceFile(name: "body.json", text: recorded.body))
    guard let root = file.documents.first?.root, case .string(let name)? = root["name"]?.value, let spec = root["spec"]
    else { return Reply(400, message: "no name or spec") }
    guard !store.behavior.takenNames.contains(name) else {
      return Reply(409, message: "cluster with the name \(name) already exists")
    }
    guard let id = store.create(name: name, spec: JSONValue(spec), at: now),
      let cluster = store.clusters.first(where: { $0.id == id })
    else { return Reply(409, message: "cluster with the name \(name) already exists") }
    return Reply(200, store.json(of: cluster, at: now))
  }

  private func apps(in store: ClusterStore, at now: Int) -> Reply {
    guard path.count > 2 else {
      return Reply(200, .object([("memberships", .array([.object([("projectId", .string("proj-1"))])]))]))
    }
    let id = query.first { $0.name == "clusterId" }?.value ?? ""
    let onlyRunning = query.contains { $0.name == "phaseIn" }
    let name = store.cluster(id: id, at: now)?.name ?? id
    let apps = (store.behavior.apps[name] ?? []).filter { $0.isRunning || !onlyRunning }
    let list = apps.map { JSONValue.object([("id", .string($0.name + "-id")), ("name", .string($0.name))]) }
    return Reply(200, .object([("lightningapps", .array(list))]))
  }

  /// What tests of other languages ask: `/fake/clusters` and `/fake/requests`.
  private func inspect(_ store: ClusterStore) -> Reply {
    switch path.last {
    case "clusters":
      Reply(200, .array(store.clusters.map { .object([("id", .string($0.id)), ("name", .string($0.name))]) }))
    case "requests":
      Reply(
        200,
        .array(
          store.requests.map { request in
            .object([
              ("method", .string(request.method)), ("target", .string(request.target)), ("body", .string(request.body)),
              ("headers", .object(request.headers.map { ($0.name.lowercased(), .string($0.value)) })),
            ])
          }))
    default: Reply(404, message: "no such path")
    }
  }
}
