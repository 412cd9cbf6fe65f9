import Rules
import Requests
import Catalog
import Costs
import Findings
import Foundation
import Platform
import TestSupport
import Testing

@testable import Gate

@Suite struct GateTests {
  @Test func `a good request is approved without a word`() throws {
    let draft = try #require(RequestText.drafts(RequestText.approved).first)
    let verdict = try Repository.gate().evaluate(draft)
    #expect(verdict.isApproved)
    #expect(verdict.findings == [])
    #expect(verdict.bills != nil)
    #expect(verdict.digest?.description.hasPrefix("sha256:") == true)
  }

  @Test func `one mistake of form does not hide the others`() throws {
    let patch =
      "metadata: {name: Bad_Name}\nspec: {region: us-est-1, costSavings: null, instanceTypes: [nope.large], roleArn: x}"
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    let verdict = try Repository.gate().evaluate(draft)
    #expect(!verdict.isApproved)
    #expect(Set(verdict.findings.map(\.code)) == ["TG014", "TG101", "TG201", "TG301", "TG401"])
    #expect(verdict.bills == nil)
    #expect(verdict.digest == nil)
  }

  @Test func `a gate gives the same verdict from every task`() async throws {
    let gate = try Repository.gate()
    let draft = try #require(RequestText.drafts(RequestText.approved).first)
    let digests = await withTaskGroup(of: Digest?.self) { group in
      for _ in 0..<16 { group.addTask { gate.evaluate(draft).digest } }
      return await group.reduce(into: Set<Digest?>()) { $0.insert($1) }
    }
    #expect(digests.count == 1)
  }

  @Test func `a gate can be made of a folder and asked about a file`() throws {
    let day = try #require(CalendarDate("2026-11-20"))
    let gate = try Gate(
      configuration: .standard, catalog: Repository.catalogPath, asOf: day, loader: Repository.loader)
    #expect(try gate.verdicts(onFile: Repository.path + "/Examples/vision-train.yaml").map(\.isApproved) == [true])
    #expect(throws: FileError.self) { try gate.verdicts(onFile: Repository.path + "/none.yaml") }
    #expect(throws: GateError.self) {
      try Gate(configuration: .standard, catalog: Repository.path + "/none", asOf: day)
    }
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("a: [".utf8).write(to: URL(fileURLWithPath: folder + "/broken.yaml"))
    #expect(throws: UnreadableDocuments.self) { try gate.verdicts(onFile: folder + "/broken.yaml") }
  }

  @Test(arguments: [
    "name: \(secret)", "region: \(secret)", "instanceTypes: [\(secret)]", "roleArn: \(secret)", "provider: \(secret)",
  ])
  func `no finding repeats the external id`(field: String) throws {
    let place = field.hasPrefix("name") ? "metadata" : "spec"
    var patch = "\(place): {\(field)}"
    patch += place == "spec" ? "" : "\nspec: {region: mars-1}"
    let text = try RequestText.patched(patch).replacing(
      #""externalIdFrom":{"env":"LIGHTNING_EXTERNAL_ID"}"#, with: #""externalId":"\#(Self.secret)""#)
    #expect(text.contains("externalId\""))
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let findings = try Repository.gate().evaluate(draft).findings
    #expect(!findings.isEmpty)
    for finding in findings {
      for text in [finding.message] + finding.help + finding.notes { #expect(!text.contains(Self.secret)) }
    }
  }

  private static let secret = "Mars_External_77"

  @Test func `a cost beyond exact arithmetic denies`() throws {
    let text = """
      apiVersion: tollgate/v1
      kind: CostProfile
      metadata: {name: huge}
      description: huge
      components:
        - name: huge
          title: huge
          part: fixed
          price: {service: EKS, usage: "cluster, standard support"}
          quantity: {normal: 99999999999999999999999999999, costSavings: 1}
          reason: huge
      """
    let profile = try CostProfile(SourceFile(name: "p.yaml", text: text))
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: profile, rules: .standard, policies: nil, asOf: Repository.day
    )
    let draft = try #require(RequestText.drafts(RequestText.approved).first)
    #expect(gate.evaluate(draft).findings.map(\.code) == ["TG513"])
    #expect(!gate.evaluate(draft).isApproved)
  }
}

