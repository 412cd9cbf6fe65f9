import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// What `create cluster` takes besides upstream's flags, and the document that it stands for.
@Suite struct CreateFlagsTests {
  private let role = "arn:aws:iam::123456789012:role/lightning-byoc"

  private func create(_ space: ControlPlaneWorkspace, _ arguments: [String]) async throws -> Program.Result {
    try await Program.tollgate(
      ["create", "cluster", "vision-train"] + arguments, folder: space.folder, environment: space.environment)
  }

  @Test func `flags make a document that passes and means the same`() async throws {
    let space = try await ControlPlaneWorkspace()
    let odd = "a: \"b\" \u{2028}\u{7F}é 💡"
    let document = try await create(
      space,
      [
        "--role-arn", role, "--label", "team=vision", "--label", "flag=true", "--label", "odd=" + odd, "--workload",
        "min=1,max=8,load=0.5", "--instance-types", "m7i.xlarge,g6.xlarge", "--print-request",
      ])
    #expect(document.code == 0 && document.error.isEmpty, "\(document.all)")
    let path = try space.write(document.output, to: "printed.yaml")
    let checked = try await space.tollgate("check", path)
    #expect(checked.code == 0, "\(document.output) \(checked.all)")
    let again = try await create(space, ["--file", path, "--print-request"])
    #expect(again.output == document.output)
    #expect(document.output.contains("    flag: \"true\"\n") && document.output.contains("\\u2028\\u007Fé 💡"))
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `flags replace what a file says, and labels are added`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request("base")
    let result = try await create(
      space,
      [
        "--file", path, "--region", "us-west-2", "--label", "team=x", "--enable-performance", "--workload",
        "min=2,max=4", "--print-request",
      ])
    for line in ["name: vision-train", "region: us-west-2", "team: x", "costSavings: false", "min: 2", "max: 4"] {
      #expect(result.output.contains(line + "\n"), "\(result.all)")
    }
    let made = try await create(space, ["--yes", "--file", path])
    #expect(made.code == 0 && space.made == ["vision-train"], "\(made.all)")
  }

  @Test func `in the direct generation only --cost-savings asks for what it does not have`() async throws {
    let space = try await ControlPlaneWorkspace()
    _ = try space.write(
      "apiVersion: tollgate/v1\nkind: Configuration\ncontrolPlane: {generation: direct, accept: [instanceTypes]}\n",
      to: "tollgate.yaml")
    let flags = ["--role-arn", role, "--instance-types", "m7i.xlarge"]
    #expect(try await create(space, flags + ["--print-request"]).output.contains("costSavings: false"))
    let asked = try await create(space, flags + ["--cost-savings", "--print-request"])
    #expect(asked.output.contains("costSavings: true"))
    let denied = try await create(space, ["--yes", "--cost-savings"] + flags)
    #expect(denied.code == 1 && denied.output.contains("error[TG801]"))
    let made = try await create(space, ["--yes"] + flags)
    #expect(made.code == 0, "\(made.all)")
    #expect(made.output.contains("not sent, since the contract does not carry it: the list of instance types"))
    #expect(space.made == ["vision-train"])
  }

  @Test(arguments: [
    ["--label", "team"], ["--label", "=x"], ["--label", "a=1", "--label", "a=2"], ["--workload", "min=1"],
    ["--workload", "min=x,max=2"], ["--workload", "min=1,min=2,max=3"], ["--workload", "nodes=3"], ["--workload", ""],
    ["--file", "two.yaml"], ["--file", "nowhere.yaml"],
  ])
  func `what cannot be meant is refused before anything is asked`(flags: [String]) async throws {
    let space = try await ControlPlaneWorkspace()
    _ = try space.write(RequestText.approved + "\n---\n" + RequestText.approved, to: "two.yaml")
    let result = try await create(space, ["--role-arn", role, "--print-request"] + flags)
    #expect(result.code == 2, "\(result.all)")
    #expect(!result.all.isEmpty && space.fake.requests.isEmpty)
  }

  @Test func `an external id of a file or a flag is left out, and that is said`() async throws {
    let space = try await ControlPlaneWorkspace()
    let clear = RequestText.approved.replacing(
      "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: \(SecretWatch.externalId)")
    let path = try space.write(clear, to: "clear.yaml")
    for flags in [["--file", path], ["--role-arn", role, "--external-id", SecretWatch.externalId]] {
      let result = try await create(space, flags + ["--print-request"])
      #expect(result.output.contains("externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}"), "\(result.all)")
      #expect(result.error.contains("the external id is left out: set LIGHTNING_EXTERNAL_ID to it"))
      SecretWatch.expectNone(in: result.all)
    }
  }
}
