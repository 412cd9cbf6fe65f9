import Foundation
import TestSupport
import Testing

/// Runs `tollgate whatif` as a user does.
@Suite struct WhatIfCommandTests {
  private let request = "Examples/vision-train.yaml"

  @Test func `the example's scenarios stand beside the two modes, in text and in JSON`() async throws {
    let arguments = ["whatif", request, "--load", "0.1", "--scenarios", "Examples/scenarios.yaml"]
    let text = try await Program.tollgate(arguments)
    #expect(text.code == 0 && text.error.isEmpty)
    let json = try await Program.tollgate(arguments + ["--format", "json"])
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let others = try #require(report["others"] as? [[String: Any]])
    #expect(others.compactMap { $0["name"] as? String } == ["scale-to-zero", "stockholm", "spot", "committed"])
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
}
