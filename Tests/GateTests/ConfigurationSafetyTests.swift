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
}