@Suite struct ConfigurationTests {
  private func configuration(_ rules: String) throws -> Configuration {
    let text = "apiVersion: tollgate/v1\nkind: Configuration\n" + rules
    return try Configuration(SourceFile(name: "/org/tollgate.yaml", text: text))
  }

  private func codes(_ rules: String, _ patch: String) throws -> [String] {
    let gate = Gate(
      catalog: try Repository.catalog.get(), costProfile: try Repository.costProfile.get(),
      rules: try configuration(rules).rules, policies: nil, asOf: Repository.day)
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return gate.evaluate(draft).findings.map { "\($0.code) \($0.severity)" }
  }

  @Test(arguments: [
    ("rules: {TG303: {severity: error}}", "spec: {region: eu-west-1}", ["TG303 error"]),
    ("rules: {region-supported: {severity: off}}", "spec: {region: eu-west-1}", []),
    ("rules: {TG303: {regions: [eu-west-1]}}", "spec: {region: eu-west-1}", []),
    ("rules: {TG303: {regions: [eu-west-1]}}", "{}", ["TG303 warning"]),
    ("rules: {TG407: {severity: note}}", "spec: {instanceTypes: [m3.large]}", ["TG407 note"]),
    ("rules: {TG512: {maximumDays: 10}}", "{}", ["TG512 warning"]),
    ("rules: {TG101: {severity: error}}", "{}", []),
  ])
  func `settings change what is found`(rules: String, patch: String, expected: [String]) throws {
    #expect(try codes(rules, patch) == expected)
  }

  @Test(arguments: [
    ("rules: {TG101: {severity: warning}}", "TG101 (name-characters) cannot be lowered or switched off"),
    ("rules: {TG206: {severity: off}}", "TG206 (role-arn-partition) cannot be lowered or switched off"),
    ("rules: {TG001: {severity: off}}", "TG001 (syntax) is about a document's form and has no settings"),
    ("rules: {TG999: {severity: off}}", "there is no rule `TG999`"),
    ("rules: {TG303: {severity: fatal}}", "`fatal` is not a severity"),
    ("rules: {TG303: {region: [a]}}", "`TG303` has no field `region`"),
    ("rules: {TG303: {regions: a}}", "`regions` should be a list, not a string"),
    ("rules: {TG512: {maximumDays: 0}}", "`maximumDays` is 0, not between 1 and 36500"),
    ("rules: {TG303: off}", "`TG303` should be a mapping, not a string"),
    ("rules: []", "`rules` should be a mapping, not a list"),
    ("rulez: {}", "the configuration has no field `rulez`"),
    ("polices: [a]", "the configuration has no field `polices`"),
    ("kind: Configuration", "the key `kind` is given twice"),
    ("---\na: 1", "a configuration is one document"),
    ("rules: {", "the bracket that opens here is not closed"),
  ])
  func `a mistake is refused with its place`(rules: String, message: String) throws {
    let error = #expect(throws: GateError.self) { try configuration(rules) }
    guard case .configuration(let findings, _)? = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(findings.map(\.message).contains(message), "\(findings.map(\.message))")
  }

