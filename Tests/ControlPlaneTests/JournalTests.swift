import Foundation
import HTTP
import TestSupport
import Testing

@testable import ControlPlane
@testable import FakeControlPlane

@Suite struct JournalTests {
  private let digest = "sha256:" + String(repeating: "0a", count: 32)
  private let boot = "0f2c8a3e-1111-2222-3333-444455556666"

  private func key(_ name: String = "vision-train", in session: Session) -> Journal.Key {
    Journal.Key(endpoint: session.fake.url, userId: SecretWatch.userId, name: name)
  }

  private func posts(_ session: Session) -> Int { session.fake.requests.count { $0.method == "POST" } }

  /// A whole entry with some members replaced; nil removes one.
  private func entry(_ session: Session, _ changes: [String: String?] = [:]) -> String {
    var members: [String: String?] = [
      "attemptedAt": "1795132800000", "boot": "\"\(boot)\"", "clusterId": "null",
      "controlPlane": "\"\(session.fake.url)\"",
      "name": "\"vision-train\"", "request": "\"\(digest)\"", "sinceBoot": "1000", "state": "\"asked\"",
      "user": "\"\(SecretWatch.userId)\"",
    ]
    members.merge(changes) { $1 }
    return "{" + members.compactMap { key, value in value.map { "\"\(key)\": \($0)" } }.joined(separator: ", ") + "}"
  }

  private func write(_ text: String, _ session: Session, in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/" + key(in: session).fileName + ".json"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `an entry that another run holds is closed once, and no file of another thread with it`() async throws {
    let folder = try TemporaryFolder()
    let key = Journal.Key(endpoint: "https://example.com", userId: "u", name: "vision-train")
    let held = try #require(try JournalEntry(directory: folder.path, key: key))
    let others = Task.detached {
      (0..<300_000).count { _ in close(open("/dev/null", O_RDONLY | O_CLOEXEC)) != 0 }
    }
    for _ in 0..<60_000 where try JournalEntry(directory: folder.path, key: key) != nil {
      Issue.record("the entry is not locked")
    }
    #expect(await others.value == 0)
    withExtendedLifetime(held) {}
  }

