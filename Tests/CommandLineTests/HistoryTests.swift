import Foundation
import TestSupport
import Testing

@Suite struct HistoryTests {
  @Test func `a check since a revision is a check of what changed, in a history of 200 commits`() async throws {
    let history = try History.random(commits: 200, seed: 7)
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    let commits = try history.git("rev-list", "--first-parent", "HEAD").split(separator: "\n").map(String.init)
    for commit in commits.enumerated().filter({ $0.offset % 8 == 0 }).map(\.element) + [commits[commits.count - 1]] {
      let found = try await Program.tollgate(
        ["check", "--changed-since", commit, "--format", "concise", history.folder + "/clusters"],
        folder: history.folder)
      let changed = try history.changed(since: commit)
      guard !changed.isEmpty else {
        #expect(found.code == 0 && found.output == "nothing to check\n")
        continue
      }
      let wanted = try await Program.tollgate(["check", "--format", "concise"] + changed)
      let scope = ", only files changed since \(commit)\n"
      #expect(found.code == wanted.code && found.output.hasSuffix(scope), "\(commit): \(found.all)")
      #expect(found.output.dropLast(scope.count) + "\n" == wanted.output, "\(commit)")
    }
  }

  private static let policies = """
    apiVersion: tollgate/v1
    kind: Policy
    metadata: {name: accelerators}
    spec:
      validations:
      - {name: none, expression: "!object.spec.instanceTypes.exists(t, t.startsWith('g'))"}
    """

  /// What git itself says of each commit: the blobs that it brought, taken out and checked one by one.
  @Test func `policies are compared on every version that 200 commits brought`() async throws {
    let history = try History.random(commits: 200, seed: 11)
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    let (old, new) = (history.folder + "/.git/old", history.folder + "/.git/new")
    for folder in [old, new] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }
    try Self.policies.replacingOccurrences(of: "startsWith('g')", with: "startsWith('p')").write(
      toFile: old + "/a.yaml", atomically: true, encoding: .utf8)
    try Self.policies.write(toFile: new + "/a.yaml", atomically: true, encoding: .utf8)

