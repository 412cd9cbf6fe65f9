import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// What the environment and files of a user must not do to the connection.
@Suite struct NetworkEnvironmentTests {
  @Test func `no file gets the keys of a connection`() async throws {
    let answer = "{\"clusters\":[]}"
    let server = try TLSServer(answers: ["v1/core/clusters?phaseNotIn=CLUSTER_STATE_DELETED": answer])
    let space = try await ControlPlaneWorkspace()
    let file = space.folder + "/keys"
    let result = try await space.tollgate(
      "list", "clusters",
      environment: [
        "LIGHTNING_CLOUD_URL": "https://127.0.0.1:\(server.port)", "SSL_CERT_FILE": server.certificateFile,
        "SSLKEYLOGFILE": file,
      ])
    #expect(result.code == 0, "\(result.all)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `a netrc file adds nothing to a request`() async throws {
    let space = try await ControlPlaneWorkspace()
    _ = try space.write("machine 127.0.0.1 login me password mine\ndefault login me password mine\n", to: ".netrc")
    #expect(try await space.tollgate("list", "clusters").code == 0)
    let values = space.fake.requests.flatMap(\.headers).filter { $0.name.lowercased() == "authorization" }.map(\.value)
    #expect(values == ["Basic " + SecretWatch.authorization])
  }

  @Test func `exceptions from the proxy are as documented, and not as the library reads them`() async throws {
    let proxy = try FakeControlPlane.start()
    let space = try await ControlPlaneWorkspace()
    // libcurl would leave out the dot at the end, and go directly.
    for (name, value) in [("no_proxy", "control.example."), ("NO_PROXY", "control.example.")] {
      for variable in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        let before = proxy.requests.count
        let result = try await space.tollgate(
          "delete", "cluster", "x", "--yes", "x",
          environment: [
            "LIGHTNING_CLOUD_URL": "https://control.example",
            variable: "http://me:pass-of-mine@127.0.0.1:\(proxy.port)",
            name: value,
          ])
        #expect(result.code == 3)
        #expect(result.error.contains("cannot reach `control.example`: the proxy refused to connect to it"))
        #expect(!result.all.contains("pass-of-mine"))
        #expect(proxy.requests.count > before, "\(variable) and \(name)")
      }
    }
    #expect(proxy.requests.allSatisfy { $0.method == "CONNECT" && $0.target == "control.example:443" })
    for request in proxy.requests { SecretWatch.expectNone(in: "\(request.headers)") }
  }

  @Test func `a pipe that nobody reads does not end a submission`() async throws {
    let space = try await ControlPlaneWorkspace { $0.faults["create"] = [.dropBeforeAnswer] }
    for (command, streams) in [
      ("submit --yes '\(try space.request())' --settle-time 1s", "2>&1"), ("list clusters", ""),
    ] {
      let script = "{ sleep 1; '\(Program.folder)/tollgate' \(command) \(streams); echo $? >code; } | true; cat code"
      let result = try await Program.run(
        "/bin/sh", ["-c", script], folder: space.folder, environment: space.environment)
      #expect(result.output == "2\n", "\(command): \(result.all)")
      #expect(streams.isEmpty == result.error.contains("broken pipe"))
    }
    #expect(space.made == ["vision-train"])
  }
}