  @Test func `an entry that could not have been written stops the run, and nothing is sent`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    let wrong: [(String, String)] = [
      ("", "not JSON"), ("{", "not JSON"), ("[]", "attemptedAt"), ("null", "attemptedAt"), ("{}", "attemptedAt"),
      (String(repeating: "[", count: 60_000), "not JSON"), (String(repeating: " ", count: 70_000), "larger than"),
      (entry(session) + entry(session), "not JSON"),
      (entry(session).replacing("{", with: "{\"state\": \"taken\", "), "not JSON"),
      (entry(session, ["attemptedAt": "-1"]), "attemptedAt"), (entry(session, ["attemptedAt": "1.5"]), "attemptedAt"),
      (entry(session, ["attemptedAt": "9223372036854775807"]), "attemptedAt"),
      (entry(session, ["attemptedAt": "99999999999999999999"]), "attemptedAt"),
      (entry(session, ["attemptedAt": "\"now\""]), "attemptedAt"),
      (entry(session, ["attemptedAt": nil]), "attemptedAt"),
      (entry(session, ["request": nil]), "request"), (entry(session, ["request": "\"x\""]), "request"),
      (entry(session, ["request": "\"\(digest)0\""]), "request"), (entry(session, ["request": "7"]), "request"),
      (entry(session, ["request": "\"\(digest.uppercased())\""]), "request"),
      (entry(session, ["state": "\"lost\""]), "state"), (entry(session, ["state": "1"]), "state"),
      (entry(session, ["name": "\"other\""]), "`name` is another"),
      (entry(session, ["name": "1"]), "`name` is another"),
      (entry(session, ["user": "\"other\""]), "`user` is another"),
      (entry(session, ["controlPlane": "\"https://lightning.ai\""]), "`controlPlane` is another"),
      (entry(session, ["clusterId": "\"\""]), "clusterId"), (entry(session, ["clusterId": "1"]), "clusterId"),
      (entry(session, ["clusterId": "\"a\\u001b[31m\""]), "clusterId"),
      (entry(session, ["clusterId": "\"\(String(repeating: "a", count: 513))\""]), "clusterId"),
      (entry(session, ["boot": "\"x\""]), "boot"), (entry(session, ["boot": "1"]), "boot"),
      (entry(session, ["sinceBoot": "-1"]), "sinceBoot"), (entry(session, ["sinceBoot": nil]), "sinceBoot"),
      (entry(session, ["sinceBoot": "\"1\""]), "sinceBoot"),
    ]
    for (text, what) in wrong {
      _ = try write(text, session, in: folder)
      await #expect(throws: SubmissionError.self, "\(text.prefix(200))") {
        try await session.submit(try Approved.request(), journal: folder.path)
      }
      let said = session.said.all.last ?? ""
      #expect(said.contains(what) && said.contains("then remove the file"), "\(text.prefix(200)): \(said)")
    }
    #expect(session.fake.requests.isEmpty)
  }

  @Test func `an entry or lock that is not a file is not waited for`() async throws {
    let session = try await Session()
    let kinds: [(String, (String) throws -> Void)] = [
      (".json", { mkfifo($0, 0o600) }), (".lock", { mkfifo($0, 0o600) }), (".json.new", { mkfifo($0, 0o600) }),
      (".json", { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }),
      (".json.new", { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }),
      (".json", { symlink("/dev/zero", $0) }), (".json", { symlink("/nonexistent/entry", $0) }),
      (".lock", { symlink("/dev/zero", $0) }), (".json.new", { symlink("/tmp/elsewhere", $0) }),
    ]
    for (end, make) in kinds {
      let folder = try TemporaryFolder()
      try make(folder.path + "/" + key(in: session).fileName + end)
      await #expect(throws: SubmissionError.self, "\(end)") {
        try await session.submit(try Approved.request(), journal: folder.path)
      }
      #expect(session.said.all.last?.contains("the journal of submissions cannot be used") == true)
    }
    #expect(posts(session) == 0)
  }

  @Test func `what is written is read again, and holds no secret`() async throws {
    let session = try await Session()
    for moment in [nil, BootMoment(boot: boot, milliseconds: 5)] {
      for (clusterId, state) in [(nil, Intent.State.asked), (nil, .taken), ("id", .taken)] as [(String?, Intent.State)]
      {
        let intent = Intent(
          name: "vision-train", attemptedAt: 7, moment: moment, request: digest, state: state, clusterId: clusterId)
        let text = intent.json(endpoint: "e", userId: "u")
        #expect(try Intent(Array(text.utf8), name: "vision-train", endpoint: "e", userId: "u") == intent)
      }
    }
    for time in [Int.min, -1, Int.max] {
      let intent = Intent(name: "n", attemptedAt: time, moment: nil, request: digest, state: .asked)
      let text = intent.json(endpoint: "e", userId: "u")
      let read = try Intent(Array(text.utf8), name: "n", endpoint: "e", userId: "u")
      #expect((0...Intent.lastMillisecond).contains(read.attemptedAt))
    }
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      SecretWatch.expectNone(in: try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8))
    }
  }

  @Test func `an entry of an older version is read, and what it took stays taken`() throws {
    func read(_ id: String) throws -> Intent {
      let text = #"{"attemptedAt":1,"clusterId":\#(id),"request":"\#(digest)"}"#
      return try Intent(Array(text.utf8), name: "n", endpoint: "e", userId: "u")
    }
    #expect(try read("null").state == .asked)
    #expect(try read("null").moment == nil)
    #expect(try read("\"an-id\"").state == .taken)
  }

  @Test func `an id that leads to a cluster of another name does not count`() async throws {
    for state in ["asked", "taken"] {
      var session = try await Session()
      session.settling = .milliseconds(100)
      let other = try TemporaryFolder()
      _ = try await session.submit(try Approved.request("{metadata: {name: other}}"), journal: other.path)
      let folder = try TemporaryFolder()
      _ = try write(entry(session, ["clusterId": "\"other-id\"", "state": "\"\(state)\""]), session, in: folder)
      let request = try Approved.request()
      if state == "taken" {
        await #expect(throws: SubmissionError.self) { try await session.submit(request, journal: folder.path) }
        #expect(session.fake.clusters.map(\.name) == ["other"])
      } else {
        #expect(try await session.submit(request, journal: folder.path).cluster.name == "vision-train")
        #expect(session.fake.clusters.map(\.name) == ["other", "vision-train"])
      }
    }
  }

  @Test func `an id of ours counts, and the name is not asked for again`() async throws {
    let session = try await Session()
    let folder = try TemporaryFolder()
    _ = try await session.submit(try Approved.request(), journal: folder.path)
    let again = try await session.submit(try Approved.request(), journal: folder.path)
    #expect(again.cluster.id == "vision-train-id")
    #expect(session.fake.requests.last?.target == "/v1/core/clusters/vision-train-id")
  }
}
