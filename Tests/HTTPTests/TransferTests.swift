import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane
@testable import HTTP

/// What libcurl would do of itself, and must not.
@Suite struct TransferTests {
  @Test func `a request has no header that was not asked for`() async throws {
    let fake = try FakeControlPlane.start()
    _ = try await Sending.once(to: fake.url)
    _ = try await Sending.once(Sending.create, to: fake.url)
    _ = try await Sending.once(HTTPRequest(.delete, ["a"], headers: [("Accept", ""), ("X-Empty", "")]), to: fake.url)
    _ = try await Sending.once(HTTPRequest(.post, ["a"]), to: fake.url)
    let names = fake.requests.map { $0.headers.map(\.name) }
    #expect(names[0] == ["Host", "User-Agent", "Authorization"])
    #expect(names[1] == ["Host", "User-Agent", "Authorization", "Content-Length"])
    #expect(names[2] == ["Host", "User-Agent", "Accept", "X-Empty"])
    #expect(names[3] == ["Host", "User-Agent", "Content-Length"])
    #expect(fake.requests[0].headers[0].value == "127.0.0.1:\(fake.port)")
    #expect(fake.requests.map(\.method) == ["GET", "POST", "DELETE", "POST"])
    #expect(fake.requests[1].body == "{\"name\":\"a\",\"spec\":{}}")
  }

  @Test func `a body is sent at once and whole, whatever its bytes are`() async throws {
    let fake = try FakeControlPlane.start()
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 2 * 1_048_576) + [0, 10, 0] + Array("end".utf8)
    let answer = try await Sending.once(HTTPRequest(.post, ["v1"], body: body), to: fake.url)
    #expect(answer.status == 401)
    #expect(Array(fake.requests[0].body.utf8) == body)
    // Whoever asks for `100-continue` waits a second for it.
    #expect(!fake.requests[0].headers.contains { $0.name.lowercased() == "expect" })
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `no redirection is followed`(status: Int) async throws {
    let other = try FakeControlPlane.start()
    for request in [Sending.list, Sending.create] {
      let fake = try FakeControlPlane.start()
      let fault = Fault.redirect(other.url + "/v1/core/clusters", status: status)
      fake.change { $0.faults = ["list": [fault], "create": [fault]] }
      let answer = try await Sending.once(request, to: fake.url)
      #expect(answer.status == status)
      #expect(answer.location(Redaction())?.shown(limit: 100).contains(other.url) == true)
      #expect(fake.requests.count == 1)
    }
    #expect(other.requests.isEmpty)
  }

  @Test func `no cookie is kept`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change {
      $0.faults["list"] = [.text(bytes: "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n")]
    }
    try await HTTPTransport.with(HTTPEndpoint(fake.url), userAgent: "x", environment: { _ in nil }) { transport in
      for _ in 0..<2 { _ = try await transport.send(Sending.list) }
    }
    #expect(fake.requests.count == 2)
    #expect(!fake.requests.contains { $0.headers.contains { $0.name.lowercased() == "cookie" } })
  }

  @Test(arguments: ["/{a,b}/[1-3]", "/a/../b/./c", "/%7e//x", "/a;b=c@d:e"])
  func `an address is sent as it stands, once`(path: String) async throws {
    let fake = try FakeControlPlane.start()
    _ = try await Sending.once(HTTPRequest(.get, ["{x,y}", "[1-2]"], query: [("q", "{1,2}")]), to: fake.url + path)
    #expect(fake.requests.map(\.target) == [path + "/%7Bx%2Cy%7D/%5B1-2%5D?q=%7B1%2C2%7D"])
  }

  @Test(arguments: ["a\r\nB: c", "a\nb", "a\rb", "a\u{0}b", "\u{7F}"])
  func `a header cannot begin another`(value: String) async throws {
    let fake = try FakeControlPlane.start()
    for headers in [[(name: "X-Test", value: value)], [(name: value, value: "x")], [(name: "", value: "x")]] {
      let failure = await #expect(throws: HTTPFailure.self) {
        try await Sending.once(HTTPRequest(.get, ["a"], headers: headers), to: fake.url)
      }
      #expect(failure?.isSurelyUnsent == true)
    }
    #expect(fake.requests.isEmpty)
  }

  @Test func `a compressed answer stays as it is`() async throws {
    let compressed = try Self.compressed(megabytes: 1)
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(compressed.count)\r\n\r\n"
    let answer = try await Sending.once(with: .bytes(Array(head.utf8) + compressed))
    #expect(answer.body == compressed)
  }

  @Test func `what is compressed on the way does not grow beyond the limit`() async throws {
    var limits = Sending.patient
    limits.responseBytes = 1_048_576
    let compressed = try Self.compressed(megabytes: 64)
    let size = String(compressed.count, radix: 16)
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n\(size)\r\n"
    let bytes = Array(head.utf8) + compressed + Array("\r\n0\r\n\r\n".utf8)
    do {
      let answer = try await Sending.once(with: .bytes(bytes), limits: limits)
      #expect(answer.body.count <= limits.responseBytes)
    } catch {
      #expect(error as? HTTPFailure == .tooLarge(host: "127.0.0.1", limit: limits.responseBytes))
    }
  }

  @Test func `only the head of the answer itself is looked at`() async throws {
    let answer = try await Sending.once(
      with: .text(
        bytes:
          "HTTP/1.1 100 Continue\r\nRetry-After: 1\r\nLocation: /a\r\n\r\nHTTP/1.1 103 Early Hints\r\nLocation: /b\r\n\r\n"
          + "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nRetry-After: 9\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "2\r\n{}\r\n0\r\nLocation: /c\r\nRetry-After: 3\r\n\r\n"))
    #expect(answer.status == 429)
    #expect(answer.retryAfter == .seconds(5))
    #expect(answer.location(Redaction()) == nil)
    #expect(answer.body == Array("{}".utf8))
  }

  @Test func `a connection is used for one request, so that none is repeated on another`() async throws {
    let fake = try FakeControlPlane.start()
    try await HTTPTransport.with(HTTPEndpoint(fake.url), userAgent: "x", environment: { _ in nil }) { transport in
      for fault in [Fault.dropAfterAccept, .dropBeforeAnswer, .reset, .bytes([])] {
        let answer = try await transport.send(Sending.list)
        #expect(answer.status == 200)
        let before = fake.requests.count
        fake.change { $0.faults["create"] = [fault] }
        let failure = await #expect(throws: HTTPFailure.self) { try await transport.send(Sending.create) }
        #expect(failure?.isSurelyUnsent == false)
        #expect(fake.requests.count == before + 1)
      }
    }
  }

  private static func compressed(megabytes: Int) throws -> [UInt8] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "head -c \(megabytes * 1_048_576) /dev/zero | gzip -9"]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }
}
