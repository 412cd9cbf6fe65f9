import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// `--edit-before-creation` in a terminal: util-linux's `script` makes one, a shell script is the editor.
@Suite struct EditBeforeCreationTests {
  private func create(
    _ editor: String, types: String = "m7i.xlarge"
  ) async throws -> (result: Program.Result, space: ControlPlaneWorkspace) {
    let space = try await ControlPlaneWorkspace()
    let path = try space.write("#!/bin/sh\nset -e\n" + editor, to: "editor.sh", executable: true)
    let command =
      "'\(Program.folder)/tollgate' create cluster edited --yes --edit-before-creation --instance-types \(types) "
      + "--role-arn arn:aws:iam::123456789012:role/lightning-byoc"
    let result = try await Program.run(
      "/usr/bin/script", ["-qec", command, "/dev/null"], folder: space.folder,
      environment: space.environment.merging(["EDITOR": "sh '\(path)'", "VISUAL": "", "TMPDIR": space.folder]) { $1 })
    SecretWatch.expectNone(in: result.all)
    return (result, space)
  }

  @Test func `the edited request is sent, with the secret that was never in the file`() async throws {
    let (result, space) = try await create("cp \"$1\" seen; sed -i 's/us-east-1/us-west-2/' \"$1\"")
    #expect(result.code == 0)
    #expect(result.output.contains("created: edited"))
    let body = try #require(space.fake.requests.first { $0.method == "POST" }?.body)
    #expect(body.contains("\"region\":\"us-west-2\""))
    #expect(body.contains(SecretWatch.externalId))
    let seen = try String(contentsOfFile: space.folder + "/seen", encoding: .utf8)
    #expect(seen.contains("externalId: (given apart)"))
    SecretWatch.expectNone(in: seen)
    let left = try FileManager.default.contentsOfDirectory(atPath: space.folder)
    #expect(!left.contains { $0.hasPrefix("tollgate-") })
  }

  @Test func `findings come back as comments until the request is clean`() async throws {
    let (result, space) = try await create(
      """
      cp "$1" seen-$(ls seen-* 2>/dev/null | wc -l)
      if grep -q 'g6.xlarg$' "$1"; then
        if grep -q 'TG401' "$1"; then sed -i 's/g6.xlarg$/g6.xlarge/' "$1"; else echo '# looked at' >>"$1"; fi
      fi
      """, types: "g6.xlarg")
    #expect(result.code == 0)
    #expect(space.made == ["edited"])
    let second = try String(contentsOfFile: space.folder + "/seen-1", encoding: .utf8)
    #expect(second.contains("    # tollgate: error[TG401]: the instance type `g6.xlarg` does not exist\n"))
    #expect(second.contains("    # tollgate:   help: did you mean `g6.xlarge`?"))
  }

  @Test(arguments: [
    ("true", "was not changed"), (": >\"$1\"", "came back empty"), ("echo '# nothing' >\"$1\"", "came back empty"),
    ("exit 3", "failed"), ("kill -9 $$", "failed"), ("touch \"$1\"", "was not changed"),
    ("rm \"$1\"", "cannot be used"),
  ])
  func `whatever is no edited request aborts without sending`(editor: String, message: String) async throws {
    let (result, space) = try await create(editor)
    #expect(result.code == 2)
    #expect(result.output.contains(message))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `giving up on findings keeps what was written`() async throws {
    let (result, space) = try await create("grep -q tollgate:.error \"$1\" || sed -i 's/us-east-1/us-est-1/' \"$1\"")
    #expect(result.code == 2)
    // The terminal has 80 columns.
    let output = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(output.contains("what you wrote is kept in `\(space.folder)/tollgate-"))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `the editor finds no secret in its environment`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.write(
      "#!/bin/sh\nenv >seen; sed -i 's/us-east-1/us-west-2/' \"$1\"\n", to: "editor.sh", executable: true)
    let command =
      "'\(Program.folder)/tollgate' create cluster edited --yes --edit-before-creation --instance-types m7i.xlarge "
      + "--role-arn arn:aws:iam::123456789012:role/lightning-byoc"
    let others = [
      "EDITOR": "sh '\(path)'", "VISUAL": "", "TMPDIR": space.folder, "COPY": "id:" + SecretWatch.externalId,
      "GITHUB_TOKEN": "t0ken", "https_proxy": "http://me:pass@127.0.0.1:1", "HARMLESS": "yes",
    ]
    let result = try await Program.run(
      "/usr/bin/script", ["-qec", command, "/dev/null"], folder: space.folder,
      environment: space.environment.merging(others) { $1 })
    #expect(result.code == 0, "\(result.all)")
    let seen = try String(contentsOfFile: space.folder + "/seen", encoding: .utf8)
    SecretWatch.expectNone(in: seen)
    for name in ["LIGHTNING_", "COPY", "GITHUB_TOKEN", "https_proxy"] { #expect(!seen.contains(name), "\(name)") }
    for line in ["HARMLESS=yes", "PATH=", "HOME=", "EDITOR="] { #expect(seen.contains(line)) }
    #expect(space.made == ["edited"])
  }

  @Test(arguments: ["rm \"$1\"; mkfifo \"$1\"", "rm \"$1\"; ln -s /dev/zero \"$1\"", "rm \"$1\"; mkdir \"$1\""])
  func `what an editor leaves that is not a file is not waited for`(editor: String) async throws {
    let (result, space) = try await create(editor)
    #expect(result.code == 2)
    #expect(result.output.contains("cannot be used"))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `without an editor or a terminal nothing is sent`() async throws {
    let space = try await ControlPlaneWorkspace()
    let arguments = [
      "create", "cluster", "x", "--yes", "--edit-before-creation", "--role-arn", "arn:aws:iam::123456789012:role/x",
    ]
    for (editor, message) in [("", "neither VISUAL nor EDITOR is set"), ("true", "there is no terminal")] {
      let result = try await Program.tollgate(
        arguments, folder: space.folder,
        environment: space.environment.merging(["EDITOR": editor, "VISUAL": ""]) { $1 })
      #expect(result.code == 2)
      #expect(result.error.contains(message))
    }
    #expect(space.fake.requests.isEmpty)
  }
}
