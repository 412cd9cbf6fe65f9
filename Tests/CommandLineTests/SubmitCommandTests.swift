import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// `submit` and `create cluster` as a user runs them.
@Suite struct SubmitCommandTests {
  private let role = ["--role-arn", "arn:aws:iam::123456789012:role/lightning-byoc"]

  @Test func `an approved request is submitted, waited for, and found again`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let first = try await space.tollgate("submit", "--yes", "--wait", path)
    #expect(first.code == 0)
    #expect(
      first.output.contains(
        "created: vision-train as `vision-train-id`, cost-savings profile (one compute node), running"))
    // Which phase is seen first depends on how busy the machine is.
    #expect(first.error.contains("cluster vision-train: 0:0"), "\(first.error)")
    let again = try await space.tollgate("submit", "--yes", path, "--format", "json")
    #expect(again.code == 0)
    #expect(again.output.contains("\"outcome\": \"existed\""))
    #expect(space.posts == 1)
  }

  @Test func `a denied request is never sent, and neither are its neighbours`() async throws {
    let space = try await ControlPlaneWorkspace()
    let good = try space.request()
    let bad = try space.write(RequestText.approved.replacing("us-east-1", with: "us-est-1"), to: "bad.yaml")
    for arguments in [[bad], [good, bad], [space.folder]] {
      let result = try await Program.tollgate(
        ["submit", "--yes"] + arguments, folder: space.folder, environment: space.environment)
      #expect(result.code == 1)
      #expect(result.output.contains("nothing was sent"))
    }
    let unreadable = try space.write("kind: ClusterRequest\na: [", to: "broken.yaml")
    #expect(try await space.tollgate("submit", "--yes", good, unreadable).code == 2)
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `a lowered severity, a switched-off rule and --fail-on change nothing`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.write(
      RequestText.approved.replacing("m7i.xlarge", with: "m7i.xlarg"), to: "request.yaml")
    #expect(try await space.tollgate("submit", "--yes", path).code == 1)
    for severity in ["off", "note", "warning"] {
      _ = try space.write(
        "apiVersion: tollgate/v1\nkind: Configuration\nrules: {TG401: {severity: \(severity)}}\n", to: "tollgate.yaml")
      #expect(try await space.tollgate("check", path).code == 0)
      let denied = try await space.tollgate("submit", "--yes", path)
      #expect(denied.code == 1)
      #expect(denied.output.contains("error[TG401]"))
    }
    #expect(try await space.tollgate("submit", "--yes", path, "--fail-on", "never").code == 2)
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `a raised severity denies here too`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.write(RequestText.approved.replacing("m7i.xlarge", with: "t3.medium"), to: "request.yaml")
    _ = try space.write(
      "apiVersion: tollgate/v1\nkind: Configuration\nrules: {TG411: {severity: error}}\n", to: "tollgate.yaml")
    #expect(try await space.tollgate("submit", "--yes", path).code == 1)
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `a dry run prints the body without the secret and sends nothing`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let text = try await space.tollgate("submit", "--yes", "--dry-run", path, environment: ["LIGHTNING_API_KEY": ""])
    #expect(text.code == 0)
    #expect(text.output.contains("\"externalId\": \"<redacted>\""))
    #expect(text.output.contains("POST \(space.fake.url)/v1/core/clusters"))
    let json = try await space.tollgate("submit", "--yes", "--dry-run", path, "--format", "json")
    #expect(json.output.contains("\"outcome\": \"dryRun\""))
    #expect(space.fake.requests.isEmpty)
  }

  @Test(
    arguments: [
      ("LIGHTNING_EXTERNAL_ID", "", 1, "is not set"), ("LIGHTNING_EXTERNAL_ID", "short", 1, "has 5 characters"),
      ("LIGHTNING_API_KEY", "", 2, "LIGHTNING_API_KEY is not"),
      ("LIGHTNING_CLOUD_URL", "http://example.com", 2, "not encrypted"),
      ("LIGHTNING_CLOUD_URL", "lightning", 2, "correct LIGHTNING_CLOUD_URL"),
      ("SSL_CERT_FILE", "/none", 2, "SSL_CERT_FILE"),
      ("LIGHTNING_CLOUD_URL", "http://127.0.0.1:9", 3, "connection refused"),
    ] as [(String, String, Int32, String)])
  func `what is missing from the environment is said, and nothing is sent`(
    variable: String, value: String, code: Int32, message: String
  ) async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let result = try await space.tollgate("submit", "--yes", path, environment: [variable: value])
    #expect(result.code == code)
    #expect(result.all.contains(message))
    #expect(space.posts == 0)
  }

  @Test func `credentials may come from a file, with a warning if others can read it`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let file = try space.write(
      "{\"user_id\": \"\(SecretWatch.userId)\", \"api_key\": \"\(SecretWatch.apiKey)\"}", to: "credentials.json")
    let variables = ["LIGHTNING_USER_ID": "", "LIGHTNING_API_KEY": "", "LIGHTNING_CREDENTIAL_PATH": file]
    let result = try await space.tollgate("submit", "--yes", path, environment: variables)
    #expect(result.code == 0)
    #expect(result.error.contains("warning: others can read or change"))
    let none = try await space.tollgate(
      "list", "clusters", environment: ["LIGHTNING_USER_ID": "", "LIGHTNING_API_KEY": ""])
    #expect(none.code == 2)
    #expect(none.error.contains("there are no credentials"))
  }

  @Test func `a closed stream is no place for a connection`() async throws {
    let space = try await ControlPlaneWorkspace()
    for (stream, code) in [("<&-", 0), (">&-", 2), ("2>&-", 0)] as [(String, Int32)] {
      let result = try await Program.run(
        "/bin/sh", ["-c", "'\(Program.folder)/tollgate' submit --yes '\(try space.request())' \(stream)"],
        folder: space.folder,
        environment: space.environment)
      #expect(result.code == code)
      SecretWatch.expectNone(in: result.all)
    }
    #expect(space.made == ["vision-train"])
  }

  @Test func `two requests of one name are not sent`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.write(RequestText.approved + "\n---\n" + RequestText.approved, to: "two.yaml")
    let result = try await space.tollgate("submit", "--yes", path)
    #expect(result.code == 2)
    #expect(result.error.contains("two of the requests have the name `vision-train`"))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `after a failure the rest is not sent, and the report says so`() async throws {
    let space = try await ControlPlaneWorkspace { $0.faults["create"] = [.latency(1), .status(403)] }
    let paths = try ["aa", "bb", "cc"].map { try space.request($0) }
    let result = try await space.tollgate("submit", "--yes", paths[0], paths[1], paths[2])
    #expect(result.code == 3)
    for line in ["created: aa", "failed: bb", "not sent: cc"] { #expect(result.output.contains(line)) }
    #expect(space.made == ["aa"])
    let again = try await space.tollgate("submit", "--yes", paths[0], paths[1], paths[2])
    #expect(again.code == 0)
    #expect(space.made == ["aa", "bb", "cc"])
  }

  @Test func `the flags make the request that they name`() async throws {
    let space = try await ControlPlaneWorkspace()
    let result = try await Program.tollgate(
      [
        "create", "cluster", "--yes", "flags", "--provider", "AWS", "--region", "us-west-2", "--instance-types",
        "m7i.xlarge, g6.xlarge",
        "--enable-performance", "--sync", "--external-id", "-",
      ] + role,
      input: SecretWatch.externalId + "\n", folder: space.folder,
      environment: space.environment.merging(["LIGHTNING_EXTERNAL_ID": ""]) { $1 })
    #expect(result.code == 0)
    #expect(result.output.contains("created: flags as `flags-id`, normal profile, running"))
    let body = try #require(space.fake.requests.first { $0.method == "POST" }?.body)
    #expect(
      body == """
        {"name":"flags","spec":{"clusterType":"CLUSTER_TYPE_BYOC","driver":{"kubernetes":{"aws":{"externalId":\
        "\(SecretWatch.externalId)","instanceTypes":[{"name":"m7i.xlarge"},{"name":"g6.xlarge"}],"region":"us-west-2",\
        "roleArn":"arn:aws:iam::123456789012:role/lightning-byoc"}}},"performanceProfile":"CLUSTER_PERFORMANCE_PROFILE_DEFAULT"}}
        """)
  }

  @Test func `an external id on the command line is used, with a note about who can see it`() async throws {
    let space = try await ControlPlaneWorkspace()
    let result = try await Program.tollgate(
      [
        "create", "cluster", "--yes", "noted", "--external-id", SecretWatch.externalId, "--instance-types",
        "m7i.xlarge",
      ] + role,
      folder: space.folder, environment: space.environment)
    #expect(result.code == 0)
    #expect(result.error.contains("other users of this machine can read"))
    #expect(space.made == ["noted"])
  }

  @Test(arguments: [
    ["--cost-savings", "--enable-performance"], ["--provider", "gcp"], ["--instance-types", "a,,b"],
    ["--dry-run", "--wait"],
    ["--timeout", "5m"], ["--timeout", "soon", "--wait"], ["--edit-before-creation"], ["--external-id", "-"],
    ["--nodes", "3"],
    ["--api-key", "x"],
  ])
  func `contradictory and unknown flags exit with 2 and send nothing`(flags: [String]) async throws {
    let space = try await ControlPlaneWorkspace()
    let result = try await Program.tollgate(
      ["create", "cluster", "--yes", "x"] + role + flags, folder: space.folder,
      environment: space.environment.merging(["EDITOR": "true"]) { $1 })
    #expect(result.code == 2)
    #expect(!result.error.isEmpty)
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `flags are checked like documents`() async throws {
    let space = try await ControlPlaneWorkspace()
    let result = try await Program.tollgate(
      ["create", "cluster", "--yes", "Bad_Name", "--instance-types", "g6.xlarg"] + role, folder: space.folder,
      environment: space.environment)
    #expect(result.code == 1)
    #expect(result.output.contains("error[TG101]"))
    #expect(result.output.contains("did you mean `g6.xlarge`?"))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `a wait that takes too long exits with 3, and Ctrl-C with 130`() async throws {
    let space = try await ControlPlaneWorkspace { $0.phases = ["CLUSTER_STATE_PENDING"] }
    let path = try space.request()
    let late = try await space.tollgate("submit", "--yes", "--wait", "--timeout", "1s", path)
    #expect(late.code == 3)
    #expect(late.error.contains("look again with `tollgate show cluster vision-train-id`"))
    let arguments = ["submit", "--yes", "--wait", path]
    let looks = { @Sendable in
      space.fake.requests.count { $0.method == "GET" && $0.target.hasSuffix("vision-train-id") }
    }
    let before = looks()
    let result = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { [environment = space.environment] in
        continuation.resume(
          with: Swift.Result {
            let running = try Program.start(Program.folder + "/tollgate", arguments, environment: environment)
            // It has begun to wait when it looks for the second time.
            while looks() < before + 2 { usleep(20_000) }
            running.kill(SIGINT)
            return running.finish()
          })
      }
    }
    #expect(result.code == 130)
    #expect(result.error.contains("look again with `tollgate show cluster vision-train-id`"))
    SecretWatch.expectNone(in: result.all)
  }

  @Test func `nothing but the system's clock says which day it is`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    _ = try space.write(
      "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policies.yaml]\n", to: "tollgate.yaml")
    // Denied since the exception expired, as on any day that the clock of a test may say.
    _ = try space.write(
      """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: closed}
      spec: {validations: [{name: never, expression: "false", message: closed}]}
      ---
      apiVersion: tollgate/v1
      kind: PolicyException
      metadata: {name: old}
      spec:
        findings: [closed/never]
        requests: {expression: "true"}
        reason: r
        ticket: t
        approvedBy: a
        expires: 2025-01-01
      """, to: "policies.yaml")
    let before = ["SOURCE_DATE_EPOCH": "1700000000"]
    #expect(try await space.tollgate("check", path, environment: before).code == 0)
    #expect(try await space.tollgate("check", path, "--as-of", "2024-12-31").code == 0)
    #expect(try await space.tollgate("check", path, environment: ["SOURCE_DATE_EPOCH": ""]).code == 1)
    let create = ["create", "cluster", "--yes", "x", "--instance-types", "m7i.xlarge"] + role
    for command in [
      ["submit", "--yes", path], ["submit", "--yes", "--dry-run", path], create, create + ["--dry-run"],
    ] {
      for environment in [before, ["SOURCE_DATE_EPOCH": "0"], ["SOURCE_DATE_EPOCH": "soon"], [:]] {
        let result = try await Program.tollgate(
          command, folder: space.folder, environment: space.environment.merging(environment) { $1 })
        #expect(result.code == 1, "\(command): \(result.all)")
        #expect(result.output.contains("nothing was sent"))
      }
      for option in [["--as-of", "2024-12-31"], ["--as-of=2024-12-31"], ["--asOf", "2024-12-31"]] {
        let result = try await Program.tollgate(
          command + option, folder: space.folder, environment: space.environment)
        #expect(result.code == 2)
        #expect(result.error.contains("unknown option"))
      }
    }
    #expect(space.fake.requests.isEmpty)
  }

  @Test(arguments: ["-1", "253402300800", "9223372036854775807", "99999999999999999999", "1e9", ""])
  func `a day that is none is refused, and a submission does not look at it`(text: String) async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let result = try await space.tollgate("check", path, environment: ["SOURCE_DATE_EPOCH": text])
    #expect(result.code == (text.isEmpty ? 0 : 2))
    #expect(try await space.tollgate("submit", "--yes", path, environment: ["SOURCE_DATE_EPOCH": text]).code == 0)
  }

  @Test func `the run that the message asks for looks, and does not ask twice`() async throws {
    let space = try await ControlPlaneWorkspace {
      $0.faults["create"] = [.text("<html>welcome</html>")]
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 1_000_000
    }
    let path = try space.request()
    let first = try await space.tollgate("submit", "--yes", path, "--settle-time", "1s")
    #expect(first.code == 3)
    #expect(first.error.contains("run the same command again later; it looks for the cluster before it sends anything"))
    let second = try await space.tollgate("submit", "--yes", path, "--settle-time", "1s")
    #expect(second.code == 3)
    #expect(second.error.contains("the control plane took an earlier request for `vision-train`"))
    space.fake.change { $0.visibleAfter = 0 }
    #expect(try await space.tollgate("submit", "--yes", path, "--settle-time", "1s").code == 0)
    #expect(space.posts == 1)
  }

  @Test(arguments: [
    ["check"], ["cost"], ["submit", "--yes"], ["submit", "--yes", "--dry-run"], ["whatif"], ["policy", "test"],
    ["policy", "check"],
  ])
  func `no command that reads a request leaves a core file, from its beginning on`(command: [String]) async throws {
    let space = try await ControlPlaneWorkspace()
    let pipe = space.folder + "/pipe.yaml"
    #expect(mkfifo(pipe, 0o600) == 0)
    let script = "ulimit -c unlimited; exec '\(Program.folder)/tollgate' \(command.joined(separator: " ")) '\(pipe)'"
    let result = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { [environment = space.environment] in
        continuation.resume(
          with: Swift.Result {
            let running = try Program.start(
              "/bin/sh", ["-c", script], folder: space.folder, environment: environment)
            // It reads, and waits for somebody to write.
            var descriptor: CInt = -1
            while running.isRunning, descriptor < 0 {
              descriptor = open(pipe, O_WRONLY | O_NONBLOCK)
              usleep(20_000)
            }
            running.kill(SIGSEGV)
            let result = running.finish()
            close(descriptor)
            return result
          })
      }
    }
    // A command that does not read pipes has ended by itself.
    #expect(result.code == -SIGSEGV || result.code == 2, "\(result.all)")
    let names = try FileManager.default.contentsOfDirectory(atPath: space.folder)
    #expect(!names.contains { $0.hasPrefix("core") }, "\(names)")
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGQUIT])
  func `a crash leaves no trace that holds a secret`(signal: Int32) async throws {
    let space = try await ControlPlaneWorkspace { $0.faults["create"] = [.latency(20_000)] }
    let path = try space.request()
    let environment = space.environment.merging(["SWIFT_BACKTRACE": "enable=yes,threads=all,registers=all,images=none"])
    { $1 }
    let result = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            let running = try Program.start(
              Program.folder + "/tollgate", ["submit", "--yes", path], folder: space.folder, environment: environment)
            while space.posts == 0 { usleep(20_000) }
            running.kill(signal)
            return running.finish()
          })
      }
    }
    #expect(result.code == -signal)
    SecretWatch.expectNone(in: result.all)
    let names = try FileManager.default.contentsOfDirectory(atPath: space.folder)
    #expect(!names.contains { $0.hasPrefix("core") })
  }
}
