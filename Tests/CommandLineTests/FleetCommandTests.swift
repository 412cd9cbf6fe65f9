import Foundation
import TestSupport
import Testing

/// Groups of requests, budgets and what exists, as a user asks for them.
@Suite struct FleetCommandTests {
  private let budgets = ["--config", "Examples/budgets/tollgate.yaml"]
  private let requests = "Examples/requests"

  @Test(arguments: ["text", "markdown", "html", "csv", "json", "focus"])
  func `groups are in every format of both commands`(format: String) async throws {
    for command in ["cost", "whatif"] {
      let result = try await Program.tollgate([
        command, requests, "--group-by", "label:team,account", "--format", format,
      ])
      #expect(result.code == 0 && result.output.contains("language") && result.output.contains("234567890123"))
    }
  }

  @Test(arguments: [
    (["cost", "Examples/requests", "--group-by", "regoin"], "did you mean `region`?"),
    (["whatif", "Examples/requests", "--group-by", "team"], "a label is written `label:team`"),
    (["whatif", "Examples/requests", "--sort", "cheapest"], "per-hour"),
    (["whatif", "Examples/vision-train.yaml", "--sort", "saving", "--load", "1"], "compare requests by formulas"),
    (["cost", "--diff", "Tests/Bills/old.yaml", "Tests/Bills/new.yaml", "--group-by", "region"], "leave --diff"),
    (["check", "Examples/requests", "--existing", "-"], "--existing names files or folders"),
  ])
  func `what cannot be asked is refused`(arguments: [String], message: String) async throws {
    let result = try await Program.tollgate(arguments)
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(
      result.error.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(message), "\(result.error)")
  }

  @Test func `one request with an order or groups is compared like several`() async throws {
    let result = try await Program.tollgate(["whatif", "Examples/vision-train.yaml", "--sort", "per-hour"])
    #expect(result.code == 0 && result.output.hasPrefix("1 request: normal or cost-savings mode?"))
    let alone = try await Program.tollgate(["whatif", "Examples/vision-train.yaml"])
    #expect(alone.output.hasPrefix("vision-train: normal or cost-savings mode?"))
    let text = try String(contentsOfFile: Repository.path + "/Examples/vision-train.yaml", encoding: .utf8)
    #expect(try await Program.tollgate(["whatif", "-"], input: text).output == alone.output)
  }

  @Test func `what exists and what is asked for is shown with what is left, in every format for people and programs`()
    async throws
  {
    let arguments = ["check", requests, "--existing", "Examples/vision-train.yaml"] + budgets
    let text = try await Program.tollgate(arguments)
    #expect(text.code == 1 && text.output.contains("error[vision-team/cap]"))
    #expect(text.output.contains("exceeded") && text.output.contains("nearly used up") && text.output.contains("▓"))
    for format in ["markdown", "html"] {
      #expect(try await Program.tollgate(arguments + ["--format", format]).output.contains("▓"))
    }
    let json = try await Program.json(arguments)
    let budgets = try #require(json["budgets"] as? [[String: Any]])
    #expect(budgets.map { $0["name"] as? String } == ["vision-team", "test-accounts"])
    #expect(
      budgets.map { $0["exceeded"] as? Bool } == [true, false] && budgets.map { $0["near"] as? Bool } == [false, true])
    let lines = try await Program.tollgate(arguments + ["--format", "ndjson"]).output
    #expect(lines.split(separator: "\n").count { $0.hasPrefix("{\"kind\":\"budget\"") } == 2)
    for format in ["concise", "sarif", "junit", "github", "gitlab", "azure", "tap", "rdjson"] {
      #expect(try await Program.tollgate(arguments + ["--format", format]).output.contains("vision-team/cap"))
    }
  }

  @Test(arguments: ["-", "/dev/stdin"])
  func `an input that can be read once only is judged by budgets too`(path: String) async throws {
    let folder = Repository.path + "/Examples/requests"
    let text = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
      try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)
    }.joined(separator: "---\n")
    let whole = try await Program.tollgate(["check", requests, "--format", "json"] + budgets)
    let streamed = try await Program.tollgate(["check", path, "--format", "json"] + budgets, input: text)
    #expect(streamed.code == whole.code)
    func shown(_ text: String) -> Substring? {
      text.range(of: "\"budgets\": [\n    {").map { text[$0.lowerBound...] }
    }
    #expect(shown(streamed.output) != nil && shown(streamed.output) == shown(whole.output))
  }

  @Test func `many requests are judged by the sum of all parts`()
    async throws
  {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let budget = "apiVersion: tollgate/v1\nkind: Budget\nmetadata: {name: all}\n"
    try (budget + "spec: {monthly: 300000, currency: USD, requests: {}}\n").write(
      toFile: folder + "/budgets.yaml", atomically: true, encoding: .utf8)
    try "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [budgets.yaml]\n".write(
      toFile: folder + "/tollgate.yaml", atomically: true, encoding: .utf8)
    let path = try RandomRequests.write(RandomRequests.documents(600, seed: 9, withUnknownPrices: false), in: folder)
    let result = try await Program.tollgate([
      "check", path, "--config", folder + "/tollgate.yaml", "--format", "concise",
    ])
    let capped = result.output.split(separator: "\n").filter { $0.contains("error[all/cap]") }
    #expect(result.code == 1 && capped.count > 400)
    // The same words about all of them: the sum does not depend on the part that a request is in.
    #expect(Set(capped.map { $0.drop { $0 != "]" } }).count == 1)
  }

  @Test func `a warning says that nothing counts what exists where there is no budget`() async throws {
    let result = try await Program.tollgate([
      "check", requests, "--existing", "Examples/vision-train.yaml", "--exit-zero",
    ])
    #expect(result.error.contains("no budget is valid"))
  }

  @Test func `policies and their reference name the budgets`() async throws {
    #expect(try await Program.line(["policy", "check"] + budgets).contains("1 exception, 2 budgets, 0 errors"))
    let docs = try await Program.tollgate(["policy", "docs"] + budgets).output
    #expect(docs.contains("# Budgets") && docs.contains("| `test-accounts` | 3,000.00 USD |"))
  }

  @Test func `what a budget denies is not sent`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let budget = "apiVersion: tollgate/v1\nkind: Budget\nmetadata: {name: all}\n"
    _ = try space.write(budget + "spec: {monthly: 700, currency: USD, requests: {}}\n", to: "budgets.yaml")
    _ = try space.write(
      "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [budgets.yaml]\n", to: "tollgate.yaml")
    let existing = try space.write(RequestText.approved.replacing("vision-train", with: "other"), to: "existing.yaml")
    let denied = try await space.tollgate("submit", "--yes", path, "--existing", existing)
    #expect(denied.code == 1 && denied.output.contains("error[all/cap]") && denied.output.contains("nothing was sent"))
    #expect(space.posts == 0)
    #expect(try await space.tollgate("submit", "--yes", path).code == 0)
    #expect(space.posts == 1)
  }
}
