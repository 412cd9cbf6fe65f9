import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane
@testable import FakeControlPlane

/// What must never make a second cluster, over several runs.
@Suite struct SecondRequestTests {
  private let boot = "0f2c8a3e-1111-2222-3333-444455556666"

  private func posts(_ session: Session) -> Int { session.fake.requests.count { $0.method == "POST" } }

  private static let hugeHead = Fault.bytes(
    Array(("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 90_000) + "\r\n\r\n").utf8))

  @Test(arguments: [
    Fault.malformed, .huge, hugeHead, .text("{}"), .text("[]"), .text(""), .text("null"), .otherName, .see,
  ])
  func `a request that was taken is never followed by another, also of later runs`(fault: Fault) async throws {
    var session = try await Session {
      $0.faults["create"] = [fault]
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 1_000_000
    }
    session.settling = .milliseconds(60)
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    for _ in 0..<4 {
      await #expect(throws: SubmissionError.self) { try await session.submit(request, journal: folder.path) }
      try await Task.sleep(for: .milliseconds(80))
    }
    #expect(posts(session) == 1)
    let said = session.said.all
    #expect(said.contains { $0.contains("it is not known whether the cluster was created") })
    #expect(said.last?.contains("another request might make a second one") == true)
    #expect(said.last?.contains("when you are certain that there is none, remove `\(folder.path)/") == true)
    // It is found as soon as it can be seen.
    session.fake.change { $0.visibleAfter = 0 }
    #expect(try await session.submit(request, journal: folder.path).cluster.name == "vision-train")
    #expect(posts(session) == 1)
    #expect(session.fake.clusters.count == 1)
  }

  @Test func `a clock that is put forward or back does not shorten the wait`() async throws {
    let moment = BootMoment(boot: boot, milliseconds: 5_000)
    for milliseconds in [Int.min, 0, 1_795_132_800_000 + 3_600_000, 1_795_132_800_000 - 86_400_000, Int.max] {
      var session = try await Session {
        $0.faults["create"] = [.dropBeforeAnswer]
        $0.acceptsDuplicateNames = true
        $0.visibleAfter = 1_000_000
      }
      session.settling = .milliseconds(400)
      session.attempts = 1
      let folder = try TemporaryFolder()
      let set = SetClocks(milliseconds: 1_795_132_800_000, moment: moment)
      let request = try Approved.request()
      await #expect(throws: SubmissionError.self) {
        try await session.submit(request, journal: folder.path, clocks: set.clocks)
      }
      set.set(milliseconds: milliseconds, moment: moment)
      // The cluster appears in the midst of the next run's wait; on a thread of its own, since those of tasks may be busy.
      let fake = session.fake
      try BackgroundThread.start {
        usleep(150_000)
        fake.change { $0.visibleAfter = 0 }
      }
      let outcome = try await session.submit(request, journal: folder.path, clocks: set.clocks)
      #expect(fake.clusters.map(\.id) == [outcome.cluster.id.raw], "\(milliseconds)")
      #expect(posts(session) == 1, "\(milliseconds)")
    }
  }

  @Test func `the time since the request counts within one start of the machine, and anew after another`() async throws
  {
    for (later, waits) in [
      (BootMoment(boot: boot, milliseconds: 2_000_000), false),
      (BootMoment(boot: boot.replacing("0f", with: "1f"), milliseconds: 2_000_000), true), (nil, true),
      (BootMoment(boot: boot, milliseconds: 4), true),
    ] {
      var session = try await Session { $0.faults["create"] = [.dropAfterAccept] }
      session.settling = .milliseconds(300)
      session.attempts = 1
      let folder = try TemporaryFolder()
      let set = SetClocks(milliseconds: 0, moment: BootMoment(boot: boot, milliseconds: 5_000))
      let request = try Approved.request()
      await #expect(throws: SubmissionError.self) {
        try await session.submit(request, journal: folder.path, clocks: set.clocks)
      }
      set.set(milliseconds: 0, moment: later)
      let looks = session.fake.requests.count
      #expect(
        try await session.submit(request, journal: folder.path, clocks: set.clocks).cluster.name == "vision-train")
      // One look where the time is over, several where it is waited for.
      #expect((session.fake.requests.count - looks > 2) == waits, "\(String(describing: later))")
    }
  }

  @Test(arguments: [Fault.status(403), .status(429, retryAfter: 7_200), .status(400)])
  func `a refusal does not make the journal forget an earlier request that may have been done`(fault: Fault)
    async throws
  {
    var session = try await Session {
      $0.faults["create"] = [.dropBeforeAnswer, fault]
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 1_000_000
    }
    session.settling = .milliseconds(60)
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    await #expect(throws: SubmissionError.self) { try await session.submit(request, journal: folder.path) }
    #expect(posts(session) == 2)
    // A more patient run finds the first one's cluster. The time counts from the first request, and on a busy machine the
    // second run may begin minutes later.
    session.settling = .seconds(900)
    let fake = session.fake
    let appearing = Task {
      try await Task.sleep(for: .milliseconds(200))
      fake.change { $0.visibleAfter = 0 }
    }
    _ = try await session.submit(request, journal: folder.path)
    try await appearing.value
    #expect(posts(session) == 2)
    #expect(fake.clusters.count == 1)
  }

  @Test func `the time that an answer was waited for is not part of the time to appear in`() async throws {
    let nothing = Fault.text("{\"clusters\": []}")
    var session = try await Session {
      $0.faults["create"] = [.dropBeforeAnswer]
      $0.faults["list"] = [nothing, nothing, nothing, nothing]
      $0.acceptsDuplicateNames = true
    }
    // The clock says that the answer was waited for a thousand times as long as a cluster may stay invisible.
    let moments = Mutex(0)
    let clocks = Clocks(
      elapsed: Clocks.system.elapsed, millisecondsSinceEpoch: Clocks.system.millisecondsSinceEpoch,
      sinceBoot: {
        moments.withLock {
          $0 += 1
          return BootMoment(boot: self.boot, milliseconds: $0 == 1 ? 5_000 : 600_005_000)
        }
      }, sleep: Clocks.system.sleep)
    session.settling = .seconds(600)
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path, clocks: clocks)
    #expect(session.fake.clusters.count == 1)
    #expect(posts(session) == 1)
  }
}
