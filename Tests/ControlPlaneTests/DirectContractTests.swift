import Documents
import Findings
import Foundation
import HTTP
import Reports
import Requests
import TestSupport
import Testing

@testable import ControlPlane
@testable import FakeControlPlane
@testable import SubmissionReports

/// The direct generation of the contract, as lightning_sdk 2026.10.13 models it.
@Suite struct DirectContractTests {
  private static func contract(_ change: (inout RequestContract) -> Void = { _ in }) -> RequestContract {
    var contract = RequestContract()
    contract.generation = .direct
    contract.accepted = Set(RequestContract.Part.allCases)
    change(&contract)
    return contract
  }

  private func session(
    _ contract: RequestContract = Self.contract(), _ change: (inout ClusterStore.Behavior) -> Void = { _ in }
  ) async throws -> Session {
    var session = try await Session(change)
    session.contract = contract
    return session
  }

  private func bodies(_ session: Session, _ path: String) -> [String] {
    session.fake.requests.filter { $0.method == "POST" && $0.target.hasSuffix(path) }.map(\.body)
  }

  @Test func `a request is the cloud account in one region, and the undocumented fields only where they are asked for`()
    async throws
  {
    let aws =
      #""awsV1":{"externalId":"\#(SecretWatch.externalId)","primaryRegion":"us-east-1","regions":["us-east-1"],"#
      + #""roleArn":"arn:aws:iam::123456789012:role/lightning-byoc"}"#
    let plain = #"{"name":"vision-train","spec":{\#(aws),"clusterType":"CLUSTER_TYPE_BYOC","driver":"AWS"}}"#
    let nodes = #"[{"instanceType":"m7i.xlarge","maximumCount":9,"minimumCount":3,"region":"us-east-1"}]"#
    let whole =
      #"{"name":"vision-train","orgId":"org-1","spec":{"availableAccelerators":["m7i.xlarge"],\#(aws),"#
      + #""clusterType":"CLUSTER_TYPE_BYOC","driver":"AWS","overprovisioning":\#(nodes)}}"#
    let rich = Self.contract {
      $0.additions = Set(RequestContract.Addition.allCases)
      $0.organization = "org-1"
    }
    for (contract, expected) in [(Self.contract(), plain), (rich, whole)] {
      let session = try await session(contract)
      let patch = "{spec: {instanceTypes: [m7i.xlarge], workload: {computeNodes: {min: 3, max: 9}}}}"
      _ = try await session.submit(try Approved.request(patch, contract: contract), journal: TemporaryFolder().path)
      #expect(bodies(session, "/clusters") == [expected])
    }
  }

  @Test func `the name is asked for first, and no request follows where nobody may have it`() async throws {
    for (taken, posts) in [
      (false, ["/v1/core/cluster-name-available", "/v1/core/clusters"]), (true, ["/v1/core/cluster-name-available"]),
    ] {
      let session = try await session { if taken { $0.takenNames = ["vision-train"] } }
      let folder = try TemporaryFolder()
      let run = try await session.withClient { client in
        let submission = Submission(client: client, journal: Journal(directory: folder.path), userId: "u") { _, _ in }
        var run = SubmissionRun([try Approved.request(contract: session.contract)])
        await run.prepare(submission)
        await run.send(submission)
        return run
      }
      #expect(session.fake.requests.filter { $0.method == "POST" }.map(\.target) == posts)
      #expect(run.failures.first?.message.contains("is taken, by a cluster that this user cannot see") ?? !taken)
      #expect(session.fake.clusters.count == (taken ? 0 : 1))
    }
  }

  @Test func `organization and project go with every look, and deleted clusters are told apart by their state`()
    async throws
  {
    let contract = Self.contract { ($0.organization, $0.project) = ("org-1", "project-1") }
    let session = try await session(contract) { $0.phaseMilliseconds = 0 }
    let folder = try TemporaryFolder()
    let cluster = try await session.submit(try Approved.request(contract: contract), journal: folder.path).cluster
    try await session.withClient { client in
      #expect(try await client.clusters().map(\.id.raw) == [cluster.id.raw])
      #expect(try await client.cluster(id: cluster.id.raw)?.region?.raw == "us-east-1")
      try await client.delete(id: cluster.id.raw, force: false)
      #expect(try await client.clusters().isEmpty)
      #expect(try await client.clusters(includingDeleted: true).map(\.phase) == [.deleted])
    }
    let targets = session.fake.requests.map(\.target)
    #expect(targets.contains("/v1/core/clusters?orgId=org-1&projectId=project-1&includeConfiguringState=True"))
    #expect(targets.contains("/v1/core/clusters/vision-train-id?orgId=org-1&projectId=project-1"))
    #expect(targets.contains("/v1/core/clusters/vision-train-id?orgId=org-1&projectId=project-1&force=False"))
    #expect(!targets.contains { $0.contains("phaseNotIn") })
  }

