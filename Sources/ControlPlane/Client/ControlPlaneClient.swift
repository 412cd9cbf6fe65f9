import Documents
import HTTP

/// Speaks to the control plane as upstream's own client does (lightning-app 0.7.0), one method per operation.
public struct ControlPlaneClient: Sendable {
  /// Sends the requests.
  public let transport: HTTPTransport
  private let credentials: Credentials
  private let retries: RetryPolicy
  private let redaction: Redaction
  private let notice: @Sendable (RetryNotice) -> Void

  /// A client for the transport's endpoint; `notice` hears of every request that is sent again.
  public init(
    transport: HTTPTransport, credentials: Credentials, retries: RetryPolicy = RetryPolicy(),
    notice: @escaping @Sendable (RetryNotice) -> Void
  ) {
    self.transport = transport
    self.credentials = credentials
    self.retries = retries
    self.notice = notice
    let encoded = credentials.authorization.withText { Secret(String($0.split(separator: " ").last ?? "")) }
    redaction = Redaction().adding([credentials.apiKey, encoded])
  }

  // MARK: Clusters

  /// Every cluster that the user can see; deleted ones too if asked for.
  public func clusters(includingDeleted: Bool = false) async throws(ControlPlaneError) -> [Cluster] {
    let query = includingDeleted ? [] : [(name: "phaseNotIn", value: "CLUSTER_STATE_DELETED")]
    let root = try await read(["v1", "core", "clusters"], query: query)
    // An empty list may be left out, as protocol buffers do in JSON.
    guard let list = root["clusters"] else { return [] }
    guard let elements = list.elements else { throw .malformed(what: "`clusters` is \(list.kind), not a list") }
    var clusters: [Cluster] = []
    for element in elements { clusters.append(try cluster(element)) }
    return clusters
  }

  /// The cluster with an id; nil if there is none.
  public func cluster(id: String) async throws(ControlPlaneError) -> Cluster? {
    do throws(ControlPlaneError) {
      return try cluster(try await read(["v1", "core", "clusters", id]))
    } catch {
      if case .refused(404, _) = error { return nil }
      throw error
    }
  }

  /// Asks for a new cluster, once.
  func create(_ specification: ClusterSpecification) async -> Creation {
    let redaction = redaction.adding([specification.externalId])
    let request = request(.post, ["v1", "core", "clusters"], body: specification.body())
    let answer: HTTPResponse
    do throws(HTTPFailure) {
      answer = try await transport.send(request)
    } catch {
      if case .tooLarge = error { return .accepted(.noAnswer(error)) }
      return error.isSurelyUnsent ? .unsent(error) : .unanswered(.noAnswer(error))
    }
    if answer.isSuccess {
      do throws(ControlPlaneError) { return .created(try cluster(try tree(answer))) } catch { return .accepted(error) }
    }
    let error = error(of: answer, redaction)
    return switch answer.status {
    case 429: .postponed(error, answer.retryAfter)
    case 408, 500...: .unanswered(error)
    default: .refused(error)
    }
  }

  /// Asks for a cluster's end. One that is gone already counts as deleted.
  public func delete(id: String, force: Bool) async throws(ControlPlaneError) {
    // Upstream writes booleans as Python does.
    let query = [(name: "force", value: force ? "True" : "False")]
    let answer = try await send(request(.delete, ["v1", "core", "clusters", id], query: query, body: .object([])))
    guard answer.isSuccess || answer.status == 404 else { throw error(of: answer, redaction) }
  }

  // MARK: Apps

  /// The names of the apps on a cluster, over every project that the user belongs to.
  public func apps(onCluster id: String, running: Bool) async throws(ControlPlaneError) -> [String] {
    var names: [String] = []
    for project in try await projects() {
      let phases =
        running
        ? (name: "phaseIn", value: "LIGHTNINGAPP_INSTANCE_STATE_RUNNING")
        : (name: "phaseNotIn", value: "LIGHTNINGAPP_INSTANCE_STATE_DELETED")
      let path = ["v1", "projects", project, "appinstances"]
      let root = try await read(path, query: [(name: "clusterId", value: id), phases])
      for app in root["lightningapps"]?.elements ?? [] {
        names.append(app["name"]?.text ?? app["id"]?.text ?? "(without a name)")
      }
    }
    return names
  }

  private func projects() async throws(ControlPlaneError) -> [String] {
    let root = try await read(["v1", "memberships"])
    return (root["memberships"]?.elements ?? []).compactMap { $0["projectId"]?.text }
  }

  // MARK: Messages

  private func request(
    _ method: HTTPRequest.Method, _ path: [String], query: [(name: String, value: String)] = [], body: JSONValue? = nil
  ) -> HTTPRequest {
    let headers = [
      (name: "Authorization", value: credentials.authorization.withText { $0 }),
      (name: "Accept", value: "application/json"), (name: "Content-Type", value: "application/json"),
    ]
    return HTTPRequest(method, path, query: query, headers: headers, body: body.map { Array($0.canonical.utf8) })
  }

  private func send(_ request: HTTPRequest) async throws(ControlPlaneError) -> HTTPResponse {
    do throws(HTTPFailure) {
      return try await transport.send(request, retrying: retries, notice: notice)
    } catch { throw .noAnswer(error) }
  }

  private func read(
    _ path: [String], query: [(name: String, value: String)] = []
  ) async throws(ControlPlaneError) -> Node {
    let answer = try await send(request(.get, path, query: query))
    guard answer.isSuccess else { throw error(of: answer, redaction) }
    return try tree(answer)
  }

  private func tree(_ answer: HTTPResponse) throws(ControlPlaneError) -> Node {
    let file = DocumentReader.read(SourceFile(name: "answer.json", bytes: answer.body))
    if let error = file.errors.first {
      // The finding's message may quote the answer.
      throw .malformed(what: "it is not JSON (line \(error.place.range.start.line))")
    }
    guard let root = file.documents.first?.root else { throw .malformed(what: "it is empty") }
    guard case .mapping = root.value else { throw .malformed(what: "it is \(root.kind), not an object") }
    return root
  }

  private func cluster(_ node: Node) throws(ControlPlaneError) -> Cluster {
    let cluster = Cluster(node) { text, secrets in redaction.adding(secrets).redact(text) }
    guard let cluster else { throw .malformed(what: "a cluster has no `id` or no `name`") }
    return cluster
  }

  /// The answer's own message, without secrets, control characters or more than a few lines.
  private func error(of answer: HTTPResponse, _ redaction: Redaction) -> ControlPlaneError {
    if (300..<400).contains(answer.status) { return .redirected(to: answer.location.map(redaction.redact)) }
    var message: String?
    if let text = (try? tree(answer))?["message"]?.text, !text.isEmpty {
      message = printable(redaction.redact(text), limit: 300)
    }
    return answer.status >= 500
      ? .failed(status: answer.status, message: message) : .refused(status: answer.status, message: message)
  }
}

/// What became of a request for a new cluster.
enum Creation: Sendable {
  /// The cluster is there.
  case created(Cluster)
  /// The server refused; there is no cluster of ours.
  case refused(ControlPlaneError)
  /// The server asks to come back later; there is no cluster of ours.
  case postponed(ControlPlaneError, Duration?)
  /// The request never left; there is no cluster of ours.
  case unsent(HTTPFailure)
  /// There may be a cluster.
  case unanswered(ControlPlaneError)
  /// The server took the request, but its answer does not tell the cluster.
  case accepted(ControlPlaneError)
}
