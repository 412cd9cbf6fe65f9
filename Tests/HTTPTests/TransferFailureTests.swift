import Glibc
import Synchronization
import TestSupport
import Testing

@testable import FakeControlPlane
@testable import HTTP

@Suite struct TransferFailureTests {
  private static let closed = "it was closed before the answer was whole"
  private static let foreign = "what it sent is not an answer in HTTP/1.1"
  private static let cases: [(Fault, String)] = [
    (.dropAfterAccept, closed), (.dropBeforeAnswer, closed), (.reset, "connection reset by peer"),
    (.text(bytes: "HTTP/1.1 200 OK\r\n"), closed), (.text(bytes: "HTTP/1.1 200 OK\r\nContent-Le"), closed),
    (.text(bytes: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"), closed),
    (.text(bytes: "HTTP/1.1 100 Continue\r\n\r\n"), closed), (.text(bytes: "HTTP/1.1 20"), closed),
    (.text(bytes: "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"), closed),
    (.text(bytes: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"), closed),
    (.text(bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{}"), closed),
    (.text(bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}"), closed),
    (.text(bytes: "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"), foreign),
    (.text(bytes: "{\"id\": \"x\"}\n"), foreign), (.text(bytes: "SSH-2.0-OpenSSH_9.2\r\n"), foreign),
  ]

  @Test(arguments: cases)
  func `a request that left may have been done, and is never sent again`(fault: Fault, reason: String) async throws {
    for request in [Sending.list, Sending.create] {
      let fake = try FakeControlPlane.start()
      fake.change { $0.faults = ["list": [fault], "create": [fault]] }
      let failure = await #expect(throws: HTTPFailure.self) { try await Sending.once(request, to: fake.url) }
      #expect(failure == .interrupted(host: "127.0.0.1", reason: reason))
      #expect(failure?.isSurelyUnsent == false)
      #expect(fake.requests.count == 1)
    }
  }

  @Test func `headers have a limit, all together and each`() async throws {
    let line = "X: " + String(repeating: "x", count: 1_000) + "\r\n"
    let expected = HTTPFailure.headTooLarge(host: "127.0.0.1", limit: 64 * 1_024)
    for head in [
      String(repeating: line, count: 70), String(repeating: line, count: 20_000),
      "X: " + String(repeating: "x", count: 90_000) + "\r\n", "X: " + String(repeating: "x", count: 5_000_000) + "\r\n",
    ] {
      let answer = "HTTP/1.1 200 OK\r\n" + head + "Content-Length: 0\r\n\r\n"
      let failure = await #expect(throws: HTTPFailure.self) {
        try await Sending.once(Sending.create, with: .text(bytes: answer))
      }
      #expect(failure == expected)
    }
    #expect(expected.isAnswered && !expected.isTransient && !expected.isSurelyUnsent)
    #expect(expected.description == "the headers of the answer of `127.0.0.1` are larger than 64 KiB")
    let answer = try await Sending.once(
      with: .text(bytes: "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 60) + "Content-Length: 0\r\n\r\n"))
    #expect(answer.status == 200)
  }

  @Test(arguments: ["Content-Length: 20\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n14\r\n", "\r\n"])
  func `a body has a limit, however its end is told`(head: String) async throws {
    let text = "HTTP/1.1 200 OK\r\n" + head + "12345678901234567890" + (head.contains("chunked") ? "\r\n0\r\n\r\n" : "")
    var limits = Sending.patient
    limits.responseBytes = 20
    #expect(try await Sending.once(with: .text(bytes: text), limits: limits).body.count == 20)
    limits.responseBytes = 19
    await #expect(throws: HTTPFailure.tooLarge(host: "127.0.0.1", limit: 19)) {
      try await Sending.once(with: .text(bytes: text), limits: limits)
    }
  }

  @Test func `a server that is late, or never speaks TLS, is given up in time`() async throws {
    var limits = Sending.patient
    limits.total = .seconds(5)
    await #expect(throws: HTTPFailure.timedOut(host: "127.0.0.1", after: .seconds(5))) {
      try await Sending.once(with: .latency(60_000), limits: limits)
    }
    // It listens, but does not answer what greets it.
    let silent = try ServerSocket(port: 0)
    let expected = HTTPFailure.notConnected(host: "127.0.0.1", reason: "no answer to the attempt to connect")
    for (connect, total) in [(Duration.seconds(5), Duration.seconds(600)), (.seconds(600), .seconds(5))] {
      limits.connect = connect
      limits.total = total
      await #expect(throws: expected) { try await Sending.once(to: "https://127.0.0.1:\(silent.port)", limits: limits) }
    }
    #expect(expected.isSurelyUnsent)
  }

  @Test func `a transfer ends within a tenth of a second when it is given up`() throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = Array(repeating: .latency(60_000), count: 10_000) }
    let dripping = try FakeControlPlane.start()
    dripping.change { $0.faults["list"] = Array(repeating: .slowDrip, count: 10_000) }
    let silent = try ServerSocket(port: 0)
    for (url, isUnsent) in [(fake.url, false), (dripping.url, false), ("https://127.0.0.1:\(silent.port)", true)] {
      let plan = TransferPlan(
        endpoint: try HTTPEndpoint(url), request: Sending.list, userAgent: "x", limits: Sending.patient, proxy: nil,
        authorities: nil)
      // Tried until it is fast once, since other tests keep the machine busy for minutes, and not on the threads of tasks,
      // which they keep busy too. A transfer that always takes longer fails.
      var best = Duration.seconds(600)
      let deadline = ContinuousClock.now + .seconds(180)
      while best >= .milliseconds(100), .now < deadline {
        let giveUp = Transfer.Switch()
        let moment = Mutex(ContinuousClock.now)
        try BackgroundThread.start {
          usleep(100_000)
          moment.withLock { $0 = .now }
          giveUp.turnOff()
        }
        let result = Transfer(plan: plan, giveUp: giveUp).run()
        best = min(best, moment.withLock { $0.duration(to: .now) })
        let failure = #expect(throws: HTTPFailure.self) { try result.get() }
        #expect(failure?.description.contains("nobody waits for the answer any more") == true)
        if isUnsent { #expect(failure?.isSurelyUnsent == true) }
      }
      #expect(best < .milliseconds(100))
    }
  }

  @Test func `a cancelled task does not try again`() async throws {
    let fake = try FakeControlPlane.start()
    fake.change { $0.faults["list"] = Array(repeating: .latency(60_000), count: 100) }
    let task = Task {
      try await HTTPTransport.with(HTTPEndpoint(fake.url), userAgent: "x", environment: { _ in nil }) {
        try await $0.send(Sending.list, retrying: RetryPolicy(base: .milliseconds(1))) { _ in
          Issue.record("tried again")
        }
      }
    }
    while fake.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    await #expect(throws: HTTPFailure.self) { try await task.value }
    #expect(fake.requests.count == 1)
  }
}
