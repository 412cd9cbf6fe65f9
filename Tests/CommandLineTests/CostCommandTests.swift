import Foundation
import TestSupport
import Testing

/// `tollgate cost` as its users run it.
@Suite struct CostCommandTests {
  private static let example = "Examples/vision-train.yaml"

  @Test func `a difference exits like the bill`() async throws {
    let request = "Examples/vision-train.yaml"
    for (arguments, code, expected) in [
      (["Tests/Bills/old.yaml", "Tests/Bills/new.yaml"], 0, "5 requests compared, 4 with other costs"),
      ([request, request], 0, "costs what it did"),
      ([request, "--old-cost-profile", "Catalog/cost-profile.yaml"], 0, "costs what it did"),
      ([request, "--old-catalog", "Catalog"], 0, "costs what it did"),
      (["Tests/Bills/old.yaml", "-"], 2, "there is no cluster request"),
      (["-", request], 0, "1 request compared, 1 with other costs"),
      ([request, "Examples/everything-wrong.yaml"], 1, "not compared"),
      ([request, "none.yaml"], 2, "cannot read `none.yaml`"),
      (["Tests/Requests/broken.json", "Examples/everything-wrong.yaml"], 2, "error[TG001]"),
      ([request, "--old-cost-profile", "Tests/Configurations/wrong-profile.yaml"], 2, "error[TG021]"),
      ([request, "--old-catalog", "/none"], 2, "/none"),
      ([request], 2, "--diff compares two paths"),
      ([request, request, request], 2, "--diff compares two paths"),
      (["-", "-"], 2, "standard input can be one"),
      ([request, request, "--format", "focus"], 2, "this report has no format `focus`"),
    ] as [([String], Int32, String)] {
      let result = try await Program.tollgate(["cost", "--diff"] + arguments)
      #expect(result.code == code && result.all.contains(expected), "\(arguments): \(result.code) \(result.all)")
    }
    let alone = try await Program.tollgate(["cost", request, "--old-catalog", "Catalog"])
    #expect(alone.code == 2 && alone.error.contains("are about --diff"))
  }

  @Test func `what cannot be read is neither gone nor new`() async throws {
    for paths in [
      ["Examples/vision-train.yaml", "Tests/Requests/broken.json"], ["none", "Examples/vision-train.yaml"],
    ] {
      for format in ["text", "markdown", "json"] {
        let result = try await Program.tollgate(["cost", "--diff"] + paths + ["--format", format])
        #expect(result.code == 2 && result.output.isEmpty && !result.error.isEmpty, "\(result.all)")
      }
    }
  }

