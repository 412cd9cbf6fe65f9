import Documents
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A control plane for tests: it speaks the real one's contract and fails as it is told.
///
/// It is made of SwiftNIO alone, since a server framework always answers, and this one must also hang up.
final class FakeControlPlane: Sendable {
  /// Where it listens on 127.0.0.1.
  let port: Int
  private let store: Mutex<ClusterStore>

  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, IOData>>

  /// Starts one on a port, a free one if 0. It runs until the process ends.
  static func start(_ behavior: ClusterStore.Behavior = .init(), port: Int = 0) async throws -> FakeControlPlane {
    let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
    let fake = FakeControlPlane(behavior, port: server.channel.localAddress?.port ?? 0)
    Task {
      try await server.executeThenClose { connections in
        try await withThrowingDiscardingTaskGroup { group in
          for try await connection in connections { group.addTask { await fake.serve(connection) } }
        }
      }
    }
    return fake
  }

  private init(_ behavior: ClusterStore.Behavior, port: Int) {
    self.port = port
    store = Mutex(ClusterStore(behavior))
  }

  /// The address for `LIGHTNING_CLOUD_URL`.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Every cluster that there ever was, visible or not.
  var clusters: [ClusterStore.StoredCluster] { store.withLock { $0.clusters } }

  /// Every request so far.
  var requests: [ClusterStore.RecordedRequest] { store.withLock { $0.requests } }

  /// Changes how it behaves.
  func change(_ body: (inout ClusterStore.Behavior) -> Void) { store.withLock { body(&$0.behavior) } }

  // MARK: Connections

  private func serve(_ connection: Connection) async {
    // A client that hangs up is none of our errors.
    try? await connection.executeThenClose { inbound, outbound in
      var head: HTTPRequestHead?
      var body: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let received): (head, body) = (received, [])
        case .body(let bytes): body += bytes.readableBytesView
        case .end:
          guard let head, try await answer(head, body, outbound) else { return }
        }
      }
    }
  }

  /// Does and answers a request; false hangs up.
  private func answer(
    _ head: HTTPRequestHead, _ body: [UInt8],
    _ outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, IOData>>
  ) async throws -> Bool {
    let call = Call(head, body)
    let fault = store.withLock { store in
      store.requests.append(call.recorded)
      return call.operation.flatMap { store.nextFault(for: $0) }
    }
    if case .latency(let milliseconds)? = fault { try await Task.sleep(for: .milliseconds(milliseconds)) }
    if fault == .dropAfterAccept { return false }
    var reply = Reply(500, message: "scripted")
    if fault?.isDone ?? true { reply = store.withLock { call.perform(in: &$0, at: Self.now) } }
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    var pause: Duration?
    switch fault {
    case .dropBeforeAnswer: return false
    case .failAfterwards: reply = Reply(500, message: "scripted")
    case .status(let status, let retryAfter):
      reply = Reply(status, message: "scripted")
      if let retryAfter { headers.add(name: "Retry-After", value: String(retryAfter)) }
    case .echo: reply = Reply(400, message: "cannot take " + call.recorded.body + " of " + call.authorization)
    case .malformed: reply.body = String(reply.body.prefix(reply.body.utf8.count / 2))
    case .huge: reply.body = "{\"clusters\":[\"" + String(repeating: "x", count: 16 * 1_048_576) + "\"]}"
    case .slowDrip: pause = .milliseconds(100)
    case .redirect(let location):
      reply = Reply(302, message: "elsewhere")
      headers.add(name: "Location", value: location)
    case .dropAfterAccept, .latency, nil: break
    }
    headers.add(name: "Content-Length", value: String(reply.body.utf8.count))
    let status = HTTPResponseStatus(statusCode: reply.status)
    try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
    if let pause {
      for byte in reply.body.utf8 {
        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: [byte]))))
        try await Task.sleep(for: pause)
      }
    } else {
      try await outbound.write(.body(.byteBuffer(ByteBuffer(string: reply.body))))
    }
    try await outbound.write(.end(nil))
    return head.isKeepAlive
  }

  /// Milliseconds since 1970.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}

/// An answer.
struct Reply {
  var status: Int
  var body: String

  init(_ status: Int, _ json: JSONValue) { (self.status, body) = (status, json.canonical) }

  /// An error as the control plane words it.
  init(_ status: Int, message: String) {
    self.init(status, .object([("code", .integer(status)), ("message", .string(message)), ("details", .array([]))]))
  }
}
