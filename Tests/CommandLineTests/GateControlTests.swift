import Foundation
import TestSupport
import Testing

/// What a check can be told on the command line beside its configuration.
@Suite struct GateControlTests {
  private let organisation = ["--config", "Examples/tollgate.yaml", "Examples/requests", "--format", "concise"]

  @Test(arguments: [
    (["--ignore", "TG5,accelerators,monthly-budget"], 0, "3 checked, 3 approved, 0 denied, 1 warning, 1 excepted"),
    (["--ignore", "monthly-budget/cap"], 1, "3 checked, 2 approved, 1 denied, 1 error, 2 warnings, 1 excepted"),
    (
      ["--select", "cost-savings-outside-production", "--no-exceptions"], 1, "3 checked, 2 approved, 1 denied, 1 error"
    ),
    (["--exit-zero"], 0, "3 checked, 2 approved, 1 denied, 2 errors, 2 warnings, 1 excepted"),
    (["--no-exceptions"], 1, "3 checked, 1 approved, 2 denied, 3 errors, 2 warnings"),
  ])
  func `what is selected and ignored counts or does not`(
    options: [String], code: Int32, counts: String
  ) async throws {
    let result = try await Program.tollgate(["check"] + organisation + options)
    #expect(result.code == code, "\(result.all)")
    #expect(result.output.split(separator: "\n").last.map(String.init) == counts)
  }

  @Test func `a run that leaves something out says so`() async throws {
    let text = try await Program.tollgate(["check", "Examples/vision-train.yaml", "--ignore", "TG505"])
    #expect(text.output.contains("with a part of the rules"))
    let json = try await Program.tollgate(
      ["check", "Examples/vision-train.yaml", "--ignore", "TG505", "--format", "json"])
    #expect(json.output.contains("\"partial\": true"))
    let whole = try await Program.tollgate(["check", "Examples/vision-train.yaml", "--format", "json"])
    #expect(whole.output.contains("\"partial\": false"))
  }

  @Test(arguments: [
    (["--ignore", "TG101"], "`TG101` cannot be ignored"),
    (["--ignore", "TG999"], "no rule or policy has the code `TG999`"),
    (["--select", "monthly-budgt", "--config", "Examples/tollgate.yaml"], "did you mean `monthly-budget`?"),
    (
      ["--policies", "Examples/organisation"], "the exception `vision-load-test` is not in the configuration's folders"
    ),
    (["--policies", "nowhere"], "nowhere"),
  ])
  func `what cannot be ignored or added is refused`(options: [String], message: String) async throws {
    let result = try await Program.tollgate(["check", "Examples/vision-train.yaml"] + options)
    #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
  }

  @Test func `what is fixed is found whatever is ignored`() async throws {
    let request = try RequestText.patched("metadata: {name: Bad_Name}")
    let result = try await Program.tollgate(["check", "-", "--ignore", "TG", "--format", "concise"], input: request)
    #expect(result.code == 1 && result.output.contains("error[TG1"), "\(result.all)")
  }

  @Test func `policies of the command line count beside those of the configuration`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let policy = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: never}
      spec:
        description: nothing passes
        remediation: give up
        validations: [{name: ever, expression: "object.metadata.name == ''", message: no}]
      """
    try policy.write(toFile: folder + "/never.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(
      ["check", "Examples/vision-train.yaml", "--policies", folder, "--format", "concise"])
    #expect(result.code == 1 && result.output.contains("error[never/ever]"), "\(result.all)")
  }

  @Test func `named files that are no requests can be skipped`() async throws {
    let files = ["Examples/tollgate.yaml", "Examples/vision-train.yaml"]
    #expect(try await Program.tollgate(["check"] + files).code == 1)
    let skipped = try await Program.tollgate(["check", "--skip-others"] + files)
    #expect(skipped.code == 0 && skipped.output.contains("1 skipped"))
    let none = try await Program.tollgate(["check", "--skip-others", "--allow-empty", files[0]])
    #expect(none.code == 0 && none.output == "nothing to check\n")
  }
}
