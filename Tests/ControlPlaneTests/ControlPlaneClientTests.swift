import HTTP
import Findings
import Reports
import TestSupport
import Testing

@testable import ControlPlane
@testable import SubmissionReports
@testable import FakeControlPlane

@Suite struct ControlPlaneClientTests {
  private func cluster(_ json: String) throws -> Cluster? { try Cluster(json: json) }

  @Test(arguments: [
    ("PENDING", "pending"), ("RUNNING", "running"), ("FAILED", "failed"), ("OFFLINE", "offline"),
    ("CONFIGURING", "configuring"), ("HIBERNATED", "CLUSTER_STATE_HIBERNATED"),
  ])
  func `a phase is shown in a word, an unknown one as it is`(phase: String, word: String) throws {
    let json = "{\"id\": \"a\", \"name\": \"b\", \"status\": {\"phase\": \"CLUSTER_STATE_\(phase)\"}}"
    #expect(try cluster(json)?.status == word)
  }

  @Test func `a cluster that should be deleted and is not yet is terminating`() throws {
    let spec = "\"spec\": {\"desiredState\": \"CLUSTER_STATE_DELETED\"}"
    let json = "{\"id\": \"a\", \"name\": \"b\", \(spec), \"status\": {\"phase\": \"CLUSTER_STATE_RUNNING\"}}"
    #expect(try cluster(json)?.status == "terminating")
    #expect(try cluster(json.replacing("RUNNING", with: "DELETED"))?.status == "deleted")
  }

  @Test(arguments: ["{}", "{\"id\": \"\", \"name\": \"b\"}", "{\"id\": 1, \"name\": \"b\"}", "{\"name\": \"b\"}"])
  func `a cluster without an id or name is none`(json: String) throws {
    #expect(try cluster(json) == nil)
  }

  @Test func `a cluster of the least fields is shown`() throws {
    let cluster = try #require(try cluster("{\"id\": \"a\", \"name\": \"b\", \"spec\": null}"))
    #expect(
      ClusterText(style: .init(isColored: false)).details(ClusterReport(cluster, cost: nil)).text.contains(
        "status       unspecified"))
    #expect(ClusterText(style: .init(isColored: false)).table([cluster]).text.contains("a   b"))
  }

  @Test(arguments: [
    (Fault.malformed, "it is not JSON"), (.huge, "is larger than 8 MiB"),
    (.status(401), "does not accept the credentials"),
    (.status(403), "does not allow this"), (.status(418), "refused (status 418): scripted"),
    (.redirect("https://elsewhere.example"), "a redirection to `https://elsewhere.example`"),
    (.echo, "refused (status 400)"),
  ])
  func `what is wrong with an answer is said`(fault: Fault, message: String) async throws {
    let session = try await Session { $0.faults["list"] = [fault] }
    let error = await #expect(throws: ControlPlaneError.self) {
      try await session.withClient { try await $0.clusters() }
    }
    let said = "\(error.map { "\($0) \($0.help ?? "")" } ?? "")"
    #expect(said.contains(message))
    session.said.add(said)
  }

  @Test func `an error that repeats the request shows no secret of it`() async throws {
    let session = try await Session { $0.faults["create"] = [.echo] }
    let request = try Approved.request()
    guard case .refused(let error) = try await session.withClient({ await $0.create(ClusterSpecification(request)) })
    else { return #expect(Bool(false), "not refused") }
    session.said.add("\(error)")
    #expect("\(error)".contains("<redacted>"))
  }

  @Test func `a reason that repeats the cluster's secrets shows none`() async throws {
    let session = try await Session { $0.reason = "role refused \(SecretWatch.externalId) of \(SecretWatch.apiKey)" }
    let request = try Approved.request()
    let clusters = try await session.withClient { client in
      _ = await client.create(ClusterSpecification(request))
      return try await client.clusters()
    }
    #expect(clusters[0].reason?.redacted == "role refused <redacted> of <redacted>")
    let text = ClusterText(style: .init(isColored: false))
    session.said.add(
      (text.details(ClusterReport(clusters[0], cost: nil)) + text.table(clusters) + ClusterJSON.list(clusters)).text)
    session.said.add(ClusterJSON.details(ClusterReport(clusters[0], cost: nil)).text + "\(clusters[0])")
  }

  @Test func `a cluster is found by id, then by name, and the nearest name is offered`() async throws {
    let session = try await Session { $0.acceptsDuplicateNames = true }
    let request = try Approved.request()
    try await session.withClient { client in
      let search = ClusterSearch(client)
      let missing = await #expect(throws: ClusterSearchError.self) { try await search.cluster("vision-train") }
      #expect(missing == .notFound("vision-train", nearest: nil))
      _ = await client.create(ClusterSpecification(request))
      let byName = try await search.cluster("vision-train")
      #expect(byName.id.raw == "vision-train-id")
      let byId = try await search.cluster("vision-train-id")
      #expect(byId.name.raw == "vision-train")
      let slip = await #expect(throws: ClusterSearchError.self) { try await search.cluster("vision-trian") }
      #expect(slip?.help == "did you mean `vision-train`?")
      _ = await client.create(ClusterSpecification(request))
      let double = await #expect(throws: ClusterSearchError.self) { try await search.cluster("vision-train") }
      #expect(double?.help == "name it by its id: `vision-train-id`, `vision-train-1`")
    }
  }

  @Test func `a deletion tells the apps, and deleting twice is no error`() async throws {
    let session = try await Session { $0.apps["vision-train"] = [("train", true), ("old", false)] }
    let request = try Approved.request()
    try await session.withClient { client in
      _ = await client.create(ClusterSpecification(request))
      let cluster = try await ClusterSearch(client).cluster("vision-train")
      let deletion = try await Deletion(of: cluster, client: client)
      #expect(deletion.runningApps.map(\.raw) == ["train"])
      #expect(deletion.stoppedApps.map(\.raw) == ["old"])
      #expect(DeletionText.refusal(deletion).message.contains("an app runs on it: `train`"))
      func warning(force: Bool) -> String {
        DeletionText.warning(deletion, cost: nil, force: force, style: .init(isColored: false)).text
      }
      for part in ["cannot be undone", "grid-backend-vision-train-id", "running apps on it: train", "stopped apps"] {
        #expect(warning(force: false).contains(part))
      }
      #expect(warning(force: true).contains("keep paying for it") && !warning(force: true).contains("compute nodes"))
      try await deletion.perform(force: true)
      try await client.delete(id: "no-such-id", force: false)
    }
    #expect(session.fake.requests.contains { $0.target.hasSuffix("?force=True") })
  }
}
