import Documents
public import Findings
public import HTTP
public import Requests

/// A client of the control plane. Every operation is one method, which sends what upstream's own client of the generation
/// sends: lightning-app 0.7.0 for `kubernetes`, lightning_sdk 2026.10.13 for `direct`.
public struct ControlPlaneClient: Sendable {
  /// Sends the requests.
  public let transport: HTTPTransport
  /// The contract in which it asks.
  public let contract: RequestContract
  private let credentials: Credentials
  private let retries: RetryPolicy
  private let secrets: KnownSecrets
  private let notice: @Sendable (RetryNotice) -> Void

  /// Creates a client for the transport's endpoint. `notice` is called for every retry.
  /// - Parameter secrets: Secrets to hide if the control plane repeats them, in addition to the credentials.
  public init(
    transport: HTTPTransport, contract: RequestContract = RequestContract(), credentials: Credentials,
    secrets: [Secret] = [], retries: RetryPolicy = RetryPolicy(), notice: @escaping @Sendable (RetryNotice) -> Void
  ) {
    self.transport = transport
    self.contract = contract
    self.credentials = credentials
    self.retries = retries
    self.notice = notice
    let encoded = credentials.authorization.withText { Secret(String($0.split(separator: " ").last ?? "")) }
    self.secrets = KnownSecrets([credentials.apiKey, encoded] + secrets)
  }

  // MARK: Clusters

  /// All clusters that the user can see, optionally including deleted ones.
  public func clusters(includingDeleted: Bool = false) async throws(ControlPlaneError) -> [Cluster] {
    try await list(includingDeleted: includingDeleted).clusters
  }

  /// All clusters, including deleted ones, and the time of the control plane's clock in seconds since 1970; nil if it tells
  /// none.
  public func probe() async throws(ControlPlaneError) -> (clusters: [Cluster], time: Int?) {
    try await list(includingDeleted: true)
  }

  private func list(includingDeleted: Bool) async throws(ControlPlaneError) -> (clusters: [Cluster], time: Int?) {
    let query: [(name: String, value: String)] =
      switch contract.generation {
      case .kubernetes: includingDeleted ? [] : [("phaseNotIn", "CLUSTER_STATE_DELETED")]
      // Clusters that are not complete are not listed otherwise.
      case .direct: scope + [("includeConfiguringState", "True")]
      }
    let answer = try await send(request(.get, ["v1", "core", "clusters"], query: query))
    guard answer.isSuccess else { throw error(of: answer) }
    // JSON from protocol buffers may omit empty lists.
    guard let list = try tree(answer)["clusters"] else { return ([], answer.date) }
    guard let elements = list.elements else { throw .malformed(what: "`clusters` is \(list.kind), not a list") }
    var clusters: [Cluster] = []
    for element in elements { clusters.append(try cluster(element)) }
    // A server that does not know `phaseNotIn` lists deleted clusters too.
    return (clusters.filter { includingDeleted || $0.phase != .deleted }, answer.date)
  }

  /// The cluster with an ID; nil if there is none.
  public func cluster(id: String) async throws(ControlPlaneError) -> Cluster? {
    do throws(ControlPlaneError) {
      return try cluster(try await read(["v1", "core", "clusters", id], query: scope))
    } catch {
      if case .refused(404, _) = error { return nil }
      throw error
    }
  }

  /// Whether a new cluster may have a name. Only the direct generation can be asked.
  func isNameAvailable(_ name: String) async throws(ControlPlaneError) -> Bool {
    let body = JSONValue.object([("name", .string(name))])
    let answer = try await send(request(.post, ["v1", "core", "cluster-name-available"], body: body, isLookup: true))
    guard answer.isSuccess else { throw error(of: answer) }
    // JSON from protocol buffers may omit what is false.
    return try tree(answer)["available"]?.isTrue ?? false
  }

