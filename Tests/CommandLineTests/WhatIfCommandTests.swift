import Foundation
import TestSupport
import Testing

/// Runs `tollgate whatif` as a user does.
@Suite struct WhatIfCommandTests {
  private let request = "Examples/vision-train.yaml"
  private let scenarios = ["--scenarios", "Examples/scenarios.yaml"]

  /// The arguments for the example's scenarios and a committed one with prices of its own.
  private func withCommitted<Result>(_ run: ([String]) async throws -> Result) async throws -> Result {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/committed.yaml"
    let text = """
      apiVersion: tollgate/v1
      kind: Scenario
      metadata: {name: committed}
      spec:
        purchase: {commitment: {years: 1}}
        prices: {source: ours, asOf: 2026-10-15, usdPerHour: {m7i.xlarge: 0.13104, g6.xlarge: 0.52312}}

      """
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return try await run(scenarios + ["--scenarios", path])
  }

  @Test func `the example's scenarios stand beside the two modes, in text and in JSON`() async throws {
    let arguments = ["whatif", request, "--load", "0.1"] + scenarios
    let text = try await Program.tollgate(arguments)
    #expect(text.code == 0 && text.error.isEmpty)
    let json = try await Program.tollgate(arguments + ["--format", "json"])
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let others = try #require(report["others"] as? [[String: Any]])
    #expect(others.compactMap { $0["name"] as? String } == ["scale-to-zero", "stockholm", "spot"])
    for one in others {
      let name = try #require(one["name"] as? String)
      #expect(text.output.contains("\n  \(name) "))
      #expect(one["isPriced"] as? Bool == true)
      #expect((one["bill"] as? [String: Any])?["lines"] as? [[String: Any]] != nil)
      #expect(one["saving"] as? String != nil)
    }
    #expect((report["checks"] as? [Any])?.isEmpty ?? false)
  }

