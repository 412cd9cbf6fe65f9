import Base64
import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane
@testable import HTTP

/// TLS, and tunnels through a proxy.
@Suite struct EncryptionTests {
  private let answers = ["v1/core/clusters": "{\"clusters\":[]}"]

  @Test func `the authorities of SSL_CERT_FILE are trusted, for the names of the certificate`() async throws {
    let server = try TLSServer(answers: answers)
    let url = "https://127.0.0.1:\(server.port)"
    let answer = try await Sending.once(to: url, environment: ["SSL_CERT_FILE": server.certificateFile])
    #expect(String(decoding: answer.body, as: UTF8.self) == "{\"clusters\":[]}")
    let untrusted = HTTPFailure.untrusted(host: "127.0.0.1")
    await #expect(throws: untrusted) { try await Sending.once(to: url) }
    let other = try TLSServer(answers: answers, names: "DNS:control.example,IP:127.0.0.2")
    await #expect(throws: untrusted) {
      try await Sending.once(to: url, environment: ["SSL_CERT_FILE": other.certificateFile])
    }
    await #expect(throws: untrusted) {
      try await Sending.once(
        to: "https://127.0.0.1:\(other.port)", environment: ["SSL_CERT_FILE": other.certificateFile])
    }
    #expect(untrusted.isSurelyUnsent && !untrusted.isTransient)
  }

  @Test func `TLS has at least version 1.2`() async throws {
    let new = try TLSServer(answers: answers, options: ["-tls1_2"])
    let answer = try await Sending.once(
      to: "https://127.0.0.1:\(new.port)", environment: ["SSL_CERT_FILE": new.certificateFile])
    #expect(answer.status == 200)
    let old = try TLSServer(answers: answers, options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
    let reason = "it does not speak TLS 1.2 or later"
    await #expect(throws: HTTPFailure.notConnected(host: "127.0.0.1", reason: reason)) {
      try await Sending.once(to: "https://127.0.0.1:\(old.port)", environment: ["SSL_CERT_FILE": old.certificateFile])
    }
  }

  @Test func `a server without TLS gets nothing`() async throws {
    let fake = try FakeControlPlane.start()
    await #expect(throws: HTTPFailure.notConnected(host: "127.0.0.1", reason: "it does not speak TLS")) {
      try await Sending.once(to: "https://127.0.0.1:\(fake.port)")
    }
    #expect(fake.requests.isEmpty)
  }

  @Test func `a tunnel shows the proxy the host and nothing else`() async throws {
    let server = try TLSServer(answers: answers)
    let proxy = try TunnelProxy(.tunnel(to: server.port))
    let answer = try await Sending.once(
      to: "https://control.example",
      environment: ["https_proxy": proxy.variable(user: "me:p%40ss@"), "SSL_CERT_FILE": server.certificateFile])
    #expect(String(decoding: answer.body, as: UTF8.self) == "{\"clusters\":[]}")
    #expect(answer.retryAfter == nil && answer.location(Redaction()) == nil, "the proxy's headers are not the answer's")
    #expect(proxy.requests.map(\.method) == ["CONNECT"])
    #expect(proxy.requests[0].target == "control.example:443")
    let names = Set(proxy.requests[0].headers.map { $0.name.lowercased() })
    #expect(names.isSubset(of: ["host", "proxy-authorization", "proxy-connection"]))
    #expect(proxy.requests[0].headers.contains { $0 == ("Proxy-Authorization", "Basic bWU6cEBzcw==") })
    await #expect(throws: HTTPFailure.untrusted(host: "other.example")) {
      try await Sending.once(
        to: "https://other.example",
        environment: ["https_proxy": proxy.variable(), "SSL_CERT_FILE": server.certificateFile])
    }
  }

  @Test(arguments: [
    (
      "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
      "the proxy asks for a user name and password"
    ),
    ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "the proxy refused to connect to it"),
    ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nno\n", "the proxy refused to connect to it"),
    (
      "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1\r\nContent-Length: 0\r\n\r\n",
      "the proxy refused to connect to it"
    ),
    ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "the proxy did not answer in HTTP/1.1"),
    ("", "the proxy did not answer in HTTP/1.1"),
    ("HTTP/1.1 200 Connected\r\n\r\nno TLS at all, but this text", "it does not speak TLS"),
    ("HTTP/1.1 200 Connected\r\n\r\n", "it broke off the TLS handshake"),
  ])
  func `a proxy that gives no tunnel means that nothing was sent`(answer: String, reason: String) async throws {
    let proxy = try TunnelProxy(.answer(answer))
    for user in ["", "me:pass-of-mine@"] {
      let failure = await #expect(throws: HTTPFailure.self) {
        try await Sending.once(
          Sending.create, to: "https://control.example", environment: ["https_proxy": proxy.variable(user: user)])
      }
      #expect(failure == .notConnected(host: "control.example", reason: reason))
      #expect(failure?.isSurelyUnsent == true)
    }
    #expect(proxy.requests.count == 2, "asked again")
  }

  @Test func `a proxy that cannot be reached or says nothing is named as the reason`() async throws {
    let silent = try TunnelProxy(.silence)
    // Only silence needs a limit, and time to connect on a busy machine.
    for (proxy, limit, reason) in [
      (silent.variable(), Duration.seconds(5), "the proxy did not answer"),
      ("http://127.0.0.1:9", .seconds(600), "the proxy cannot be reached: connection refused"),
    ] {
      var limits = Sending.patient
      limits.connect = limit
      await #expect(throws: HTTPFailure.notConnected(host: "control.example", reason: reason)) {
        try await Sending.once(to: "https://control.example", limits: limits, environment: ["https_proxy": proxy])
      }
    }
    await #expect(
      throws: HTTPFailure.notConnected(host: "control.example", reason: "the name of the proxy is not known")
    ) {
      try await Sending.once(to: "https://control.example", environment: ["https_proxy": "http://x.invalid:1"])
    }
  }

  @Test func `a file of certificates is one only if each of them is whole`() throws {
    let server = try TLSServer()
    let text = try String(contentsOfFile: server.certificateFile, encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    func read(_ text: String) -> [UInt8]? { CertificateFile.certificates(in: Array(text.utf8)) }
    let plain = try #require(read(text))
    #expect(
      read("a comment\r\n" + text.replacing("\n", with: " \r\n") + "-----BEGIN PRIVATE KEY-----\nAAAA\n") == plain)
    #expect(read(text + "\n" + text) == plain + plain)
    for wrong in [
      "", "a", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", lines.dropLast().joined(separator: "\n"),
      text + lines[0],
      (lines.prefix(2) + lines.suffix(1)).joined(separator: "\n"), text.replacing(lines[1].prefix(4), with: "AAAA"),
      text.replacing(lines[1].prefix(1), with: "?"), text.replacing("CERTIFICATE", with: "PRIVATE KEY"),
    ] {
      #expect(read(wrong) == nil, "\(wrong)")
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{FF}?>", "w78/Pg=="),
  ])
  func `Base64 as RFC 4648 has it`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded.utf8, isPaddingRequired: true) == Array(text.utf8))
  }

  @Test(arguments: ["A", "AA", "AAA", "A===", "====", "AA=A", "AAA=AAAA", "AAAA=", "AA AA", "AA-_", "Zg==="])
  func `what is not Base64 is refused`(text: String) {
    #expect(Base64.decode(text.utf8, isPaddingRequired: true) == nil)
  }
}
