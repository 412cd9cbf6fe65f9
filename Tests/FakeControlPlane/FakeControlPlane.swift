import Glibc
import Synchronization

/// A control plane for tests: it speaks the real one's contract and fails as it is told.
///
/// It is made of sockets alone, since a server framework always answers, and this one must also hang up.
final class FakeControlPlane: Sendable {
  private let store: Mutex<ClusterStore>

  /// Where it listens on 127.0.0.1.
  let port: Int

  /// Starts one on a port, a free one if 0. It runs until the process ends.
  static func start(_ behavior: ClusterStore.Behavior = .init(), port: Int = 0) throws -> FakeControlPlane {
    let socket = try ServerSocket(port: port)
    let fake = FakeControlPlane(behavior, port: socket.port)
    try socket.serve { Connection(fake: fake, stream: $0).run() }
    return fake
  }

  private init(_ behavior: ClusterStore.Behavior, port: Int) {
    store = Mutex(ClusterStore(behavior))
    self.port = port
  }

  /// The address for `LIGHTNING_CLOUD_URL`.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Every cluster that there ever was, visible or not.
  var clusters: [ClusterStore.StoredCluster] { store.withLock { $0.clusters } }

  /// Every request so far.
  var requests: [ClusterStore.RecordedRequest] { store.withLock { $0.requests } }

  /// Changes how it behaves.
  func change(_ body: (inout ClusterStore.Behavior) -> Void) { store.withLock { body(&$0.behavior) } }

  /// Notes a request and says what goes wrong with it.
  func begin(_ call: Call) -> Fault? {
    store.withLock { store in
      store.requests.append(call.recorded)
      return call.operation.flatMap { store.nextFault(for: $0) }
    }
  }

  /// Does a request.
  func perform(_ call: Call) -> Reply { store.withLock { call.perform(in: &$0, at: Self.now) } }

  /// Milliseconds since 1970.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