  @Test(arguments: [
    ("spec: {purchase: spot}", "s.yaml:4:18"), ("spec: {regoin: us-east-2}", "did you mean `region`?"),
    ("spec: {region: us-est-1}", "did you mean `us-east-1`?"),
    ("spec: {computeNodes: {min: 9}}", "s.yaml:4:28"),
    ("spec: {prices: {source: x, asOf: 2026-11-20, usdPerHour: {g6.xlrge: 1}}}", "s.yaml:4:59"),
  ])
  func `a mistake in a scenario exits with 2 and is shown at its place`(spec: String, shown: String) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = "apiVersion: tollgate/v1\nkind: Scenario\nmetadata: {name: a}\n\(spec)\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/s.yaml"))
    let result = try await Program.tollgate(["whatif", request, "--scenarios", folder + "/s.yaml"])
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.error.contains(shown), "\(result.error)")
  }

  @Test func `an unpriced scenario says so`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text =
      "{apiVersion: tollgate/v1, kind: Scenario, metadata: {name: a}, spec: {purchase: {commitment: {years: 3}}}}"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/s.yaml"))
    let arguments = ["whatif", request, "--load", "0.1", "--scenarios", folder + "/s.yaml"]
    let result = try await Program.tollgate(arguments)
    #expect(result.output.contains("unpriced"))
    #expect(
      result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("since neither the scenario nor the catalog has a price with a commitment for 3 years of g6.xlarge"))
  }

  @Test(arguments: [
    ["--backfill"], ["--load-profile", "none.yaml"], ["--load-profile", "Examples/vision-train.yaml"],
    ["--scenarios", "none.yaml"], ["--scenarios", "Examples/vision-train.yaml"],
    ["--load-profile", "office-hours", "--trace", "x.swf"],
  ])
  func `options that make no sense are refused`(options: [String]) async throws {
    let result = try await Program.tollgate(["whatif", request] + options)
    #expect(result.code != 0 && !result.error.isEmpty && result.output.isEmpty)
  }

  @Test func `the assumption that makes the saving is named, and varied like the others`() async throws {
    let text = try await Program.line(["whatif", request])
    #expect(
      text.contains("99.7 % of the saving comes from components whose numbers the cost profile assumes: management"))
    #expect(text.contains("management and builder nodes, with their disks 20 % less"))
  }

  @Test func `a what-if says which terms apply to its prices, and claims no list prices`() async throws {
    try await Program.withProfile("discounts: [{service: EC2, percent: 20, reason: private pricing}]") { path in
      let text = try await Program.line(["whatif", request, "--cost-profile", path])
      #expect(text.contains("changed by discount of 20 % on EC2: private pricing"))
      let page = try await Program.line(["whatif", request, "--cost-profile", path, "--format", "html"])
      #expect(page.contains("private pricing") && !page.contains("list prices"))
    }
  }

  @Test(arguments: [["--cost-profile"], []])
  func `markups raise every saving of a scenario in proportion`(option: [String]) async throws {
    try await Program.withProfile("markups: [{service: all, percent: 50, reason: overhead}]") { path in
      let answer = try await withCommitted { scenarios in
        try await Program.json(["whatif", request] + scenarios + (option.isEmpty ? [] : option + [path]))
      }
      let others = try #require(answer["others"] as? [[String: Any]])
      let savings = others.compactMap { ($0["saving"] as? String).flatMap(Double.init) }
      let plain = [328.32, -116.60, 184.45, 128.57]
      for (saving, one) in zip(savings, plain) {
        #expect(abs(saving - one * (option.isEmpty ? 1 : 1.5)) < 0.02, "\(savings)")
      }
      #expect(savings.count == plain.count)
    }
  }

  @Test func `FOCUS tells spot capacity and commitments by their category, beside the on-demand price`() async throws {
    let result = try await withCommitted {
      try await Program.tollgate(["whatif", request] + $0 + ["--format", "focus"])
    }
    let header = try #require(result.output.split(whereSeparator: \.isNewline).first)
    #expect(header.contains(",ListUnitPrice,") && header.contains(",SubAccountId,"))
    #expect(result.output.contains(",Dynamic,") && result.output.contains(",Committed,"))
  }

  @Test func `series have colors of their own, in both schemes`() async throws {
    let page = try await withCommitted {
      try await Program.tollgate(["whatif", request] + $0 + ["--format", "html"])
    }
    let schemes = page.output.components(separatedBy: "--other-1:").dropFirst()
    #expect(schemes.count == 2, "one for light and one for dark pages")
    for scheme in schemes {
      let colors = ("--other-1:" + scheme).components(separatedBy: "--other-").dropFirst().prefix(6).compactMap {
        $0.split(separator: "#").dropFirst().first.map { String($0.prefix(6)) }
      }
      #expect(Set(colors).count == 6, "\(colors)")
    }
    for number in 1...4 { #expect(page.output.contains("class=\"key other-\(number)\"")) }
  }

  @Test func `a mode that cannot run some of the jobs is no alternative`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = (0..<300).map { "\($0 * 1_200),600,\($0 % 2 + 1)" }
    try (["arrival,duration,processors"] + lines).joined(separator: "\n")
      .write(toFile: folder + "/jobs.csv", atomically: true, encoding: .utf8)
    let text = try await Program.line(["whatif", request, "--trace", folder + "/jobs.csv"])
    #expect(
      text.contains("Normal mode: cost-savings mode cannot carry the load, since 150 of 300 jobs need more nodes"),
      "\(text)")
    #expect(text.contains("saving none") && !text.contains("saves"))
    // A node of two processors runs them all.
    let fitting = try await Program.line(
      ["whatif", request, "--trace", folder + "/jobs.csv", "--processors-per-node", "2"])
    #expect(fitting.contains("Cost-savings mode: it saves"), "\(fitting)")
  }

  @Test func `where no price is known no mode is the better one`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["one", "two"] {
      try RequestText.patched("{metadata: {name: \(name)}, spec: {region: cn-north-1, costSavings: false}}")
        .write(toFile: folder + "/\(name).json", atomically: true, encoding: .utf8)
    }
    let several = try await Program.line(["whatif", folder])
    #expect(several.contains("None should ask for another mode") && several.contains("unknown"), "\(several)")
    let one = try await Program.line(["whatif", folder + "/one.json"])
    #expect(one.contains("No mode can be called the better one, since prices are not known"), "\(one)")
  }

  @Test(arguments: [50.0, 300]) func `a simulation of many nodes lasts until they settle`(load: Double) async throws {
    let answer = try await Program.json(
      ["whatif", "-", "--load", "\(load)"],
      input: try RequestText.patched("spec: {workload: {computeNodes: {min: 1, max: 1000}}}"))
    let normal = try #require((answer["study"] as? [String: Any])?["normal"] as? [String: Any])
    let simulated = try #require(normal["simulated"] as? [String: Any])
    let nodes = try #require((simulated["meanNodes"] as? [String: Any])?["mean"] as? Double)
    #expect(nodes > load && nodes < 1.1 * load)
  }

  @Test func `one node is never the better choice for jobs of which some need more`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "arrival,duration,processors\n0,5000,4\n3000,5000,4\n6000,5000,4\n300000,1,1\n"
      .write(toFile: folder + "/jobs.csv", atomically: true, encoding: .utf8)
    let text = try await Program.line(["whatif", request, "--trace", folder + "/jobs.csv"])
    #expect(text.contains("3 of 4 jobs need more nodes") && text.contains("At no load is cost-savings mode"), "\(text)")
    try "arrival,duration,processors\n0,0,1\n259200,0,1\n"
      .write(toFile: folder + "/none.csv", atomically: true, encoding: .utf8)
    let none = try await Program.line(["whatif", request, "--trace", folder + "/none.csv"], code: 2)
    #expect(none.contains("no job of the trace keeps a node busy"), "\(none)")
  }

  @Test func `what saves nothing is no better choice`() async throws {
    try await Program.withProfile("discounts: [{service: all, percent: 100, reason: free}]") { path in
      let text = try await Program.line(["whatif", request, "--cost-profile", path])
      #expect(text.contains("Normal mode: both cost the same") && !text.contains("it saves"), "\(text)")
    }
  }
}
