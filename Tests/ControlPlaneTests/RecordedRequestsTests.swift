import Requests
import Documents
import Findings
import Foundation
import TestSupport
import Testing

@testable import ControlPlane
@testable import FakeControlPlane

/// The client sends what upstream's own did.
@Suite struct RecordedRequestsTests {
  private struct Sent: Equatable {
    let method: String
    let target: String
    let headers: [String: String]
    let body: String?
  }

  /// The recorded requests of a run of upstream's command line.
  private func recorded(_ name: String) throws -> [Sent] {
    let path = Repository.path + "/Tests/Recorded/lightning-requests.json"
    let root = try #require(DocumentReader.read(try SourceFile(reading: path)).documents.first?.root)
    return try #require(root[name]?.elements).map { request in
      guard case .mapping(let headers)? = request["headers"]?.value, let body = request["body"] else {
        throw CocoaError(.fileReadCorruptFile)
      }
      var text: String? = JSONValue(body).canonical
      if text == "null" { text = nil }
      return Sent(
        method: try #require(request["method"]?.text), target: try #require(request["target"]?.text),
        headers: Dictionary(uniqueKeysWithValues: headers.map { ($0.key.value, $0.value.text ?? "") }), body: text)
    }
  }

  /// What the client sends in `body`.
  private func sent(_ body: @Sendable (ControlPlaneClient) async throws -> Void) async throws -> [Sent] {
    let session = try await Session()
    try await session.withClient(apiKey: "key-456", body)
    return session.fake.requests.map { request in
      let compared = request.headers.filter { ["Accept", "Content-Type", "Authorization"].contains($0.name) }
      let root = DocumentReader.read(SourceFile(name: "body.json", text: request.body)).documents.first?.root
      return Sent(
        method: request.method, target: request.target,
        headers: Dictionary(compared.map { ($0.name, $0.value) }, uniquingKeysWith: { $0 + ", " + $1 }),
        body: request.body.isEmpty ? nil : root.map { JSONValue($0).canonical })
    }
  }

  @Test(arguments: [
    ("070-create-default", "{spec: {instanceTypes: []}}"),
    ("070-create-perf", "{spec: {instanceTypes: [], region: us-west-2, costSavings: false}}"),
    ("070-create-instances", "{spec: {instanceTypes: [t3.xlarge, g4dn.xlarge]}}"),
  ])
  func `create is upstream's request`(name: String, patch: String) async throws {
    let base = "{metadata: {name: my-byoc-cluster}, spec: {roleArn: 'arn:aws:iam::123456789012:role/lai-byoc'}}"
    let draft = try #require(RequestText.drafts(try RequestText.patched(base)).first)
    #expect(draft.name?.value == "my-byoc-cluster")
    let request = try Approved.request(try merged(base, patch), externalId: "dummy")
    let sent = try await sent { _ = await $0.create(ClusterSpecification(request)) }
    #expect(try sent == recorded(name))
  }

  /// One patch after another: both are flow mappings, so the second's fields are written into the first's.
  private func merged(_ base: String, _ patch: String) throws -> String {
    base.replacing("spec: {", with: "spec: {" + patch.dropFirst("{spec: {".count).dropLast(2) + ", ")
  }

  @Test(arguments: ["070-list", "195-list"])
  func `list is upstream's request`(name: String) async throws {
    #expect(try await sent { _ = try await $0.clusters() } == recorded(name))
  }

  @Test func `delete is upstream's request`() async throws {
    let sent = try await sent { try await $0.delete(id: "my-byoc-cluster", force: false) }
    #expect(try sent == recorded("070-delete"))
  }

  @Test func `a deletion asks for apps and the cluster as upstream's does`() async throws {
    let sent = try await sent { client in
      _ = try await client.apps(onCluster: "my-byoc-cluster", running: true)
      _ = try await client.apps(onCluster: "my-byoc-cluster", running: false)
      _ = try await client.cluster(id: "my-byoc-cluster")
      try await client.delete(id: "my-byoc-cluster", force: false)
    }
    #expect(try sent == recorded("195-delete"))
  }
}
