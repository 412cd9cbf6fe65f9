import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FakeControlPlane
@testable import HTTP

@Suite struct HTTPTransportTests {
  private let headers = [(name: "Authorization", value: "Basic " + SecretWatch.authorization)]

  /// A busy machine is no reason for a test to fail.
  private static var patient: HTTPTransport.Limits {
    var limits = HTTPTransport.Limits()
    limits.total = .seconds(600)
    return limits
  }

  private func with<Result: Sendable>(
    _ fake: FakeControlPlane, limits: HTTPTransport.Limits = Self.patient, environment: [String: String] = [:],
    _ body: @Sendable (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    try await HTTPTransport.with(
      HTTPEndpoint(fake.url), userAgent: "test/1", limits: limits, environment: { environment[$0] }, body)
  }

  private var list: HTTPRequest { HTTPRequest(.get, ["v1", "core", "clusters"], headers: headers) }
  private let eager = RetryPolicy(attempts: 4, base: .milliseconds(1), budget: .seconds(600), jitter: { 1 })

  @Test func `an answer comes with status and body`() async throws {
    let fake = try FakeControlPlane.start()
    let answer = try await with(fake) { try await $0.send(list) }
    #expect(answer.status == 200)
    #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("{\"clusters\":[]"))
    #expect(fake.requests[0].headers.contains { $0 == ("User-Agent", "test/1") })
  }

  @Test(arguments: [
    (Fault.dropAfterAccept, 2), (.dropBeforeAnswer, 2), (.status(408), 2), (.status(429, retryAfter: 0), 2),
    (.status(500), 2), (.status(503), 2), (.status(401), 1), (.status(404), 1), (.status(409), 1), (.status(501), 1),
  ])
  func `an idempotent request is sent again after what may pass`(fault: Fault, sent: Int) async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = [fault] }
    let notices = Mutex<[String]>([])
    let answer = try await with(fake) { transport in
      try await transport.send(list, retrying: eager) { notice in notices.withLock { $0.append(notice.reason) } }
    }
    #expect(fake.requests.count == sent)
    #expect(notices.withLock { $0.count } == sent - 1)
    #expect((answer.status == 200) == (sent == 2))
    notices.withLock { $0.forEach { SecretWatch.expectNone(in: $0) } }
  }

  @Test func `the last answer stands when the tries are used up`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = Array(repeating: .status(503), count: 9) }
    let answer = try await with(fake) { try await $0.send(list, retrying: eager) { _ in } }
    #expect(answer.status == 503)
    #expect(fake.requests.count == 4)
  }

  @Test func `a Retry-After beyond the budget ends the tries at once`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = [.status(429, retryAfter: 3_600)] }
    let answer = try await with(fake) { try await $0.send(list, retrying: eager) { _ in } }
    #expect(answer.status == 429)
    #expect(answer.retryAfter == .seconds(3_600))
    #expect(fake.requests.count == 1)
  }

  @Test func `an answer that drips is cut off after the total time`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = [.slowDrip] }
    var limits = HTTPTransport.Limits()
    limits.total = .seconds(5)
    await #expect(throws: HTTPFailure.timedOut(host: "127.0.0.1", after: .seconds(5))) {
      try await with(fake, limits: limits) { try await $0.send(list) }
    }
  }

  @Test func `a huge answer is refused`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = [.huge] }
    await #expect(throws: HTTPFailure.tooLarge(host: "127.0.0.1", limit: 8 * 1_048_576)) {
      try await with(fake) { try await $0.send(list) }
    }
  }

  @Test func `a redirection is not followed`() async throws {
    let other = try FakeControlPlane.start()
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = [.redirect(other.url + "/v1/core/clusters")] }
    let answer = try await with(fake) { try await $0.send(list) }
    #expect(answer.status == 302)
    #expect(other.requests.isEmpty)
  }

  @Test func `nobody listening means that nothing was sent`() async throws {
    let failure = await #expect(throws: HTTPFailure.self) {
      try await HTTPTransport.with(HTTPEndpoint("http://127.0.0.1:9"), userAgent: "x", environment: { _ in nil }) {
        try await $0.send(list)
      }
    }
    #expect(failure == .notConnected(host: "127.0.0.1", reason: "connection refused"))
    #expect(failure?.isSurelyUnsent == true)
  }

  @Test func `a name that does not exist means that nothing was sent`() async throws {
    let failure = await #expect(throws: HTTPFailure.self) {
      try await HTTPTransport.with(HTTPEndpoint("https://x.invalid"), userAgent: "x", environment: { _ in nil }) {
        try await $0.send(list)
      }
    }
    #expect(failure?.isSurelyUnsent == true)
    #expect(failure?.description.contains("x.invalid") == true)
  }

  @Test func `a server that does not speak TLS is not trusted`() async throws {
    let fake = try FakeControlPlane.start()
    let failure = await #expect(throws: HTTPFailure.self) {
      try await HTTPTransport.with(
        HTTPEndpoint("https://127.0.0.1:\(fake.port)"), userAgent: "x", environment: { _ in nil }
      ) {
        try await $0.send(list)
      }
    }
    #expect(failure?.isSurelyUnsent == true)
    #expect(fake.requests.isEmpty)
  }

  @Test func `the environment's authorities and proxy are checked first`() async throws {
    let fake = try FakeControlPlane.start()
    await #expect(throws: TransportError.authorities(file: "/none.pem")) {
      try await with(fake, environment: ["SSL_CERT_FILE": "/none.pem"]) { try await $0.send(list) }
    }
    await #expect(throws: TransportError.proxy(.notHTTP(variable: "https_proxy"))) {
      try await HTTPTransport.with(
        HTTPEndpoint("https://x.example"), userAgent: "x", environment: { ["https_proxy": "socks5://a"][$0] }
      ) { try await $0.send(list) }
    }
    for file in ["/dev/zero", "/proc/self", "/proc/self/cmdline"] {
      await #expect(throws: TransportError.authorities(file: file)) {
        try await with(fake, environment: ["SSL_CERT_FILE": file]) { try await $0.send(list) }
      }
    }
    #expect(fake.requests.isEmpty)
  }

  @Test func `without encryption no proxy sees anything, and a name is this machine`() async throws {
    let proxy = try FakeControlPlane.start()
    let fake = try FakeControlPlane.start()
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, "http://me:pass@127.0.0.1:\(proxy.port)") })
    for host in ["127.0.0.1", "localhost", "control-plane.localhost"] {
      let answer = try await HTTPTransport.with(
        HTTPEndpoint("http://\(host):\(fake.port)"), userAgent: "x", environment: { environment[$0] }
      ) { try await $0.send(list) }
      #expect(answer.status == 200)
    }
    #expect(proxy.requests.isEmpty)
    #expect(fake.requests.count == 3)
  }

  @Test func `a request goes through the proxy`() async throws {
    let proxy = try FakeControlPlane.start()
    await #expect(throws: HTTPFailure.self) {
      try await HTTPTransport.with(
        HTTPEndpoint("https://control.example"), userAgent: "x",
        environment: { $0 == "https_proxy" ? "http://me:pass@127.0.0.1:\(proxy.port)" : nil }
      ) { try await $0.send(list) }
    }
    #expect(proxy.requests.map(\.method) == ["CONNECT"])
    #expect(proxy.requests[0].target == "control.example:443")
    let names = proxy.requests[0].headers.map { $0.name.lowercased() }
    #expect(names.contains("proxy-authorization"))
    #expect(!names.contains("authorization"))
  }
}
