import Foundation
import TestSupport
import Testing

/// What a check can be told on the command line beside its configuration.
@Suite struct GateControlTests {
  private let organisation = ["--config", "Examples/tollgate.yaml", "Examples/requests", "--format", "concise"]

  @Test(arguments: [
    (
      ["--ignore", "TG5,accelerators,monthly-budget"], 0,
      "3 checked, 3 approved, 0 denied, 2 warnings, 1 excepted, with a part of the rules"
    ),
    (
      ["--ignore", "monthly-budget/cap"], 1,
      "3 checked, 2 approved, 1 denied, 1 error, 3 warnings, 1 excepted, with a part of the rules"
    ),
    (
      ["--select", "cost-savings-outside-production", "--no-exceptions"], 1,
      "3 checked, 2 approved, 1 denied, 1 error, with a part of the rules, without exceptions"
    ),
    (["--exit-zero"], 0, "3 checked, 2 approved, 1 denied, 2 errors, 3 warnings, 1 excepted"),
    (["--no-exceptions"], 1, "3 checked, 1 approved, 2 denied, 3 errors, 3 warnings, without exceptions"),
  ])
  func `what is selected and ignored counts or does not`(
    options: [String], code: Int32, counts: String
  ) async throws {
    let result = try await Program.tollgate(["check"] + organisation + options)
    #expect(result.code == code, "\(result.all)")
    #expect(result.output.split(separator: "\n").last.map(String.init) == counts)
  }

  @Test func `a run that leaves something out says so`() async throws {
    let text = try await Program.tollgate(["check", "Examples/vision-train.yaml", "--ignore", "TG505"])
    #expect(text.output.contains("with a part of the rules"))
    let json = try await Program.tollgate(
      ["check", "Examples/vision-train.yaml", "--ignore", "TG505", "--format", "json"])
    #expect(json.output.contains("\"partial\": true"))
    let whole = try await Program.tollgate(["check", "Examples/vision-train.yaml", "--format", "json"])
    #expect(whole.output.contains("\"partial\": false"))
  }

  @Test(arguments: [
    (["--ignore", "TG101"], "`TG101` cannot be ignored"),
    (["--ignore", "TG999"], "no rule or policy has the code `TG999`"),
    (["--select", "monthly-budgt", "--config", "Examples/tollgate.yaml"], "did you mean `monthly-budget`?"),
    (
      ["--policies", "Examples/organisation"], "the exception `vision-load-test` is not in the configuration's folders"
    ),
    (["--policies", "nowhere"], "nowhere"), (["--ignore", " , "], "names no code"),
    (["--select", ""], "names no code"),
    (["--select", "monthly-budget/nope", "--config", "Examples/tollgate.yaml"], "no rule or policy has the code"),
    (["--exit-zero", "--fail-on", "warning"], "write one of them"),
  ])
  func `what cannot be ignored or added is refused`(options: [String], message: String) async throws {
    let result = try await Program.tollgate(["check", "Examples/vision-train.yaml"] + options)
    #expect(result.code == 2 && result.error.contains(message), "\(result.all)")
  }

  @Test func `a name of a rule is as good as its code, and blanks around it do not matter`() async throws {
    let request = try RequestText.patched("spec: {region: eu-west-9}")
    let all = try await Program.tollgate(["check", "-", "--format", "concise"], input: request)
    let some = try await Program.tollgate(
      ["check", "-", "--format", "concise", "--ignore", "TG512, catalog-age ,"], input: request)
    #expect(all.code == 1 && some.code == 1 && some.output.contains("error[TG301]"), "\(some.all)")
  }

