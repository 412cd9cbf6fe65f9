import Costs
import Platform
import Rules
import Findings
import Foundation
import Glibc
import Requests
import TestSupport
import Testing

@testable import Gate

@Suite struct ConfigurationSafetyTests {
  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(
      SourceFile(name: "tollgate.yaml", text: "apiVersion: tollgate/v1\nkind: Configuration\n" + text))
  }

  @Test(arguments: [
    ("[TEAM_EXTERNAL_ID]", "TEAM_EXTERNAL_ID", true), ("[TEAM_EXTERNAL_ID]", "TEAM_EXTERNAL_ID_2", false),
    ("[TEAM_*]", "TEAM_A", true), ("[TEAM_*]", "TEAM_TOKEN", false), ("[A, B]", "B", true),
    ("[TEAM_*]", "LIGHTNING_EXTERNAL_ID", false), ("[]", "LIGHTNING_EXTERNAL_ID", false),
  ])
  func `a configuration says which variables may hold an external id`(
    patterns: String, variable: String, isAllowed: Bool
  ) throws {
    let rules = try configuration("externalIdVariables: \(patterns)").rules
    #expect(rules.allowsExternalId(from: variable) == isAllowed)
    #expect(rules.enforced.allowsExternalId(from: variable) == isAllowed)
  }

  @Test(arguments: [
    ("'*'", "`*` is not the name of a variable, or the beginning of one with `*` behind it"),
    ("'A*B'", "`A*B` is not the name of a variable, or the beginning of one with `*` behind it"),
    ("''", "`` is not the name of a variable, or the beginning of one with `*` behind it"),
    ("AWS_*", "`AWS_*` names variables that hold other credentials"),
    ("GITHUB_TOKEN", "`GITHUB_TOKEN` names variables that hold other credentials"),
  ])
  func `a pattern that would let other secrets through is refused`(pattern: String, message: String) {
    let error = #expect(throws: GateError.self) { try configuration("externalIdVariables: [\(pattern)]") }
    guard case .configuration(let findings, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(findings.map(\.message) == [message])
  }

  @Test(arguments: ["file", "dangling link", "folder", "pipe", "device"])
  func `whatever has the name of a configuration is the nearest one`(kind: String) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/" + Configuration.fileName
    switch kind {
    case "file": try Data().write(to: URL(fileURLWithPath: path))
    case "dangling link": #expect(symlink("vendor/none.yaml", path) == 0)
    case "folder": #expect(mkdir(path, 0o755) == 0)
    case "pipe": #expect(mkfifo(path, 0o644) == 0)
    default: #expect(symlink("/dev/null", path) == 0)
    }
    #expect(mkdir(folder + "/below", 0o755) == 0)
    #expect(Configuration.nearest(to: folder + "/below") == path)
  }

  @Test func `a variable that is not allowed is not read`() throws {
    let text = try RequestText.patched("spec: {externalIdFrom: {env: PATH}}")
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let resolved = try Repository.gate().enforcing.resolvingExternalId(of: draft)
    #expect(resolved.externalId?.value == .environment(variable: "PATH"))
  }

  private static let fixed = """
    workload:
      - labels: {environment: prod}
        assume: {computeNodes: {min: 2, max: 8}, load: 1.5}
        reason: measured
      - assume: {computeNodes: {min: 1, max: 4}, load: 0.5}
        reason: what others use
    """

  /// The verdict on a request that claims one node at a hundredth, with `fixed` in the configuration or not.
  private func verdict(_ labels: String, isFixed: Bool, costSavings: Bool = false) throws -> Verdict {
    let text = try RequestText.patched(
      """
      metadata: {labels: {\(labels)}}
      spec: {costSavings: \(costSavings), workload: {computeNodes: {min: 1, max: 1}, load: 0.01}}
      """)
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(), rules: .standard,
      policies: nil, workloads: isFixed ? try configuration(Self.fixed).workloads : .none,
      asOf: try #require(CalendarDate("2026-11-20")))
    return gate.evaluate(draft)
  }

  @Test(arguments: [
    ("environment: prod, team: a", "1.5", "8"), ("team: a", "0.5", "4"), ("environment: dev", "0.5", "4"),
  ])
  func `a request is priced by the workload that the configuration fixes`(
    labels: String, load: String, most: String
  ) throws {
    let verdict = try verdict(labels, isFixed: true)
    let comparison = try #require(verdict.bills?.computed)
    #expect("\(comparison.outlook.load.expected)" == load)
    #expect("\(comparison.normal.computeNodes.high)" == most)
    #expect(comparison.outlook.workload.fixedBecause != nil)
    // What the request says, and what it is known by, stays.
    let claimed = try self.verdict(labels, isFixed: false)
    #expect(verdict.request?.workload.maximumNodes == 1)
    #expect(verdict.digest == claimed.digest)
    #expect(claimed.bills?.computed.outlook.workload.fixedBecause == nil)
  }

  @Test func `the rules about load are about the fixed one`() throws {
    let denied = try verdict("environment: prod", isFixed: true, costSavings: true)
    let finding = try #require(denied.findings.first { $0.code == "TG504" })
    #expect(finding.notes.contains("the configuration fixes the workload: measured"))
    #expect(denied.bills?.computed.savings == nil)
    #expect(try verdict("environment: prod", isFixed: false, costSavings: true).findings.isEmpty)
  }

  @Test(arguments: [
    ("{assume: {computeNodes: {min: 1, max: 8}, load: 0.5}}", "`workload` lacks the field `reason`"),
    ("[]", "`workload` is empty"),
    ("{assume: {computeNodes: {min: 1, max: 8}, load: 0.5}, reason: \"\"}", "`reason` is empty"),
    ("{reason: a}", "`workload` lacks the field `assume`"),
    ("{assume: {load: 0.5}, reason: a}", "`assume` lacks the field `computeNodes`"),
    ("{assume: {computeNodes: {min: 9, max: 8}, load: 0.5}, reason: a}", "no cluster can have this workload"),
    ("{assume: {computeNodes: {min: 1, max: 8}, load: 9}, reason: a}", "no cluster can have this workload"),
    (
      "[{assume: {computeNodes: {min: 1, max: 8}, load: 1}, reason: a}, {assume: {computeNodes: {min: 1, max: 8}, load: 1}, reason: b}]",
      "this entry is never used: an entry before it matches all that it matches"
    ),
  ])
  func `a workload that makes no sense is refused`(text: String, message: String) {
    let error = #expect(throws: GateError.self) { try configuration("workload: \(text)") }
    guard case .configuration(let findings, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(findings.map(\.message) == [message])
  }
}
