import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// `list`, `show` and `delete` as a user runs them.
@Suite struct ClusterCommandsTests {
  private func space(_ change: (inout ClusterStore.Behavior) -> Void = { _ in }) async throws -> ControlPlaneWorkspace {
    let space = try await ControlPlaneWorkspace(change)
    #expect(try await space.tollgate("submit", "--yes", try space.request()).code == 0)
    return space
  }

  @Test func `clusters are listed and shown`() async throws {
    let space = try await space { $0.phases = ["CLUSTER_STATE_RUNNING"] }
    let table = try await space.tollgate("list", "clusters")
    #expect(table.code == 0)
    #expect(table.output.contains("ID               NAME          TYPE  STATUS   CREATED"))
    #expect(table.output.contains("vision-train-id  vision-train  byoc  running"))
    #expect(
      try await space.tollgate("list", "clusters", "--format", "json").output.contains("\"isTerminating\": false"))
    for name in ["vision-train", "vision-train-id"] {
      let shown = try await space.tollgate("show", "cluster", name)
      #expect(shown.output.contains("external id  <redacted>"))
      #expect(shown.output.contains("bucket       grid-backend-vision-train-id"))
    }
    #expect(
      try await space.tollgate("show", "cluster", "vision-train", "--format", "json").output.contains("\"bucket\""))
    let missing = try await space.tollgate("show", "cluster", "vision-trian")
    #expect(missing.code == 3)
    #expect(missing.error.contains("did you mean `vision-train`?"))
  }

  @Test func `what a cluster costs is said without secrets that the server repeats`() async throws {
    let region = SecretWatch.externalId
    for (region, type) in [(region, "m7i.xlarge"), ("us-east-1", region), (SecretWatch.apiKey, SecretWatch.apiKey)] {
      let text = """
        {"clusters": [{"id": "a", "name": "b", "spec": {"performanceProfile": "CLUSTER_PERFORMANCE_PROFILE_COST_SAVING",
        "driver": {"kubernetes": {"aws": {"region": "\(region)", "externalId": "\(SecretWatch.externalId)",
        "instanceTypes": [{"name": "\(type)"}]}}}}}]}
        """
      let space = try await ControlPlaneWorkspace { $0.faults["list"] = [.text(text), .text(text)] }
      for format in ["text", "json"] {
        let shown = try await space.tollgate("show", "cluster", "b", "--format", format)
        #expect(shown.code == 0 && shown.all.contains("<redacted>"), "\(shown.all)")
        SecretWatch.expectNone(in: shown.all)
      }
    }
  }

  @Test func `an empty list says so`() async throws {
    let space = try await ControlPlaneWorkspace()
    #expect(try await space.tollgate("list", "clusters").output == "there are no clusters\n")
  }

  @Test func `a deletion tells what is lost, wants the name, and waits`() async throws {
    let space = try await space()
    let unasked = try await space.tollgate("delete", "cluster", "vision-train")
    #expect(unasked.code == 2)
    for part in [
      "cannot be undone", "gone for good", "left behind", "grid-backend-vision-train-id", "add `--yes vision-train`",
    ] {
      #expect(unasked.error.contains(part))
    }
    let wrong = try await space.tollgate("delete", "cluster", "vision-train", "--yes", "vision")
    #expect(wrong.code == 2)
    #expect(!space.fake.requests.contains { $0.method == "DELETE" })
    let gone = try await space.tollgate("delete", "cluster", "vision-train", "--yes", "vision-train", "--wait")
    #expect(gone.code == 0)
    #expect(gone.output == "deleted: vision-train (`vision-train-id`)\n")
    #expect(gone.error.contains("terminating"))
    let again = try await space.tollgate("submit", "--yes", try space.request())
    #expect(again.code == 3)
    #expect(again.error.contains("cannot be used again"))
  }

  @Test func `a deletion is refused while apps run, unless it is forced`() async throws {
    let space = try await space { $0.apps["vision-train"] = [("train", true)] }
    let refused = try await space.tollgate("delete", "cluster", "vision-train", "--yes", "vision-train")
    #expect(refused.code == 1)
    #expect(refused.error.contains("an app runs on it: `train`"))
    let forced = try await space.tollgate("delete", "cluster", "vision-train", "--yes", "vision-train", "--force")
    #expect(forced.code == 0)
    #expect(forced.error.contains("every resource in your AWS account"))
    #expect(space.fake.requests.contains { $0.method == "DELETE" && $0.target.hasSuffix("force=True") })
  }

  @Test(arguments: [
    (Fault.status(401), "does not accept the credentials"), (.status(403), "does not allow this"),
    (.malformed, "it is not JSON"), (.huge, "larger than"), (.redirect("https://example.com/login"), "a redirection"),
    (.echo, "refused (status 400)"),
  ])
  func `what the control plane does wrong is said, and exits with 3`(fault: Fault, message: String) async throws {
    let space = try await ControlPlaneWorkspace { $0.faults["list"] = [fault] }
    let result = try await space.tollgate("list", "clusters")
    #expect(result.code == 3)
    #expect(result.error.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test func `an answer that drips is cut off`() async throws {
    let space = try await ControlPlaneWorkspace { $0.faults["list"] = Array(repeating: .slowDrip, count: 20) }
    let result = try await space.tollgate("list", "clusters", "--request-timeout", "1s")
    #expect(result.code == 3)
    #expect(result.error.contains("did not answer within 1 s"))
  }

  @Test func `an external id that a reason repeats is shown by no command, though no answer has it as one`()
    async throws
  {
    for form in [
      SecretWatch.externalId, SecretWatch.externalId.lowercased(), String(SecretWatch.externalId.prefix(12)) + "…",
      SecretWatch.externalId.utf8.map { "%" + String($0, radix: 16) }.joined(),
      Data(SecretWatch.externalId.utf8).base64EncodedString(),
    ] {
      let space = try await ControlPlaneWorkspace {
        $0.hidesExternalId = true
        $0.reason = "AccessDenied for \(form)"
        $0.phases = ["CLUSTER_STATE_FAILED"]
      }
      let path = try space.request()
      for arguments in [
        ["submit", "--yes", path, "--wait", "--timeout", "1s"], ["submit", "--yes", path, "--format", "json"],
        ["list", "clusters"],
        ["list", "clusters", "--format", "json"], ["show", "cluster", "vision-train"],
        ["show", "cluster", "vision-train", "--format", "json"],
        ["delete", "cluster", "vision-train", "--yes", "vision-train", "--wait", "--timeout", "1s"],
      ] {
        let result = try await Program.tollgate(arguments, folder: space.folder, environment: space.environment)
        #expect(!result.all.contains(form), "\(arguments): \(result.all)")
        #expect(!result.all.lowercased().contains(SecretWatch.externalId.prefix(12).lowercased()), "\(arguments)")
      }
    }
  }

  @Test func `every external id of the environment is known`() async throws {
    let space = try await space { $0.reason = "denied for another-SECRET-of-mine" }
    let result = try await space.tollgate(
      "show", "cluster", "vision-train", environment: ["LIGHTNING_EXTERNAL_ID_PROD": "another-SECRET-of-mine"])
    #expect(result.output.contains("denied for <redacted>"))
  }

  @Test func `nothing for this machine goes through a proxy`() async throws {
    let proxy = try FakeControlPlane.start()
    let space = try await ControlPlaneWorkspace()
    let url = "http://me:pass@127.0.0.1:\(proxy.port)"
    let variables = ["http_proxy": url, "HTTP_PROXY": url, "https_proxy": url, "all_proxy": url, "ALL_PROXY": url]
    let result = try await Program.tollgate(
      ["list", "clusters"], folder: space.folder, environment: space.environment.merging(variables) { $1 })
    #expect(result.code == 0)
    #expect(proxy.requests.isEmpty)
    let wrong = try await space.tollgate(
      "list", "clusters", environment: ["LIGHTNING_CLOUD_URL": "https://x.invalid", "https_proxy": "https://me:pass@a"])
    #expect(wrong.code == 2)
    #expect(wrong.error.contains("https_proxy does not name an `http://` proxy"))
    #expect(!wrong.all.contains("pass@"))
  }

  @Test func `credentials that are not a file are not waited for`() async throws {
    let space = try await ControlPlaneWorkspace()
    #expect(mkfifo(space.folder + "/pipe", 0o600) == 0)
    for path in [space.folder + "/pipe", "/dev/zero", "/dev/ptmx", space.folder] {
      let result = try await space.tollgate(
        "list", "clusters",
        environment: ["LIGHTNING_USER_ID": "", "LIGHTNING_API_KEY": "", "LIGHTNING_CREDENTIAL_PATH": path])
      #expect(result.code == 2, "\(path)")
      #expect(result.error.contains(path == space.folder ? "is a folder" : "is not a regular file"))
    }
    #expect(space.fake.requests.isEmpty)
  }

  @Test(arguments: [8, 12, 20])
  func `too few files that may be open are an error before anything is sent`(count: Int) async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    for command in ["list clusters", "submit '\(path)'"] {
      let result = try await Program.run(
        "/bin/sh", ["-c", "ulimit -n \(count) && exec '\(Program.folder)/tollgate' \(command)"], folder: space.folder,
        environment: space.environment)
      #expect(result.code == 2, "\(result.all)")
      #expect(result.error.contains("cannot open the 24 files that a connection may take: too many open files"))
      #expect(result.error.contains("`ulimit -n`"))
    }
    #expect(space.fake.requests.isEmpty)
  }
}