  @Test(arguments: [["cost"], ["cost", "--diff", "Examples/vision-train.yaml"], ["whatif"]])
  func `every command that prices says once that the catalog is old`(command: [String]) async throws {
    let result = try await Program.tollgate(
      command + ["Examples/vision-train.yaml", "--as-of", "2027-06-01"])
    #expect(result.code == 0)
    let text = result.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text == "warning: the catalog is 229 days old, more than 90: install a current catalog (TG512)")
  }

  @Test func `a load above the maximum is an error, and one that a mode cannot carry has no saving`() async throws {
    let over = try await Program.tollgate(["whatif", "Examples/vision-train.yaml", "--load", "9"])
    #expect(over.code == 2 && over.error.contains("normal mode has at most 8"))
    let idle = try await Program.tollgate(
      ["whatif", "-"], input: try RequestText.patched("spec: {workload: {computeNodes: {min: 1, max: 8}, load: 0}}"))
    #expect(idle.code == 2 && idle.error.contains("too few jobs to compare"), "\(idle.all)")
    let former = try await Program.tollgate(
      ["check", "-"],
      input: try RequestText.patched(
        "spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, utilization: 0.35}}"))
    #expect(former.code == 1 && former.output.contains("write `load: 2.45`"))
    let saturated = try await Program.tollgate(
      ["check", "-"],
      input: try RequestText.patched(
        "spec: {costSavings: true, workload: {computeNodes: {min: 1, max: 8}, load: 2.45}}"))
    #expect(saturated.code == 1 && saturated.output.contains("error[TG504]") && saturated.output.contains("no saving"))
    let warned = try await Program.tollgate(
      ["check", "-"],
      input: try RequestText.patched(
        "spec: {costSavings: false, workload: {computeNodes: {min: 1, max: 8}, load: 2.45}}"))
    #expect(warned.code == 0 && warned.output.contains("warning[TG505]"))
  }

  @Test func `a profile without components and a fallback by another unit are refused`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (components, message) in [
      ("[]", "a cost profile needs at least one component"),
      (
        """
        [{name: disks, title: disks, part: fixed, quantity: {normal: 1, costSavings: 1}, reason: r, price: {service: EBS,
          usage: gp3 storage, fallback: {unit: hour, low: 1, expected: 1, high: 1, reason: r}}}]
        """, "it is priced by `GB-month`, not by `hour`"
      ),
    ] {
      let text =
        "apiVersion: tollgate/v1\nkind: CostProfile\nmetadata: {name: p}\ndescription: d\ncomponents: \(components)"
      try text.write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
      let result = try await Program.tollgate(
        ["cost", "Examples/vision-train.yaml", "--cost-profile", folder + "/profile.yaml"])
      #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
    }
  }

  @Test(arguments: [
    (["Examples/requests", "--warm", "1"], "there are 3 requests, and the options of `whatif`"),
    (["Catalog"], "there is no cluster request"), (["nowhere.yaml"], "cannot read `nowhere.yaml`"),
  ])
  func `a comparison that lacks its request, or has too many, says so`(arguments: [String], message: String)
    async throws
  {
    let result = try await Program.tollgate(["whatif"] + arguments)
    #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
  }

  @Test func `options that have no meaning together, or no sense, are refused at once`() async throws {
    for (arguments, message) in [
      (["--trace", "none.swf", "--load", "1"], "are about jobs at random"), (["--idle", "inf"], "write it with units"),
      (["--boot", "180"], "write it with units"), (["--job-minutes", "5"], "write `--job-time 5m`"),
      (["--load", "0"], "--load is 0.0"), (["--format", "junit"], "has no format `junit`"),
    ] {
      let result = try await Program.tollgate(["whatif", "Examples/vision-train.yaml"] + arguments)
      #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
    }
    // What is tried around the answer may not exist at the edge; the answer does.
    let edge = try await Program.tollgate(
      ["whatif", "Examples/vision-train.yaml", "--load", "0.1", "--variation", "10000", "--format", "json"])
    #expect(edge.code == 0 && !edge.output.contains("variability of run times"))
  }

  @Test func `every format is written`() async throws {
    let request = "Examples/vision-train.yaml"
    let tables = [("html", "<!DOCTYPE html>"), ("csv", "section,table,row,kind,column,value\r\n"), ("json", "{")]
    for (format, beginning) in tables + [("markdown", "## Cost of vision-train"), ("focus", "BilledCost,")] {
      let result = try await Program.tollgate(["cost", request, "--format", format])
      #expect(result.code == 0 && result.output.hasPrefix(beginning), "\(result.all)")
    }
    for (format, beginning) in tables + [("markdown", "## What the change costs")] {
      let result = try await Program.tollgate(
        ["cost", "--diff", "Tests/Bills/old.yaml", "Tests/Bills/new.yaml", "--format", format])
      #expect(result.code == 0 && result.output.hasPrefix(beginning), "\(result.all)")
    }
    #expect(try await Program.tollgate(["check", request, "--format", "focus"]).code == 2)
  }

  @Test func `a custom price that nothing has is an error at its place`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try TermsProfile.text().replacingOccurrences(
      of: "instanceType: g6.xlarge", with: "instanceType: g6.xlarg")
    try text.write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(
      ["cost", "Examples/vision-train.yaml", "--cost-profile", folder + "/profile.yaml"])
    #expect(result.code == 2)
    #expect(result.error.contains("error[TG021]: the instance type `g6.xlarg` does not exist"), "\(result.error)")
    let lines = text.components(separatedBy: "\n")
    let line = try #require(lines.firstIndex { $0.contains("g6.xlarg,") }) + 1
    #expect(result.error.contains("profile.yaml:\(line):20"), "\(result.error)")
    #expect(result.error.contains("did you mean `g6.xlarge`?"))
  }

  @Test func `the first request of a repository is all new`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try await Program.line(["cost", "--diff", folder, Self.example])
    #expect(text.contains("vision-train in us-east-1: a new request"))
    let gone = try await Program.line(["cost", "--diff", Self.example, folder], code: 2)
    #expect(gone.contains("there is no cluster request"))
  }

  @Test(arguments: [
    ("{code: XXQ, rate: 0.92, date: 2026-11-01}", 2, "there is no currency `XXQ`"),
    ("{code: EUR, rate: 0.92, date: 2030-01-01}", 0, "the exchange rate of the cost profile is of 2030-01-01"),
    ("{code: EUR, rate: 0.92, date: 2026-02-30}", 2, "`date` should be a day"),
  ])
  func `an unknown currency is an error, a rate of the future a warning`(
    currency: String, code: Int32, message: String
  ) async throws {
    try await Program.withProfile("currency: " + currency) { path in
      for command in ["check", "cost", "whatif"] {
        let text = try await Program.line(
          [command, Self.example, "--as-of", "2026-11-20", "--cost-profile", path], code: code)
        #expect(text.contains(message), "\(command): \(text)")
      }
    }
  }

  @Test func `several requests have a table of what they cost, each and together`() async throws {
    let text = try await Program.line(["cost", "Examples/requests"])
    #expect(text.contains("All requests") && text.contains("= all together"))
    let alone = try await Program.line(["cost", Self.example])
    #expect(!alone.contains("All requests"))
    let compared = try await Program.json(["whatif", "Examples/requests"])
    let requests = try #require(compared["requests"] as? [[String: Any]])
    #expect(requests.map { $0["name"] as? String } == ["platform-ci-stg", "vision-load-test", "lang-pretrain-prod"])
    // Each has the mode that a comparison of it alone recommends, and the sum is that of the single bills.
    var sum = 0.0
    for request in requests {
      let source = try #require(request["source"] as? [String: Any])
      let single = try await Program.json(["whatif", try #require(source["file"] as? String)])
      let recommendation = try #require(single["recommendation"] as? String)
      let better = try #require(request["betterMode"] as? String)
      #expect(recommendation.hasPrefix(better == "normal" ? "Normal mode" : "Cost-savings mode"))
      let (study, estimates) = (single["study"] as? [String: Any], request["estimates"] as? [String: Any])
      let selected = try #require(estimates?["selected"] as? String)
      let monthly = (study?[selected] as? [String: Any])?["monthly"] as? [String: Any]
      let expected = try #require(monthly?["expected"] as? String)
      sum += Double(expected) ?? .nan
    }
    let together = (compared["total"] as? [String: Any])?["selected"] as? [String: Any]
    let month = together?["month"] as? [String: Any]
    let expected = try #require(month?["expected"] as? String)
    #expect(abs(sum - (Double(expected) ?? 0)) < 0.01)
  }

  @Test(arguments: ["computeNodes: {min: 1.5, max: 2}", "computeNodes: {min: 1, max: \"80\"}", "load: \"5\""])
  func `a workload of wrong types is not priced by defaults`(workload: String) async throws {
    for command in ["cost", "whatif"] {
      let result = try await Program.tollgate(
        [command, "-"], input: try RequestText.patched("spec: {workload: {\(workload)}}"))
      #expect(result.code == 1 && !result.output.contains("expected"), "\(command): \(result.all)")
    }
  }

  @Test func `a day of the largest bills is twenty-four hours`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      apiVersion: tollgate/v1
      kind: CostProfile
      metadata: {name: p}
      description: d
      components:
        - {name: a, title: a, part: fixed, quantity: {normal: 100000000000000, costSavings: 1}, reason: r,
           price: {service: EKS, usage: "cluster, standard support"}}
      """
    try text.write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
    let line = try await Program.line(["cost", Self.example, "--cost-profile", folder + "/profile.yaml"])
    #expect(line.contains("7,300,000,000,000,000.00 240,000,000,000,000.00 10,000,000,000,000.00"), "\(line)")
  }

  @Test func `a region that does not exist has no prices by fallback`() async throws {
    let result = try await Program.tollgate(["cost", "-"], input: try RequestText.patched("spec: {region: mars-1}"))
    #expect(result.output.contains("≥ 0.00") && !result.output.contains("inferred"), "\(result.all)")
  }
}
