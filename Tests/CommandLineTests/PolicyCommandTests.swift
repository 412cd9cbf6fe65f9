import Foundation
import TestSupport
import Testing

/// The commands for policies, as their users run them.
@Suite struct PolicyCommandTests {
  private func tollgate(_ arguments: String..., input: String? = nil, folder: String? = nil) async throws
    -> Program.Result
  {
    try await Program.tollgate(arguments, input: input, folder: folder)
  }

  @Test func `the shipped policies pass their tests with full coverage`() async throws {
    let result = try await tollgate("policy", "test", "Policies", "--coverage", "--threshold", "100")
    #expect(result.code == 0, "\(result.all)")
    #expect(result.output.contains("0 failed, coverage 100 %"))
    let checked = try await tollgate("policy", "check", "--config", "Examples/tollgate.yaml")
    #expect(checked.code == 0, "\(checked.all)")
    let docs = try await tollgate("policy", "docs", "Policies")
    #expect(docs.code == 0 && docs.output.contains("## monthly-budget\n"))
  }

  @Test func `the example organisation denies, warns and excuses`() async throws {
    for (request, code, expected) in [
      ("language-pretrain", 1, "error[monthly-budget/cap]"), ("platform-ci", 0, "warning[monthly-budget-warning/band]"),
      ("vision-load-test", 0, "excepted error[cost-savings-outside-production/mode]"),
    ] as [(String, Int32, String)] {
      let result = try await tollgate(
        "check", "--config", "Examples/tollgate.yaml", "Examples/requests/\(request).yaml")
      #expect(result.code == code && result.output.contains(expected), "\(result.all)")
    }
    let submitted = try await tollgate(
      "check", "--config", "Examples/tollgate.yaml", "Examples/requests/platform-ci.yaml", "--fail-on", "warning")
    #expect(submitted.code == 1)
  }

  @Test func `a new policy is written, tested, broken and compared`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try await tollgate("policy", "init", "new", folder: folder).code == 0)
    #expect(try await tollgate("policy", "init", "new", folder: folder).code == 2)
    #expect(try await tollgate("policy", "test", "new", "--threshold", "100", folder: folder).code == 0)
    #expect(try await tollgate("policy", "test", "new", "--filter", "nothing", folder: folder).code == 2)
    let policy = try String(contentsOfFile: folder + "/new/cost-savings.yaml", encoding: .utf8)
    try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
    try policy.replacingOccurrences(of: "[production]", with: "[staging]")
      .write(toFile: folder + "/other/cost-savings.yaml", atomically: true, encoding: .utf8)
    let request = try RequestText.patched("{metadata: {labels: {environment: production}}, spec: {costSavings: false}}")
    try request.write(toFile: folder + "/request.json", atomically: true, encoding: .utf8)
    let same = try await tollgate("policy", "diff", "new", "new", "--requests", "request.json", folder: folder)
    #expect(same.code == 0 && same.output == "1 request: 0 newly denied, 0 newly approved, 0 with other findings\n")
    let flipped = try await tollgate("policy", "diff", "new", "other", "--requests", "request.json", folder: folder)
    #expect(flipped.code == 1 && flipped.output.contains("approved -> denied"), "\(flipped.all)")
    let json = try await tollgate(
      "policy", "diff", "new", "other", "--requests", "request.json", "--format", "json", folder: folder)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
    let explained = try await tollgate(
      "policy", "explain", "cost-savings", "request.json", "--policies", "other", folder: folder)
    #expect(
      explained.code == 0 && explained.output.contains("variables.environment = \"production\""), "\(explained.all)")
    #expect(
      try await tollgate("policy", "explain", "cost-saving", "request.json", "--policies", "new", folder: folder).error
        .contains("did you mean `cost-savings`?"))
    try policy.replacingOccurrences(of: "costSavings ||", with: "costSaving ||")
      .write(toFile: folder + "/new/cost-savings.yaml", atomically: true, encoding: .utf8)
    for command in [["test", "new"], ["check", "new"], ["diff", "new", "other", "--requests", "request.json"]] {
      let result = try await Program.tollgate(["policy"] + command, folder: folder)
      #expect(result.code == 2 && result.all.contains("did you mean `costSavings`?"), "\(command): \(result.all)")
    }
  }

  @Test(arguments: [
    ["policy", "test"], ["policy", "test", "/nowhere"], ["policy", "check", "Docs"], ["policy", "docs"],
    ["policy", "diff", "Policies", "Policies"], ["policy", "explain", "none", "Examples/vision-train.yaml"],
    ["policy", "test", "Policies", "--format", "xml"], ["check", "--format", "focus", "Examples"],
    ["policy", "init", "/proc/none"],
  ])
  func `wrong usage and what cannot be read exit with 2 and say why`(arguments: [String]) async throws {
    let result = try await Program.tollgate(arguments)
    #expect(result.code == 2, "\(result.all)")
    #expect(!result.all.isEmpty)
  }

  @Test func `an expression is evaluated, fails or is refused`() async throws {
    let value = try await tollgate("cel", "size('abc') + x", "--input", "-", input: "x: 2")
    #expect(value.code == 0 && value.output.hasPrefix("5\n"))
    #expect(try await tollgate("cel", "1 / 0").code == 1)
    #expect(try await tollgate("cel", "1 +").code == 2)
    #expect(try await tollgate("cel", "x", "--input", "-", input: "a: 1\n---\nb: 1").code == 2)
    #expect(try await tollgate("cel", "x", "--input", "-", input: "a: [").code == 2)
    let json = try await tollgate("cel", "[1, 2].map(x, x * x)", "--trace", "--format", "json")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
  }
}
