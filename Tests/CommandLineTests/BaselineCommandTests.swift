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
    #expect(open.output.contains("\"ruleId\": \"TG401\"") && open.output.contains("\"suppressions\": []"))
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

  /// A name that is canonically another, one with a line break that looks like two lines of the list, one more file.
  @Test(arguments: ["rules/\u{301}x.yaml", "rules/a.yaml\nb.yaml", "rules/c.yaml"])
  func `no name of a file hides it from a pin`(name: String) async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    try FileManager.default.createDirectory(
      atPath: workspace.folder + "/rules", withIntermediateDirectories: false)
    func policy(_ name: String) -> String {
      "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: \(name)}\n"
        + "spec: {validations: [{name: a, expression: object.spec.costSavings}]}\n"
    }
    try workspace.write("rules/a.yaml", policy("a"))
    let before = try await Program.tollgate(["policy", "digest", "rules"], folder: workspace.folder)
    try workspace.write(name, policy("b"))
    let after = try await Program.tollgate(["policy", "digest", "rules"], folder: workspace.folder)
    #expect(before.code == 0 && after.code == 0 && before.output != after.output)
    try workspace.write(
      "tollgate.yaml",
      "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [{path: rules, sha256: \(before.output.prefix(64))}]\n")
    for command in [["check", "clusters"], ["policy", "check"]] {
      let result = try await Program.tollgate(command, folder: workspace.folder)
      #expect(result.code == 2 && result.error.contains("SHA-256"), "\(command): \(result.all)")
    }
  }

  @Test func `a line excuses only what it says`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    let text = try String(contentsOfFile: workspace.folder + "/baseline.yaml", encoding: .utf8)
    try workspace.write("baseline.yaml", text.replacingOccurrences(of: "clusters/old.json", with: "docs/harmless.json"))
    #expect(try await workspace.check("clusters", "--baseline", "baseline.yaml").code == 1)
    try workspace.write("baseline.yaml", text)
    #expect(try await workspace.check("clusters", "--baseline", "baseline.yaml").code == 0)
    // Another value in the same field is another finding.
    try workspace.write(
      "clusters/old.json", RequestText.patched("{metadata: {name: old}, spec: {instanceTypes: [y9.huge]}}"))
    #expect(try await workspace.check("clusters", "--baseline", "baseline.yaml").code == 1)
  }

  @Test func `the configuration names a baseline, which an audit does not obey`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    try workspace.write("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\nbaseline: baseline.yaml\n")
    #expect(try await workspace.check("clusters").code == 0)
    #expect(try await workspace.check("clusters", "--no-exceptions").code == 1)
    let both = try await workspace.check("clusters", "--no-exceptions", "--baseline", "baseline.yaml")
    #expect(both.code == 2 && both.error.contains("leave the baseline out"))
    let submitted = try await Program.tollgate(
      ["submit", "--dry-run", "clusters"], folder: workspace.folder,
      environment: ["LIGHTNING_EXTERNAL_ID": "an-id-of-a-test"])
    #expect(submitted.code == 1, "\(submitted.all)")
  }

  @Test func `fixing one of many never denies`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    func write(_ types: Range<Int>) throws {
      let types = types.map { "x\($0).huge" }.joined(separator: ", ")
      try workspace.write(
        "clusters/old.json", RequestText.patched("{metadata: {name: old}, spec: {instanceTypes: [\(types)]}}"))
    }
    try write(0..<25)
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    for (types, code) in [(0..<25, 0), (3..<25, 0), (9..<25, 0), (0..<26, 1)] as [(Range<Int>, Int32)] {
      try write(types)
      let result = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--format", "concise")
      #expect(result.code == code, "\(types): \(result.output.suffix(200))")
    }
  }

  @Test func `what policies could not judge stays in the baseline`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    try workspace.write(
      "policy.yaml",
      """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: where}
      spec: {validations: [{name: region, expression: object.spec.region == 'us-west-2'}]}
      """)
    try workspace.write("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policy.yaml]\n")
    try workspace.write("clusters/old.json", RequestText.patched("{metadata: {name: old}}"))
    _ = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    try workspace.write("clusters/old.json", RequestText.patched("{metadata: {name: old}, spec: {costSavings: 'yes'}}"))
    let broken = try await workspace.check("clusters", "--write-baseline", "baseline.yaml")
    #expect(broken.code == 1)
    try workspace.write("clusters/old.json", RequestText.patched("{metadata: {name: old}}"))
    let again = try await workspace.check("clusters", "--baseline", "baseline.yaml")
    #expect(again.code == 0 && again.output.contains("1 baselined"), "\(again.all)")
  }

  @Test func `a changed baseline means that everything is checked`() async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("a.json", "{metadata: {name: old}, spec: {instanceTypes: [x9.huge]}}")
    _ = try await Program.tollgate(
      ["check", "clusters", "--write-baseline", "baseline.yaml"], folder: history.folder)
    try history.commit()
    let arguments = ["check", "clusters", "--baseline", "baseline.yaml", "--changed-since", "HEAD"]
    #expect(try await Program.tollgate(arguments, folder: history.folder).output == "nothing to check\n")
    try "apiVersion: tollgate/v1\nkind: Baseline\nfindings:\n".write(
      toFile: history.folder + "/baseline.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(arguments, folder: history.folder)
    #expect(result.code == 1 && result.output.contains("every file, since baseline.yaml changed"), "\(result.all)")
  }

  /// The line of a group, which stands for findings that are not listed, is believed as little as any other.
  @Test func `a line for many findings excuses nothing without its fingerprint`() async throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace.folder) }
    try workspace.write(
      "baseline.yaml",
      """
      apiVersion: tollgate/v1
      kind: Baseline
      findings:
      - {code: TG401, file: clusters/old.json, request: old, more: 1000, fingerprint: \(String(repeating: "a", count: 64))}
      """)
    let result = try await workspace.check("clusters", "--baseline", "baseline.yaml", "--format", "concise")
    #expect(result.code == 1 && result.output.contains("baseline.yaml:4:3: warning[TG605]"), "\(result.all)")
  }
}