  @Test func `regions are shown with their states and reasons`() throws {
    let json = """
      {"id": "a", "name": "b", "spec": {"driver": "AWS", "clusterType": "CLUSTER_TYPE_BYOC", "awsV1": {
        "primaryRegion": "us-east-1", "regions": ["us-east-1", "eu-west-1"], "roleArn": "r", "bucketName": "bk"}},
       "status": {"phase": "CLUSTER_STATE_CONFIGURING", "awsV1RegionStatus": [
         {"region": "us-east-1", "state": "REGION_STATE_COMPLETED"},
         {"region": "eu-west-1", "state": "REGION_STATE_FAILED", "reason": "no quota"}]}}
      """
    let cluster = try #require(try Cluster(json: json))
    #expect(cluster.generation == .direct && cluster.bucket?.raw == "bk" && cluster.roleArn?.raw == "r")
    let text = ClusterText(style: .init(isColored: false)).details(ClusterReport(cluster, cost: nil)).text
    for line in ["all regions   us-east-1, eu-west-1", "in us-east-1  completed", "in eu-west-1  failed: no quota"] {
      #expect(text.contains(line), "\(text)")
    }
    #expect(!text.contains("profile"))
    let table = ClusterText(style: .init(isColored: false)).table([cluster]).text
    #expect(table.contains("us-east-1, eu-west-1  direct"), "\(table)")
  }

  @Test func `a list fits into a narrow terminal, and is a table in a wide one`() throws {
    let json = """
      {"id": "01hx4qv9z3k8m2n7p5r6s0t1w2", "name": "vision-training-of-the-whole-department", "spec": {"driver": "AWS",
       "clusterType": "CLUSTER_TYPE_BYOC", "awsV1": {"primaryRegion": "us-east-1", "regions": ["us-east-1", "eu-west-1"]}},
       "status": {"phase": "CLUSTER_STATE_RUNNING"}, "createdAt": "2026-11-30T00:00:00Z"}
      """
    let cluster = try #require(try Cluster(json: json))
    let narrow = ClusterText(style: .init(isColored: false, width: 80)).table([cluster]).text
    #expect(narrow.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 80 }, "\(narrow)")
    #expect(narrow.hasPrefix("vision-training-of-the-whole-department (01hx4qv9z3k8m2n7p5r6s0t1w2)\n  byoc, running"))
    let wide = ClusterText(style: .init(isColored: false, width: 200)).table([cluster]).text
    #expect(wide.hasPrefix("ID ") && wide.split(separator: "\n").count == 2)
  }

  @Test(arguments: Generation.allCases)
  func `an answer in the other generation's form is an error without a second request`(generation: Generation)
    async throws
  {
    var contract = Self.contract()
    contract.generation = generation
    var session = try await session(contract) { $0.answersInOtherForm = true }
    session.settling = .milliseconds(100)
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      await #expect(throws: SubmissionError.self) {
        try await session.submit(try Approved.request(contract: contract), journal: folder.path)
      }
    }
    #expect(session.fake.clusters.count == 1)
    #expect(bodies(session, "/clusters").count == 1)
    #expect(
      session.said.all.last?.contains("and the request is for one of the `\(generation.rawValue)` generation") == true)
  }

  @Test func `clusters of the other generation alone are a hint before anything is sent, and an empty list is none`()
    async throws
  {
    let first = try await Session()
    let folder = try TemporaryFolder()
    _ = try await first.submit(try Approved.request(), journal: folder.path)
    var second = first
    second.contract = Self.contract()
    let session = second
    let run = try await session.withClient { client in
      let submission = Submission(client: client, journal: Journal(directory: folder.path), userId: "u") { _, _ in }
      var run = SubmissionRun([try Approved.request("{metadata: {name: other}}", contract: session.contract)])
      await run.prepare(submission)
      return run
    }
    #expect(run.refusal == nil && run.sendsAny)
    let other = try #require(run.otherGeneration)
    #expect(
      SubmissionNotices.otherGeneration(other.generation, count: other.count)
        == "the only cluster listed is of the `kubernetes` generation; if this one should be too, use `--generation kubernetes`"
    )
    #expect(session.fake.clusters.count == 1)
  }

  @Test func `a cluster of the other generation with the name is another one`() async throws {
    let first = try await Session()
    let folder = try TemporaryFolder()
    _ = try await first.submit(try Approved.request(), journal: folder.path)
    var second = first
    second.contract = Self.contract()
    let session = second
    await #expect(throws: SubmissionError.self) {
      try await session.submit(try Approved.request(contract: session.contract), journal: TemporaryFolder().path)
    }
    #expect(session.fake.clusters.count == 1)
  }

  @Test func `a key without a user is a bearer's, in this generation only`() async throws {
    let environment = ["LIGHTNING_API_KEY": SecretWatch.apiKey]
    #expect(throws: CredentialsError.self) { try Credentials.find { environment[$0] } }
    let credentials = try Credentials.find(for: .direct) { environment[$0] }
    #expect(credentials.userId == nil)
    #expect(credentials.authorization.withText { $0 } == "Bearer " + SecretWatch.apiKey)
    let folder = try TemporaryFolder()
    let path = folder.path + "/credentials.json"
    for (text, isKnown) in [("{\"api_key\": \"k\"}", true), ("{\"api_key\": \"k\", \"user_id\": 1}", false)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let variables = ["LIGHTNING_CREDENTIAL_PATH": path]
      let found = try? Credentials.find(for: .direct) { variables[$0] }
      #expect((found != nil) == isKnown, "\(text)")
    }
  }
}