  @Test(arguments: ["utf-16", "escapes", "torn"])
  func `what cannot be parsed is never taken for somebody else's file`(kind: String) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let request = try RequestText.patched("{}")
    let path = folder + "/request.yaml"
    switch kind {
    case "utf-16": try request.data(using: .utf16)?.write(to: URL(fileURLWithPath: path))
    case "escapes":
      try "\"k\\x69nd\": \"Cluster\\x52equest\"\nx: [\n".write(toFile: path, atomically: true, encoding: .utf8)
    default: try "{\"kind\":\"Cluster".write(toFile: path, atomically: true, encoding: .utf8)
    }
    let named = try await Program.tollgate(["check", "--skip-others", "--allow-empty", path])
    #expect(named.code == 2, "\(named.all)")
    guard kind != "torn" else { return }
    let found = try await Program.tollgate(["check", "--allow-empty", folder])
    #expect(found.code == 2, "\(found.all)")
  }

  @Test(arguments: ["json", "sarif", "junit", "gitlab", "markdown", "html", "tap", "rdjson", "ndjson"])
  func `an empty run leaves an empty report`(format: String) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = folder + "/report"
    let result = try await Program.tollgate(["check", "--allow-empty", "-o", "\(format)=\(report)", folder])
    #expect(result.code == 0 && result.output == "nothing to check\n")
    #expect(try !String(contentsOfFile: report, encoding: .utf8).isEmpty)
  }

  @Test func `what is fixed is found whatever is ignored`() async throws {
    let request = try RequestText.patched("metadata: {name: Bad_Name}")
    let result = try await Program.tollgate(["check", "-", "--ignore", "TG", "--format", "concise"], input: request)
    #expect(result.code == 1 && result.output.contains("error[TG1"), "\(result.all)")
  }

  @Test func `policies of the command line count beside those of the configuration`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let policy = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: never}
      spec:
        description: nothing passes
        remediation: give up
        validations: [{name: ever, expression: "object.metadata.name == ''", message: no}]
      """
    try policy.write(toFile: folder + "/never.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(
      ["check", "Examples/vision-train.yaml", "--policies", folder, "--format", "concise"])
    #expect(result.code == 1 && result.output.contains("error[never/ever]"), "\(result.all)")
  }

  @Test func `named files that are no requests can be skipped`() async throws {
    let files = ["Examples/tollgate.yaml", "Examples/vision-train.yaml"]
    #expect(try await Program.tollgate(["check"] + files).code == 1)
    let skipped = try await Program.tollgate(["check", "--skip-others"] + files)
    #expect(skipped.code == 0 && skipped.output.contains("1 skipped"))
    let none = try await Program.tollgate(["check", "--skip-others", "--allow-empty", files[0]])
    #expect(none.code == 0 && none.output == "nothing to check\n")
  }

  @Test func `what decides changed, so everything is checked`() async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    let configuration = history.folder + "/tollgate.yaml"
    try history.write("a.json", "{}")
    try "apiVersion: tollgate/v1\nkind: Configuration\n".write(
      toFile: configuration, atomically: true, encoding: .utf8)
    try history.commit()
    let arguments = ["check", "--changed-since", "HEAD", "--config", configuration, history.folder + "/clusters"]
    #expect(try await Program.tollgate(arguments, folder: history.folder).output == "nothing to check\n")
    try "apiVersion: tollgate/v1\nkind: Configuration\nrules: {TG512: {severity: off}}\n".write(
      toFile: configuration, atomically: true, encoding: .utf8)
    #expect(try await Program.tollgate(arguments, folder: history.folder).output.contains("1 checked"))
  }

  /// A file that git ignores was never seen by it, and a link may bring an old file that was never checked to a new place.
  @Test(arguments: ["ignored", "link", "link to a folder", "moved link"])
  func `what was never checked counts as changed`(kind: String) async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    let manager = FileManager.default
    try manager.createDirectory(atPath: history.folder + "/elsewhere", withIntermediateDirectories: false)
    let wrong = try RequestText.patched("{metadata: {name: never-checked}, spec: {region: us-east-9}}")
    try history.write("a.json", "{}")
    try wrong.write(toFile: history.folder + "/elsewhere/b.json", atomically: true, encoding: .utf8)
    try "clusters/ignored*\n".write(toFile: history.folder + "/.gitignore", atomically: true, encoding: .utf8)
    let link = history.folder + "/clusters/link.json"
    if kind == "moved link" { try manager.createSymbolicLink(atPath: link, withDestinationPath: "a.json") }
    try history.commit()
    switch kind {
    case "ignored":
      try wrong.write(toFile: history.folder + "/clusters/ignored.json", atomically: true, encoding: .utf8)
    case "link": try manager.createSymbolicLink(atPath: link, withDestinationPath: "../elsewhere/b.json")
    case "link to a folder":
      try manager.createSymbolicLink(
        atPath: history.folder + "/clusters/more", withDestinationPath: "../elsewhere")
    default:
      try manager.removeItem(atPath: link)
      try manager.createSymbolicLink(atPath: link, withDestinationPath: "../elsewhere/b.json")
    }
    let result = try await Program.tollgate(
      ["check", "--changed-since", "HEAD", "--format", "concise", "clusters"], folder: history.folder)
    #expect(result.code == 1 && result.output.contains("1 checked"), "\(result.all)")
  }

  @Test func `bills are compared with those of a revision`() async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("a.json", "{}")
    try history.write("b.json", "{metadata: {name: gone}}")
    try history.commit()
    try history.write("a.json", "spec: {instanceTypes: [m7i.2xlarge]}")
    try FileManager.default.removeItem(atPath: history.folder + "/clusters/b.json")
    let result = try await Program.tollgate(["cost", "--since", "HEAD", "clusters"], folder: history.folder)
    #expect(result.code == 0 && result.output.contains("2 requests compared"), "\(result.all)")
    #expect(result.output.contains("gone in us-east-1") && result.output.contains("m7i.2xlarge"))
    let wrong = try await Program.tollgate(["cost", "--since", "nowhere", "clusters"], folder: history.folder)
    #expect(wrong.code == 2 && wrong.error.contains("the commit does not exist"))
  }
}
