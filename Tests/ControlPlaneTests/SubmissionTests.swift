import Findings
import Foundation
import HTTP
import TestSupport
import Testing

@testable import ControlPlane
@testable import FakeControlPlane

@Suite struct SubmissionTests {
  private var posts: (FakeControlPlane) -> Int { { $0.requests.count { $0.method == "POST" } } }

  @Test func `a request becomes a cluster, and the same request again finds it`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    guard case .created(let cluster) = try await session.submit(request, journal: folder.path) else {
      return #expect(Bool(false), "not created")
    }
    guard case .existed(let found) = try await session.submit(request, journal: folder.path) else {
      return #expect(Bool(false), "not found")
    }
    #expect(found.id == cluster.id)
    // Another machine has another journal.
    let other = try TemporaryFolder()
    #expect(try await session.submit(request, journal: other.path).cluster.id == cluster.id)
    #expect(posts(session.fake) == 1)
  }

  @Test(arguments: [
    (Fault.dropBeforeAnswer, 1), (.failAfterwards, 1), (.malformed, 1), (.huge, 1), (.slowDrip, 1),
    (.latency(3_000), 1),
    (.dropAfterAccept, 2), (.status(500), 2), (.status(503), 2), (.status(408), 2), (.status(429, retryAfter: 0), 2),
  ])
  func `whatever becomes of the first request, there is one cluster`(fault: Fault, sent: Int) async throws {
    var session = try await Session {
      $0.faults["create"] = [fault]
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 150
    }
    if fault == .slowDrip || fault == .latency(3_000) { session.total = .seconds(2) }
    // Long enough for the busiest machine where the cluster appears, and short where it never does.
    session.settling = .seconds(sent == 1 ? 600 : 1)
    let folder = try TemporaryFolder()
    let outcome = try await session.submit(try Approved.request(), journal: folder.path)
    #expect(session.fake.clusters.map(\.id) == [outcome.cluster.id.raw])
    #expect(posts(session.fake) == sent)
  }

  @Test func `a request that was taken is not sent again, though its cluster does not appear`() async throws {
    var session = try await Session { $0.faults["create"] = [.status(200)] }
    session.settling = .milliseconds(100)
    let folder = try TemporaryFolder()
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(), journal: folder.path)
    }
    #expect(posts(session.fake) == 1)
    #expect(session.said.all.last?.contains("it is not known whether the cluster was created") == true)
  }

  @Test(arguments: [400, 401, 403, 404, 422])
  func `a refusal ends it, and leaves nothing in the journal`(status: Int) async throws {
    let session = try await Session { $0.faults["create"] = [.status(status)] }
    let folder = try TemporaryFolder()
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(), journal: folder.path)
    }
    #expect(posts(session.fake) == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.hasSuffix(".lock") })
  }

  @Test func `a Retry-After beyond the budget is left to the person`() async throws {
    let session = try await Session { $0.faults["create"] = [.status(429, retryAfter: 3_600)] }
    let folder = try TemporaryFolder()
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(), journal: folder.path)
    }
    #expect(posts(session.fake) == 1)
  }

  @Test func `a server that keeps failing is given up, and the next run looks first`() async throws {
    var session = try await Session { $0.faults["create"] = Array(repeating: .status(500), count: 2) }
    session.attempts = 2
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    await #expect(throws: SubmissionError.self) { try await session.submit(request, journal: folder.path) }
    #expect(posts(session.fake) == 2)
    #expect(session.said.all.last?.contains("it is not known whether the cluster was created") == true)
    let outcome = try await session.submit(request, journal: folder.path)
    #expect(session.said.all.contains { $0.contains("did not see the answer") })
    #expect(session.fake.clusters.map(\.id) == [outcome.cluster.id.raw])
  }

  @Test func `a cluster that is there before anything is sent is the one that an earlier run asked for`() async throws {
    let nothing = Fault.text("{\"clusters\": []}")
    var session = try await Session {
      $0.faults["create"] = [.dropBeforeAnswer]
      // The first run does not see its cluster, the second one does, the third does not again.
      $0.faults["list"] = [nothing, nothing, .latency(0), nothing, nothing]
      $0.faults["get"] = [.status(404)]
    }
    (session.settling, session.attempts) = (.zero, 1)
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    await #expect(throws: SubmissionError.self) { try await session.submit(request, journal: folder.path) }
    let patience = session.patience
    for isVisible in [true, false] {
      let run = try await session.withClient { client in
        var run = SubmissionRun([request])
        let submission = Submission(
          client: client, journal: Journal(directory: folder.path), userId: SecretWatch.userId, patience: patience
        ) { _, _ in }
        await run.prepare(submission)
        await run.send(submission)
        return run
      }
      switch run.items[0].state {
      case .done(.existed): #expect(isVisible)
      case .failed(.unseen): #expect(!isVisible)
      default: #expect(Bool(false), "\(run.items[0].state)")
      }
    }
    #expect(posts(session.fake) == 1)
  }

  @Test(arguments: [
    ("{spec: {region: us-west-2}}", "its region is `us-east-1`, not `us-west-2`"),
    ("{spec: {costSavings: false}}", "its performance profile is"),
    ("{spec: {roleArn: 'arn:aws:iam::123456789012:role/other'}}", "its role is"),
    ("{spec: {instanceTypes: [g6.xlarge]}}", "its list of instance types is `m7i.xlarge`, not `g6.xlarge`"),
    ("{spec: {instanceTypes: []}}", "its list of instance types is `m7i.xlarge`, not `empty`"),
  ])
  func `a name that another cluster has is refused with the difference`(patch: String, difference: String) async throws
  {
    let session = try await Session()
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    let other = try TemporaryFolder()
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(patch), journal: other.path)
    }
    #expect(session.said.all.last?.contains(difference) == true)
    #expect(posts(session.fake) == 1)
  }

  @Test func `another external id is a difference that is not shown`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    await #expect(throws: SubmissionError.self) {
      try await session.submit(
        try Approved.request(externalId: "another-one-of-twenty-characters"), journal: folder.path)
    }
    #expect(session.said.all.last?.contains("its external id is another one") == true)
  }

  @Test func `types that the control plane chose by itself are no difference to what was asked`() async throws {
    let specification = ClusterSpecification(try Approved.request("{spec: {instanceTypes: []}}"))
    let json =
      "{\"id\":\"a\",\"name\":\"b\",\"spec\":{\"driver\":{\"kubernetes\":{\"aws\":{\"instanceTypes\":[{\"name\":\"x\"}]}}}}}"
    let cluster = try #require(try Cluster(json: json))
    #expect(specification.differences(from: cluster, isAsked: true).isEmpty)
    #expect(specification.differences(from: cluster, isAsked: false).count == 1)
  }

  @Test func `a name cannot be used again after a deletion`() async throws {
    let session = try await Session { $0.phaseMilliseconds = 1 }
    let folder = try TemporaryFolder()
    let cluster = try await session.submit(try Approved.request(), journal: folder.path).cluster
    try await session.withClient { try await $0.delete(id: cluster.id.raw, force: false) }
    try await Task.sleep(for: .milliseconds(20))
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(), journal: folder.path)
    }
    #expect(session.said.all.last?.contains("which was deleted choose another name") == true)
  }

  @Test func `a conflict with a cluster that cannot be seen is told apart`() async throws {
    var session = try await Session { $0.faults["create"] = [.status(409)] }
    session.settling = .milliseconds(100)
    let folder = try TemporaryFolder()
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(), journal: folder.path)
    }
    #expect(session.said.all.last?.contains("by a cluster that this user cannot see") == true)
  }

  @Test func `runs at the same time make one cluster`() async throws {
    let session = try await Session {
      $0.faults["create"] = [.latency(200)]
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 100
    }
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    let ids = try await session.withClient { client in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<4 {
          group.addTask { try await session.submit(request, journal: folder.path, client: client).cluster.id.raw }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
    }
    #expect(ids == ["vision-train-id"])
    #expect(posts(session.fake) == 1)
    #expect(session.said.all.contains { $0.contains("another run on this machine is busy") })
  }

  @Test func `nobody listening is tried again and then told`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    let request = try Approved.request()
    let error = await #expect(throws: SubmissionError.self) {
      try await HTTPTransport.with(HTTPEndpoint("http://127.0.0.1:9"), userAgent: "x", environment: { _ in nil }) {
        transport in
        let client = ControlPlaneClient(
          transport: transport, credentials: Credentials(userId: "u", apiKey: Secret("k")),
          retries: RetryPolicy(attempts: 2, base: .milliseconds(1))
        ) { _ in }
        return try await session.submit(request, journal: folder.path, client: client)
      }
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("connection refused"))
  }

  @Test func `a journal that cannot be written means that nothing is sent`() async throws {
    let session = try await Session()
    for path in ["/proc/journal", "/dev/null/journal"] {
      await #expect(throws: SubmissionError.self) {
        try await session.submit(try Approved.request(), journal: path)
      }
    }
    #expect(session.fake.requests.isEmpty)
    #expect(throws: JournalError.noHome) { try Journal.standard { ["HOME": "relative"][$0] } }
    #expect(
      try Journal.standard { ["HOME": "/h", "XDG_STATE_HOME": "s"][$0] }.directory
        == "/h/.local/state/tollgate/submissions")
    #expect(try Journal.standard { ["XDG_STATE_HOME": "/s"][$0] }.directory == "/s/tollgate/submissions")
  }

  @Test func `a damaged journal stops the run and says what to do`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".json") })
    let path = folder.path + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    SecretWatch.expectNone(in: text)
    #expect(text.contains("vision-train-id"))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    for text in ["{", "", "[]", "{\"attemptedAt\": 1}"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      await #expect(throws: SubmissionError.self) {
        try await session.submit(try Approved.request(), journal: folder.path)
      }
      #expect(session.said.all.last?.contains("remove the file") == true)
    }
    #expect(posts(session.fake) == 1)
  }

  @Test func `none is sent if one of several names is taken`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    let requests = [
      try Approved.request("{metadata: {name: free}}"), try Approved.request("{spec: {region: us-west-2}}"),
    ]
    let run = try await session.withClient { client in
      var run = SubmissionRun(requests)
      let submission = Submission(client: client, journal: Journal(directory: folder.path), userId: "u") { _, _ in }
      await run.prepare(submission)
      await run.send(submission)
      return run
    }
    #expect(posts(session.fake) == 1)
    #expect(run.failures.count == 1)
    #expect(run.items.allSatisfy { if case .notSent = $0.state { true } else { false } })
    #expect(SubmissionRun([requests[0], requests[0]]).duplicateName == "free")
  }
}