    var (versions, gpus): (Set<String>, Int) = ([], 0)
    for commit in try history.git("rev-list", "HEAD").split(separator: "\n") {
      for path in try history.git("ls-tree", "-r", "-z", "--name-only", String(commit)).split(separator: "\0") {
        let object = try history.git("rev-parse", "\(commit):\(path)")
        guard versions.insert("\(path) \(object)").inserted else { continue }
        let text = try history.git("show", "\(commit):\(path)")
        if text.contains("g6.xlarge"), text.contains("us-east-1") { gpus += 1 }
      }
    }
    let result = try await Program.tollgate(
      ["policy", "diff", old, new, "--requests", "clusters", "--since", "2020-01-01"], folder: history.folder)
    #expect(result.code == 1)
    #expect(
      result.output.contains("\n\(versions.count) requests: \(gpus) newly denied, 0 newly approved, "),
      "\(versions.count), \(gpus): \(result.output.suffix(120))")
    let later = try await Program.tollgate(
      ["policy", "diff", old, new, "--requests", "clusters", "--since", "2999-01-01"], folder: history.folder)
    let now = Set(
      try history.git("ls-tree", "-r", "HEAD").split(separator: "\n").map { $0.split(separator: " ")[2].prefix(40) })
    #expect(later.output.contains("\n\(now.count) requests: "), "\(later.all)")
  }

  @Test func `a day that is none, and a folder without git, are told`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let wrong = try await Program.tollgate(
      ["policy", "diff", "a", "b", "--requests", "clusters", "--since", "last week"], folder: folder)
    #expect(wrong.code == 2 && wrong.error.contains("--since is a day such as 2026-01-31"), "\(wrong.all)")
    let none = try await Program.tollgate(
      ["policy", "diff", "a", "b", "--requests", "clusters", "--since", "2026-01-01"], folder: folder)
    #expect(none.code == 2 && none.error.contains("not a git repository"), "\(none.all)")
  }

  @Test func `the comment on a change says what it costs`() async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("a.json", "{metadata: {name: grows}}")
    try history.write("b.json", "{metadata: {name: stays}}")
    try history.commit()
    try history.write("a.json", "{metadata: {name: grows}, spec: {instanceTypes: [m7i.4xlarge]}}")
    let arguments = ["--changed-since", "HEAD", "--format", "markdown", "clusters"]
    let result = try await Program.tollgate(["check"] + arguments, folder: history.folder)
    #expect(result.code == 0)
    #expect(result.output.contains("Since HEAD: 1 request compared, 1 with other costs; in the modes asked for +"))
    #expect(result.output.contains("| grows |") && !result.output.contains("| stays |"), "\(result.output)")
    let since = try await Program.tollgate(["cost", "--since", "HEAD", "clusters"], folder: history.folder)
    let sum = try #require(since.output.split(separator: "\n").first { $0.contains("2 requests compared") })
    #expect(result.output.contains(sum.split(separator: "; ").last ?? "?"))
    // What is gone is a change too, and the only one here.
    try history.commit()
    try FileManager.default.removeItem(atPath: history.folder + "/clusters/a.json")
    let gone = try await Program.tollgate(["check"] + arguments, folder: history.folder)
    #expect(gone.output.contains("| grows |") && gone.output.contains("| none |"), "\(gone.output)")
    #expect(!gone.output.contains("nothing to check"))
  }

  @Test(arguments: ["a path that never was", "a folder whose name is a pattern", "a cut history"])
  func `what is missing in a history is told`(kind: String) async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("a.json", "{}")
    try FileManager.default.createDirectory(atPath: history.folder + "/:x", withIntermediateDirectories: false)
    try RequestText.approved.write(toFile: history.folder + "/:x/b.yaml", atomically: true, encoding: .utf8)
    try history.commit()
    try history.write("a.json", "{metadata: {name: later}}")
    try history.commit()
    let policies = history.folder + "/.git/policies"
    try FileManager.default.createDirectory(atPath: policies, withIntermediateDirectories: false)
    try Self.policies.write(toFile: policies + "/a.yaml", atomically: true, encoding: .utf8)
    func compare(_ path: String) async throws -> Program.Result {
      try await Program.tollgate(
        ["policy", "diff", policies, policies, "--requests", path, "--since", "2020-01-01"], folder: history.folder)
    }
    switch kind {
    case "a path that never was":
      let result = try await compare("clsters")
      #expect(result.code == 2 && result.error.contains("there is no cluster request"), "\(result.all)")
    case "a folder whose name is a pattern": #expect(try await compare(":x").output.hasPrefix("1 request:"))
    default:
      try history.git("rev-parse", "HEAD").write(
        toFile: history.folder + "/.git/shallow", atomically: true, encoding: .utf8)
      let result = try await compare("clusters")
      #expect(result.code == 2 && result.error.contains("--unshallow"), "\(result.all)")
    }
  }

  @Test func `a version that is gone from the folder is still in the history`() async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("gone.json", "{metadata: {name: gone}}")
    try history.write("a.json", "{}")
    try history.commit()
    try FileManager.default.removeItem(atPath: history.folder + "/clusters/gone.json")
    try history.commit()
    let policies = history.folder + "/.git/policies"
    try FileManager.default.createDirectory(atPath: policies, withIntermediateDirectories: false)
    try Self.policies.write(toFile: policies + "/a.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.tollgate(
      ["policy", "diff", policies, policies, "--requests", "gone.json", "--since", "2020-01-01"],
      folder: history.folder + "/clusters")
    #expect(result.code == 0 && result.output.hasPrefix("1 request:"), "\(result.all)")
  }

  /// A file that lies below two of the paths is one file.
  @Test(arguments: [["clusters", "clusters/a.json"], [".", "clusters"], ["clusters/a.json", "clusters/a.json"]])
  func `what a change costs does not depend on how often a path covers it`(paths: [String]) async throws {
    let history = try History()
    defer { try? FileManager.default.removeItem(atPath: history.folder) }
    try history.write("a.json", "{metadata: {name: grows}}")
    try history.commit()
    try history.write("a.json", "{metadata: {name: grows}, spec: {instanceTypes: [m7i.4xlarge]}}")
    func sentence(_ command: [String], _ mark: String) async throws -> Substring {
      let result = try await Program.tollgate(command, folder: history.folder)
      return try #require(result.output.split(separator: "\n").first { $0.contains(mark) }, "\(result.all)")
    }
    let once = try await sentence(["check", "--changed-since", "HEAD", "clusters"], "Since HEAD: ")
    #expect(once.contains("1 request compared, 1 with other costs; in the modes asked for +"))
    #expect(try await sentence(["check", "--changed-since", "HEAD"] + paths, "Since HEAD: ") == once)
    let bills = try await sentence(["cost", "--since", "HEAD"] + paths, "1 request compared")
    #expect(once.hasSuffix(bills.drop { $0 == " " }), "\(once) and \(bills)")
  }
}
