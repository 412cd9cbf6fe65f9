import Foundation
import Synchronization
import TestSupport

@testable import FakeControlPlane
@testable import HTTP

/// One request, sent as the client sends it.
enum Sending {
  static let headers = [(name: "Authorization", value: "Basic " + SecretWatch.authorization)]
  static let list = HTTPRequest(.get, ["v1", "core", "clusters"], headers: headers)
  static let create = HTTPRequest(
    .post, ["v1", "core", "clusters"], headers: headers, body: Array("{\"name\":\"a\",\"spec\":{}}".utf8))

  /// A busy machine is not a reason for a test to fail.
  static var patient: HTTPTransport.Limits {
    var limits = HTTPTransport.Limits()
    limits.connect = .seconds(60)
    limits.total = .seconds(60)
    return limits
  }

  static func once(
    _ request: HTTPRequest = list, to url: String, limits: HTTPTransport.Limits = patient,
    environment: [String: String] = [:]
  ) async throws -> HTTPResponse {
    try await HTTPTransport.with(
      HTTPEndpoint(url), userAgent: "test/1", limits: limits, environment: { environment[$0] }
    ) { try await $0.send(request) }
  }

  /// Sends it to a control plane with one fault.
  static func once(
    _ request: HTTPRequest = list, with fault: Fault, limits: HTTPTransport.Limits = patient
  ) async throws -> HTTPResponse {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults = ["list": [fault], "create": [fault]] }
    return try await once(request, to: fake.url, limits: limits)
  }
}

extension Fault {
  /// These bytes instead of an answer.
  static func text(bytes text: String) -> Fault { .bytes(Array(text.utf8)) }
}

/// A proxy that is asked for tunnels.
final class TunnelProxy: Sendable {
  enum Behavior: Sendable {
    /// It connects to a port of this machine, whatever it was asked for.
    case tunnel(to: Int)
    /// It answers this and hangs up.
    case answer(String)
    /// It says nothing.
    case silence
  }

  private let seen = Mutex<[RawRequest]>([])
  private let socket: ServerSocket

  init(_ behavior: Behavior) throws {
    socket = try ServerSocket(port: 0)
    try socket.serve { [self] stream in
      defer { stream.close() }
      var reader = RequestReader(stream)
      guard case .request(let request) = reader.next() else { return }
      seen.withLock { $0.append(request) }
      switch behavior {
      case .silence: _ = stream.receive()
      case .answer(let text): stream.send(Array(text.utf8))
      case .tunnel(let port):
        guard let target = SocketStream(connectedTo: port) else { return }
        defer { target.close() }
        stream.send(Array("HTTP/1.1 200 Connected\r\nRetry-After: 7\r\nLocation: /proxy\r\n\r\n".utf8))
        _ = try? BackgroundThread.start { Self.copy(target, stream) }
        Self.copy(stream, target)
      }
    }
  }

  /// The requests so far.
  var requests: [RawRequest] { seen.withLock { $0 } }

  /// What a variable says of it.
  func variable(user: String = "") -> String { "http://\(user)127.0.0.1:\(socket.port)" }

  private static func copy(_ source: SocketStream, _ target: SocketStream) {
    while true {
      let bytes = source.receive()
      guard !bytes.isEmpty, target.send(bytes) else { break }
    }
    // Both sides learn of the end; the descriptors are closed by the thread that opened them.
    for stream in [source, target] { shutdown(stream.descriptor, CInt(SHUT_RDWR)) }
  }
}

extension SocketStream {
  /// A connection to a port of this machine.
  init?(connectedTo port: Int) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return nil }
    self.init(descriptor: descriptor)
  }
}