  @Test func `another kind is refused`() {
    #expect(throws: GateError.self) {
      try Configuration(SourceFile(name: "a.yaml", text: "apiVersion: tollgate/v2\nkind: Config"))
    }
  }

  @Test func `paths are relative to the configuration`() throws {
    let read = try configuration("catalog: data/Catalog\ncostProfile: /etc/profile.yaml")
    #expect(read.catalog == "/org/data/Catalog")
    #expect(read.costProfile == "/etc/profile.yaml")
    #expect(try CatalogLocation.find(option: "here", configuration: read) == "here")
    #expect(try CatalogLocation.find(option: nil, configuration: read) == "/org/data/Catalog")
  }

  @Test func `the nearest configuration upwards is found`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
    #expect(Configuration.nearest(to: folder + "/a/b") == nil)
    let text = "apiVersion: tollgate/v1\nkind: Configuration\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/tollgate.yaml"))
    #expect(Configuration.nearest(to: folder + "/a/b") == folder + "/tollgate.yaml")
    #expect(Configuration.nearest(to: "/") == nil)
    #expect(throws: GateError.self) { try Configuration(option: folder + "/none.yaml") }
    #expect(try Configuration(option: folder + "/tollgate.yaml").path == folder + "/tollgate.yaml")
  }
}

@Suite struct RequestFilesTests {
  private func folder(_ files: [String: String]) throws -> String {
    let folder = try Repository.temporaryFolder()
    for (path, text) in files {
      let url = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return folder
  }

  @Test func `a folder is searched for requests, and what is not ours is counted`() throws {
    let path = try folder([
      "a.yaml": RequestText.approved, "b/c.json": try RequestText.patched("{}"),
      "b/d.ndjson": try RequestText.patched("{}"),
      "pod.yaml": "apiVersion: v1\nkind: Pod", "chart.yaml": "a: {{ .Values.x }}\nb: [",
      "notes.txt": RequestText.approved,
      ".hidden/e.yaml": RequestText.approved, "near.yml": "kind: ClusterRequset",
      "broken.yaml": "kind: ClusterRequest\na: [",
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createSymbolicLink(atPath: path + "/loop", withDestinationPath: path)
    try FileManager.default.createSymbolicLink(atPath: path + "/dangling.yaml", withDestinationPath: path + "/none")
    let files = RequestFiles(paths: [path])
    #expect(files.drafts.count == 4)
    #expect(files.skipped == 2)
    #expect(files.syntaxErrors.count == 1)
    #expect(files.fileErrors == [.danglingLink(path: path + "/dangling.yaml")])
    #expect(
      files.sources.map { $0.name.dropFirst(path.count + 1) } == [
        "a.yaml", "b/c.json", "b/d.ndjson", "broken.yaml", "near.yml",
      ])
  }

  @Test func `a file that is named is a request, or a finding`() throws {
    let path = try folder(["pod.yaml": "apiVersion: v1\nkind: Pod"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let files = RequestFiles(paths: [path + "/pod.yaml", path + "/pod.yaml", path + "/none.yaml"])
    #expect(files.drafts.count == 1)
    #expect(files.drafts[0].findings.map(\.code).contains("TG011"))
    #expect(files.fileErrors == [.unreadable(path: path + "/none.yaml", reason: "no such file or directory")])
  }

  @Test func `a run without a request, or with a broken profile, says so`() throws {
    let path = try folder([
      "pod.yaml": "kind: Pod", "a.yaml": RequestText.approved, "profile.yaml": "kind: x", "x/pod.yaml": "kind: Pod",
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader)
    let none = RequestFiles(paths: [path + "/x"])
    guard case .noRequest(let skipped)? = #expect(throws: GateError.self, performing: { try CheckRun(none, options) })
    else { return #expect(Bool(false), "another error") }
    #expect(skipped == 1)
    let files = RequestFiles(paths: [path + "/a.yaml"])
    #expect(try CheckRun(files, options).verdicts.map(\.isApproved) == [true])
    options.costProfile = path + "/profile.yaml"
    #expect(throws: GateError.self) { try CheckRun(files, options) }
    options.costProfile = path + "/none.yaml"
    #expect(throws: GateError.self) { try CheckRun(files, options) }
    options.costProfile = nil
    options.catalog = path
    #expect(throws: GateError.self) { try CheckRun(files, options) }
  }
}
