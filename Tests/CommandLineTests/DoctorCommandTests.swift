import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// `tollgate doctor` as a user runs it.
@Suite struct DoctorCommandTests {
  @Test func `with everything in order there is nothing to do, and no secret is printed`() async throws {
    let space = try await ControlPlaneWorkspace()
    _ = try space.accepting()
    let result = try await space.tollgate("doctor")
    #expect(result.code == 0, "\(result.all)")
    #expect(result.output.hasSuffix("nothing to do\n") && result.error.isEmpty)
    for part in [
      "configuration  tollgate.yaml", "catalog        of 2026-10-15, 1439 instance types", "index          current",
      "quotas         none configured",
      "credentials    of the user `\(SecretWatch.userId)`", "control plane  answers, and lists 0 clusters",
      "generation     `kubernetes`; no cluster tells", "journal        \(space.folder)/state/tollgate/submissions",
    ] { #expect(result.output.contains("ok       " + part), "\(result.output)") }
    SecretWatch.expectNone(in: result.all)
    #expect(!FileManager.default.fileExists(atPath: space.folder + "/state"), "it changes nothing")
  }

  @Test(arguments: [
    (["LIGHTNING_API_KEY": ""], 1, "to do    credentials    LIGHTNING_USER_ID is set, but LIGHTNING_API_KEY is not"),
    (["LIGHTNING_CLOUD_URL": "ftp://x"], 1, "to do    address"),
    (["LIGHTNING_CLOUD_URL": "http://127.0.0.1:1"], 3, "cut off  control plane  cannot reach `127.0.0.1`"),
    (["LIGHTNING_CLOUD_URL": "https://lightning.invalid", "https_proxy": "socks5://127.0.0.1:1"], 1, "to do    proxy"),
    (["LIGHTNING_CLOUD_URL": "https://127.0.0.2:1", "SSL_CERT_FILE": "/nowhere"], 1, "to do    control plane  "),
    (["XDG_STATE_HOME": "/dev/null/x"], 1, "to do    journal"),
    (["TOLLGATE_CATALOG": "/nowhere"], 1, "to do    catalog"),
  ])
  func `what is not in order is said with what to do`(
    variables: [String: String], code: Int32, line: String
  ) async throws {
    let space = try await ControlPlaneWorkspace()
    let result = try await Program.tollgate(
      ["doctor"], folder: space.folder, environment: space.environment.merging(variables) { $1 })
    #expect(result.code == code, "\(result.all)")
    #expect(result.output.contains(line), "\(result.output)")
    let place = try #require(result.output.range(of: line)).upperBound
    let next = result.output[place...].split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first ?? ""
    #expect(next.contains("= help: "), "\(result.output)")
    SecretWatch.expectNone(in: result.all)
  }

  @Test(arguments: [
    ("costProfile: nope.yaml", "to do    cost profile"), ("policies: [nope]", "to do    policies"),
    ("costOptions: [nope]", "to do    cost profile"), ("baseline: nope.yaml", "to do    configuration"),
    ("accounts: {\"123456789012\": {quotas: nope.json}}", "to do    quotas"),
    ("accounts: {\"123456789012\": {quotas: tollgate.yaml}}", "to do    quotas"),
    ("requests: [nope]", "to do    configuration"), ("catalogue: nope", "to do    configuration"),
  ])
  func `a broken file is named by what it is`(member: String, line: String) async throws {
    let space = try await ControlPlaneWorkspace()
    _ = try space.write("apiVersion: tollgate/v1\nkind: Configuration\n\(member)\n", to: "tollgate.yaml")
    let result = try await space.tollgate("doctor")
    #expect(result.code == 1)
    #expect(result.output.contains(line), "\(result.output)")
    #expect(!result.output.contains("to do    catalog") && !result.output.contains("ExitCode"))
  }

  @Test func `clusters of the other generation, refused credentials and ids of the other generation are found`()
    async throws
  {
    let space = try await ControlPlaneWorkspace()
    #expect(try await space.tollgate("submit", "--yes", try space.request()).code == 0)
    let other = try await space.tollgate("doctor", "--generation", "direct")
    #expect(other.code == 1)
    #expect(other.output.contains("`direct`, and the clusters that are listed are of the `kubernetes` one"))
    let id = try await space.tollgate("doctor", "--organization", "org-1")
    #expect(id.code == 1 && id.output.contains("--organization is for the direct generation"), "\(id.output)")
    space.fake.change { $0.faults["list"] = [.status(401), .status(403)] }
    for message in ["does not accept the credentials", "does not allow this to the user"] {
      let result = try await space.tollgate("doctor", "--format", "json")
      #expect(result.code == 1 && result.output.contains(message), "\(result.output)")
      #expect(result.output.contains("\"state\": \"toDo\""))
    }
  }
}
