import Foundation
import TestSupport
import Testing

@Suite struct BaselineCommandTests {
  private struct Workspace {
    let folder: String
    func write(_ name: String, _ text: String) throws {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    func check(_ arguments: String...) async throws -> Program.Result {
      try await Program.tollgate(["check"] + arguments, folder: folder)
    }
  }

  private func workspace() throws -> Workspace {
    let workspace = Workspace(folder: try Repository.temporaryFolder())
    try FileManager.default.createDirectory(
      atPath: workspace.folder + "/clusters", withIntermediateDirectories: false)
    try workspace.write(
      "clusters/old.json", RequestText.patched("{metadata: {name: old}, spec: {instanceTypes: [x9.huge]}}"))
    return workspace
  }

  @Test func `a baseline excuses what was there, denies what is new, and tells what was mended`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    let written = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    #expect(written.code == 0 && written.error.contains("baseline.yaml excuses 1 finding"), "\(written.all)")
    let excused = try await workspace.check("clusters", "--baseline", "baseline.yaml")
    #expect(excused.code == 0 && excused.output.contains("baselined error[TG401]"), "\(excused.all)")
    #expect(excused.output.contains("1 approved, 0 denied, 1 baselined"))

    try workspace.write(
      "clusters/new.json", RequestText.patched("{metadata: {name: new}, spec: {instanceTypes: [x9.huge]}}"))
    let new = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--format", "concise")
    #expect(new.code == 1 && new.output.contains("new.json:1:"), "\(new.all)")

    try FileManager.default.removeItem(atPath: workspace.folder + "/clusters/new.json")
    try workspace.write("clusters/old.json", RequestText.patched("{metadata: {name: old}}"))
    let stale = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--format", "concise")
    #expect(stale.code == 0 && stale.output.contains("baseline.yaml:5:3: warning[TG605]"), "\(stale.all)")
    let strict = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--fail-on", "warning")
    #expect(strict.code == 1 && strict.output.contains("TG401 is no longer found in `old`"), "\(strict.all)")
    let again = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    #expect(again.code == 0 && again.error.contains("excuses 0 findings"))
  }

  @Test func `what a run does not read stays in the baseline`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    try workspace.write("other.json", RequestText.patched("{metadata: {name: other}}"))
    let other = try await workspace.check("other.json", "--baseline", "baseline.yaml")
    #expect(other.code == 0 && !other.output.contains("TG605"), "\(other.all)")
    _ = try await workspace.check("other.json", "--write-baseline", "baseline.yaml")
    #expect(try await workspace.check("clusters", "--baseline", "baseline.yaml").code == 0)
  }

  @Test func `an unreadable request leaves the baseline as it was`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    let before = try String(contentsOfFile: workspace.folder + "/baseline.yaml", encoding: .utf8)
    try workspace.write("clusters/broken.yaml", "apiVersion: tollgate/v1\nkind: [")
    #expect(try await workspace.check("clusters", "--write-baseline", "baseline.yaml").code == 2)
    #expect(try String(contentsOfFile: workspace.folder + "/baseline.yaml", encoding: .utf8) == before)
  }

  @Test(arguments: [
    (["--baseline", "missing.yaml"], "missing.yaml"),
    (["--write-baseline", "b.yaml", "--select", "TG4"], "--write-baseline needs all rules"),
    (["--write-baseline", "b.yaml", "--baseline", "b.yaml"], "leave --baseline out"),
  ])
  func `what makes no sense is refused`(options: [String], message: String) async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    let result = try await Program.tollgate(["check", "clusters"] + options, folder: workspace.folder)
    #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
  }

  @Test func `what is excused is in SARIF only where somebody asks for suppressions`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    let plain = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--format", "sarif")
    #expect(!plain.output.contains("TG401"))
    let asked = try await workspace.check(
      "clusters", "--baseline", "baseline.yaml", "--format", "sarif", "--sarif-suppressions")
    #expect(asked.output.contains("\"ruleId\": \"TG401\"") && asked.output.contains("\"suppressions\""))
    let open = try await workspace.check("clusters", "--format", "sarif", "--sarif-suppressions")
    #expect(open.output.contains("\"ruleId\": \"TG401\"") && !open.output.contains("\"suppressions\""))
  }

  @Test func `pinned policies are what they were, or nothing is checked`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    try FileManager.default.createDirectory(
      atPath: workspace.folder + "/rules", withIntermediateDirectories: false)
    let policy = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: mode}
      spec: {validations: [{name: saving, expression: object.spec.costSavings}]}

      """
    try workspace.write("rules/b.yaml", policy)
    try workspace.write("rules/a.yaml", policy.replacingOccurrences(of: "mode", with: "other"))
    let printed = try await Program.tollgate(["policy", "digest", "rules", "rules/a.yaml"], folder: workspace.folder)
    let digests = printed.output.split(separator: "\n").map { String($0.prefix(64)) }
    let sums = try await Program.run(
      "/bin/sh", ["-c", "cd rules && sha256sum *.yaml | sha256sum; sha256sum a.yaml"], folder: workspace.folder)
    #expect(digests == sums.output.split(separator: "\n").map { String($0.prefix(64)) })
    func configure(_ entries: String) throws {
      try workspace.write("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [\(entries)]\n")
    }
    try workspace.write("clusters/old.json", RequestText.patched("{}"))
    try configure("{path: rules, sha256: \(digests[0])}")
    #expect(try await workspace.check("clusters").code == 0)
    try workspace.write("rules/b.yaml", policy + "# changed\n")
    let changed = try await workspace.check("clusters")
    #expect(changed.code == 2 && changed.error.contains("tollgate.yaml:3:"), "\(changed.all)")
    #expect(changed.error.contains("have the SHA-256 digest"))
    try configure("{path: rules/a.yaml, sha256: \(digests[1])}, rules/b.yaml")
    #expect(try await workspace.check("clusters").code == 0)
    try configure("{path: rules, sha256: ABC}")
    #expect(try await workspace.check("clusters").error.contains("64 hexadecimal digits"))
    try configure("{path: rules}")
    #expect(try await workspace.check("clusters").error.contains("lacks the field `sha256`"))
  }

  @Test(arguments: [("json", "-o names a file: write `-o json=PATH`"), ("wat", "`-o wat` names no format")])
  func `a report without a place is told how to get one`(word: String, message: String) async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    let result = try await workspace.check("clusters", "-o", word)
    #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
  }
}