  /// The organization and project that requests are about; empty in the first generation.
  private var scope: [(name: String, value: String)] {
    guard contract.generation == .direct else { return [] }
    return [("orgId", contract.organization), ("projectId", contract.project)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }

  /// Requests a new cluster, without retries.
  func create(_ specification: ClusterSpecification) async -> Creation {
    secrets.learning([specification.externalId])
    let request = request(.post, ["v1", "core", "clusters"], body: specification.body())
    let answer: HTTPResponse
    do throws(HTTPFailure) {
      answer = try await transport.send(request)
    } catch {
      if error.isAnswered { return .accepted(.noAnswer(error)) }
      return error.isSurelyUnsent ? .unsent(error) : .unanswered(.noAnswer(error))
    }
    if answer.isSuccess {
      do throws(ControlPlaneError) {
        let cluster = try cluster(try tree(answer))
        guard cluster.name == specification.name else {
          throw .malformed(what: "it is about a cluster of another name")
        }
        if let generation = cluster.generation, generation != contract.generation {
          throw .malformed(
            what: "it is in the form of the `\(generation.rawValue)` generation, and the request was in that of the "
              + "`\(contract.generation.rawValue)` one")
        }
        return .created(cluster)
      } catch { return .accepted(error) }
    }
    let error = error(of: answer)
    return switch answer.status {
    case 425, 429: .postponed(error, answer.retryAfter)
    // "See other" refers to something that was done (RFC 9110, section 15.4.4).
    case 303: .accepted(error)
    case 400..<408, 409..<500: .refused(error)
    default: .unanswered(error)
    }
  }

  /// Requests the deletion of a cluster. A cluster that no longer exists counts as deleted.
  public func delete(id: String, force: Bool) async throws(ControlPlaneError) {
    // Upstream writes booleans in Python's format.
    let query = scope + [(name: "force", value: force ? "True" : "False")]
    let answer = try await send(request(.delete, ["v1", "core", "clusters", id], query: query, body: .object([])))
    guard answer.isSuccess || answer.status == 404 else { throw error(of: answer) }
  }

  // MARK: Apps

  /// The names of the apps on a cluster, in all projects of the user.
  public func apps(onCluster id: String, running: Bool) async throws(ControlPlaneError) -> [ServerText] {
    var names: [ServerText] = []
    for project in try await projects() {
      let phases =
        running
        ? (name: "phaseIn", value: "LIGHTNINGAPP_INSTANCE_STATE_RUNNING")
        : (name: "phaseNotIn", value: "LIGHTNINGAPP_INSTANCE_STATE_DELETED")
      let path = ["v1", "projects", project, "appinstances"]
      let root = try await read(path, query: [(name: "clusterId", value: id), phases])
      for app in root["lightningapps"]?.elements ?? [] {
        names.append(app["name"]?.text ?? app["id"]?.text ?? secrets.redaction.text("(without a name)"))
      }
    }
    return names
  }

  private func projects() async throws(ControlPlaneError) -> [String] {
    let root = try await read(["v1", "memberships"])
    return (root["memberships"]?.elements ?? []).compactMap { $0["projectId"]?.text?.withText { $0 } }
  }

  // MARK: Messages

  private func request(
    _ method: HTTPRequest.Method, _ path: [String], query: [(name: String, value: String)] = [], body: JSONValue? = nil,
    isLookup: Bool = false
  ) -> HTTPRequest {
    let headers = [
      (name: "Authorization", value: credentials.authorization.withText { $0 }),
      (name: "Accept", value: "application/json"), (name: "Content-Type", value: "application/json"),
    ]
    return HTTPRequest(
      method, path, query: query, headers: headers, body: body.map { Array($0.canonical.utf8) },
      isLookup: isLookup)
  }

  private func send(_ request: HTTPRequest) async throws(ControlPlaneError) -> HTTPResponse {
    do throws(HTTPFailure) {
      return try await transport.send(request, retrying: retries, notice: notice)
    } catch { throw .noAnswer(error) }
  }

  private func read(
    _ path: [String], query: [(name: String, value: String)] = []
  ) async throws(ControlPlaneError) -> ServerAnswer {
    let answer = try await send(request(.get, path, query: query))
    guard answer.isSuccess else { throw error(of: answer) }
    return try tree(answer)
  }

  private func tree(_ answer: HTTPResponse) throws(ControlPlaneError) -> ServerAnswer {
    try ServerAnswer(answer.body, knowing: secrets)
  }

  private func cluster(_ answer: ServerAnswer) throws(ControlPlaneError) -> Cluster {
    guard let cluster = Cluster(answer) else { throw .malformed(what: "a cluster has no `id` or no `name`") }
    return cluster
  }

  private func error(of answer: HTTPResponse) -> ControlPlaneError {
    let message = (try? tree(answer))?["message"]?.statement
    return switch answer.status {
    case 300..<400: .redirected(to: answer.location(secrets.redaction))
    case 500...: .failed(status: answer.status, message: message)
    default: .refused(status: answer.status, message: message)
    }
  }
}

/// The result of a request for a new cluster.
enum Creation: Sendable {
  /// The cluster was created.
  case created(Cluster)
  /// The server refused; no cluster was created.
  case refused(ControlPlaneError)
  /// The server asks to retry later; no cluster was created.
  case postponed(ControlPlaneError, Duration?)
  /// The request was never sent; no cluster was created.
  case unsent(HTTPFailure)
  /// A cluster may have been created.
  case unanswered(ControlPlaneError)
  /// The server accepted the request, but its response does not identify the cluster.
  case accepted(ControlPlaneError)
}
