import Foundation
import TestSupport
import Testing

/// What is shown on ordinary days: only what denies, counts, rules by family, policies explained.
@Suite struct DailyUseTests {
  private let mixed = ["Examples/requests", "Examples/everything-wrong.yaml"]

  @Test(arguments: ["text", "concise"])
  func `--quiet shows what denies, and nothing where all are approved`(format: String) async throws {
    let quiet = try await Program.tollgate(["check", "-q", "--format", format] + mixed)
    let whole = try await Program.tollgate(["check", "--format", format] + mixed)
    #expect(quiet.code == 1 && whole.code == 1)
    #expect(quiet.output.contains("error[TG101]") && !quiet.output.contains("warning["))
    #expect(whole.output.contains("warning[") && !quiet.output.contains("approved"))
    let errors = quiet.output.split(separator: "\n").filter { $0.contains("error[") }
    #expect(errors.count > 5 && errors.allSatisfy { whole.output.contains($0) })
    let approved = try await Program.tollgate(["check", "--quiet", "--format", format, "Examples/vision-train.yaml"])
    #expect(approved.code == 0 && approved.all.isEmpty, "\(approved.all)")
    let json = try await Program.tollgate(["check", "--quiet", "--format", "json"] + mixed)
    #expect(json.output.contains("\"severity\": \"warning\""), "formats for programs have everything")
  }

  @Test func `--statistics counts findings by code, the most frequent first`() async throws {
    let result = try await Program.tollgate(["check", "--statistics"] + mixed)
    #expect(result.code == 1)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("2  TG101  error    name-characters") == true, "\(result.output)")
    #expect(result.output.contains("instance-type-duplicate, 1 fixable"))
    let counts = lines.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
    #expect(counts.count == lines.count && counts == counts.sorted(by: >))
    let missing = try await Program.tollgate(["check", "--statistics", "nowhere.yaml"])
    #expect(missing.code == 2 && missing.output.contains("error: ") && missing.output.contains("nowhere.yaml"))
    #expect(!missing.output.contains("nothing was found"))
  }

  @Test(arguments: [
    (["TG8"], ["TG801", "TG802", "TG803"]),
    (["region", "tg304"], ["TG207", "TG301", "TG302", "TG303", "TG304", "TG204"]),
    (["TG60", "--severity", "note"], ["TG603"]),
  ])
  func `rules are listed by code, by a part of their name and by severity`(
    arguments: [String], codes: [String]
  ) async throws {
    let result = try await Program.tollgate(["rules"] + arguments)
    #expect(result.code == 0)
    let listed = result.output.split(separator: "\n").filter { $0.hasPrefix("  TG") }.map {
      String($0.dropFirst(2).prefix(5))
    }
    #expect(Set(listed) == Set(codes), "\(result.output)")
    let none = try await Program.tollgate(["rules", "nothing-like-that"])
    #expect(none.code == 2 && none.error.contains("`tollgate rules` lists all of them"))
  }

  @Test(arguments: ["monthly-budget", "monthly-budget/cap"])
  func `a policy of the configuration is explained by its name and by a code`(name: String) async throws {
    let arguments = ["explain", name, "--config", "Examples/tollgate.yaml"]
    let text = try await Program.tollgate(arguments)
    #expect(text.code == 0)
    for part in ["monthly-budget\n", "What it is for", "What must hold: monthly-budget/cap", "What to do"] {
      #expect(text.output.contains(part), "\(text.output)")
    }
    let json = try await Program.json(arguments)
    #expect(json["policy"] as? String == "monthly-budget")
    let slip = try await Program.tollgate(["explain", "monthly-budgt", "--config", "Examples/tollgate.yaml"])
    #expect(slip.code == 2 && slip.error.contains("did you mean `monthly-budget`?"))
    let without = try await Program.tollgate(["explain", name])
    #expect(without.code == 2)
  }

  @Test func `--fix and --diff do what they say, and name what they cannot read`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.yaml"
    let text = RequestText.approved.replacing("region: us-east-1", with: "region: us-eats-1 # typo")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let difference = try await Program.tollgate(["check", "--diff", path])
    #expect(difference.code == 1)
    #expect(
      difference.output.contains("-  region: us-eats-1 # typo\n+  region: us-east-1 # typo\n"), "\(difference.all)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    let fixed = try await Program.tollgate(["check", "--fix", path])
    #expect(fixed.code == 0 && fixed.error.contains("fixed 1 finding (TG301) in"), "\(fixed.all)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text.replacing("us-eats-1", with: "us-east-1"))
    let nothing = try await Program.tollgate(["check", "--diff", path])
    #expect(nothing.code == 0 && nothing.all.isEmpty)
    try Data("a: [".utf8).write(to: URL(fileURLWithPath: folder.path + "/bad.yaml"))
    for missing in ["/none.yaml", "/bad.yaml"] {
      let result = try await Program.tollgate(["check", "--diff", path, folder.path + missing])
      #expect(result.code == 2 && result.error.contains(String(missing.dropFirst())), "\(result.all)")
    }
    let input = try await Program.tollgate(["check", "--fix", "-"], input: text)
    #expect(input.code == 2 && input.error.contains("standard input cannot be rewritten"), "\(input.all)")
  }

  @Test(arguments: [
    ("policies: [nothing]", "`policies` names what cannot be used"), ("costProfile: nope.yaml", "`costProfile` names"),
    ("catalog: nope", "`catalog` names"), ("baseline: nope.yaml", "`baseline` names"),
  ])
  func `a path of the configuration that cannot be used is an error at its place`(line: String, message: String)
    async throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tollgate.yaml"
    try "apiVersion: tollgate/v1\nkind: Configuration\n\(line)\n".write(toFile: path, atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(["check", "Examples/vision-train.yaml", "--config", path])
    #expect(result.code == 2)
    #expect(result.error.contains(message) && result.error.contains("tollgate.yaml:3:"), "\(result.error)")
  }

  @Test(arguments: [
    (
      ["whatif", "Examples/vision-train.yaml", "--scenarios", "Examples/vision-train.yaml"],
      "a cluster request, not a scenario"
    ),
    (["check", "Examples/vision-train.yaml", "--cost-profile", "Examples/vision-train.yaml"], "not a cost profile"),
    (["check", "Examples/tollgate.yaml"], "this is a configuration, not a cluster request"),
    (["whatif", "Examples/vision-train.yaml", "--load-profile", "office-hour"], "did you mean `office-hours`?"),
    (["whatif", "Examples/vision-train.yaml", "--load", "-1"], "`-1` is negative"),
    (["check", "Examples/vision-train.yaml", "--format", "jsn"], "did you mean `json`?"),
  ])
  func `what was meant is said, once`(arguments: [String], message: String) async throws {
    let result = try await Program.tollgate(arguments)
    #expect(result.code == 2 || result.code == 1)
    #expect(result.all.contains(message), "\(result.all)")
    #expect(result.all.components(separatedBy: "error").count == 2 || result.all.contains("1 error"), "\(result.all)")
  }
}
