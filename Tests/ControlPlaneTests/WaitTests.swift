import Findings
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane
@testable import SubmissionReports
@testable import FakeControlPlane

@Suite struct WaitTests {
  /// Waits for the session's cluster, a hundred times as fast; what was shown, and how it ended.
  private func wait(
    _ session: Session, for goal: Wait.Goal = .running, timeout: Duration = .seconds(100_000), deleting: Bool = false,
    id: String? = nil, appearance: Duration = .seconds(100_000)
  ) async throws -> (shown: [String], error: WaitError?) {
    let request = try Approved.request()
    let shown = Mutex<[String]>([])
    let error = try await session.withClient(clocks: .fast) { client -> WaitError? in
      guard case .created(let cluster) = await client.create(ClusterSpecification(request)) else { return nil }
      if deleting { try await client.delete(id: cluster.id.raw, force: false) }
      let wait = Wait(client: client, timeout: timeout, appearance: appearance) { look in
        shown.withLock {
          $0.append(ClusterWords.progress(look.cluster, elapsed: look.elapsed, name: "vision-train").text)
        }
      }
      do throws(WaitError) { try await wait.wait(for: goal, id: id.map { .plain($0) } ?? cluster.id) } catch {
        return error
      }
      return nil
    }
    shown.withLock { $0.forEach { session.said.add($0) } }
    if let error { session.said.add("\(error) \(error.help ?? "")") }
    return (shown.withLock { $0 }, error)
  }

  @Test func `it ends when the cluster runs, and shows the phases on the way`() async throws {
    let session = try await Session { $0.advancesByLooks = true }
    let (shown, error) = try await wait(session)
    #expect(error == nil)
    #expect(shown.first?.hasSuffix(", pending (asked for, not begun yet)") == true, "\(shown)")
    #expect(shown.last?.hasSuffix(", running") == true)
  }

  @Test func `it ends when the time is up, and says what the cluster is doing`() async throws {
    let session = try await Session {
      $0.phases = ["CLUSTER_STATE_HIBERNATED"]
      $0.reason = "thinking"
    }
    let (shown, error) = try await wait(session, timeout: .seconds(20))
    guard case .timedOut? = error else { return #expect(Bool(false), "not timed out") }
    #expect(
      session.said.all.last?.contains("it is CLUSTER_STATE_HIBERNATED: thinking look again with `tollgate show cluster")
        == true)
    #expect(shown.contains { $0.contains("CLUSTER_STATE_HIBERNATED") })
  }

  @Test func `a failure is shown with its reason, and is not the end`() async throws {
    let session = try await Session {
      $0.phases = ["CLUSTER_STATE_FAILED", "CLUSTER_STATE_RUNNING"]
      $0.advancesByLooks = true
      $0.reason = "no capacity"
    }
    let (shown, error) = try await wait(session)
    #expect(error == nil)
    #expect(
      shown.contains { $0.hasSuffix("failed (the control plane tries again by itself): no capacity") })
  }

  @Test func `a cluster that is not visible yet is waited for, one that vanishes is not`() async throws {
    let late = try await Session {
      $0.visibleAfter = 2_000
      $0.advancesByLooks = true
    }
    let (shown, error) = try await wait(late)
    #expect(error == nil)
    #expect(shown.first?.contains("not visible yet") == true)
    let gone = try await Session()
    #expect(
      try await wait(gone, id: "no-such-id", appearance: .seconds(5)).error == .vanished(id: .plain("no-such-id")))
  }

  @Test func `a control plane that is away for a while does not end the wait, one that refuses does`() async throws {
    let session = try await Session {
      $0.advancesByLooks = true
      $0.faults["get"] = Array(repeating: .status(503), count: 9) + Array(repeating: .dropAfterAccept, count: 5)
    }
    #expect(try await wait(session).error == nil)
    let refusing = try await Session { $0.faults["get"] = [.status(403)] }
    #expect(try await wait(refusing).error == .controlPlane(.refused(status: 403, message: .plain("scripted"))))
  }

  @Test func `a cluster that is being deleted ends the wait for it to run`() async throws {
    let session = try await Session()
    guard case .goingAway? = try await wait(session, deleting: true).error else {
      return #expect(Bool(false), "not going away")
    }
  }

  @Test func `the wait for the end goes on until the cluster is gone`() async throws {
    let session = try await Session {
      $0.advancesByLooks = true
      $0.reason = "resources failed to delete"
    }
    let (shown, error) = try await wait(session, for: .deleted, deleting: true)
    #expect(error == nil)
    #expect(shown.first?.contains("terminating") == true)
    #expect(shown.first?.contains("trying again to delete") == true)
  }
}
