import Documents
import Findings
import Foundation
import Gate
import Platform
import TestSupport
import Testing

@testable import Reports

/// All formats of a check say the same.
@Suite struct CheckFormatTests {
  /// Forty requests, each wrong in another way or right, in files of one, five or ten.
  private func run() throws -> CheckRun {
    let patches = [
      "{}", "spec: {region: eu-west-9}", "metadata: {name: Bad_Name}", "spec: {instanceTypes: [m5.large, m5.large]}",
      "spec: {roleArn: nonsense}", "spec: {workload: {computeNodes: {min: 9, max: 2}}}", "spec: {colour: red}",
      "spec: {instanceTypes: [t3.micro, mac2.metal]}", "spec: {costSavings: 1}", "spec: {instanceTypes: [p9.huge]}",
    ]
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (file, count) in [1, 5, 10, 10, 10, 4].enumerated() {
      let texts = try (0..<count).map { index in
        try RequestText.patched(patches[(file * 3 + index) % 10])
      }
      try texts.joined(separator: "\n").write(
        toFile: "\(folder)/\(file).ndjson", atomically: true, encoding: .utf8)
    }
    return try CheckRun(
      RequestFiles(paths: [folder]),
      CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader))
  }

  private func report(_ format: any CheckEmitter.Type, _ run: CheckRun) -> String {
    var emitter = format.init(style: TextStyle(isColored: false))
    return (emitter.emit(run.whole, run.basis) + emitter.end(run.tally, run.basis)).text
  }

  @Test func `every format has the same findings`() throws {
    let run = try run()
    #expect(run.verdicts.count == 40)
    #expect(run.tally.denied > 10 && run.tally.approved > 5)
    let codes = Dictionary(grouping: run.findings.map(\.code.description)) { $0 }.mapValues(\.count)
    for format in CheckFormats.all {
      let report = report(format, run)
      for (code, count) in codes {
        // How each format writes a code that is not a heading, a title or a rule's own description.
        let written =
          switch format.name {
          case "text": "[\(code)]"
          case "concise", "junit": "[\(code)]"
          case "json": "\"code\": \"\(code)\","
          case "ndjson", "tap": "\"code\":\"\(code)\","
          case "sarif": "\"ruleId\": \"\(code)\","
          case "github": "title=\(code) in"
          case "gitlab": "\"check_name\": \"\(code)\","
          case "azure": "code=\(code)]"
          case "rdjson": "\"value\": \"\(code)\""
          case "markdown": "| \(code) |"
          default: ">\(code)</th>"
          }
        let found = report.components(separatedBy: written).count - 1
        // Azure has no command for notes.
        let notes =
          format.name == "azure" ? run.findings.count { $0.code.description == code && $0.severity == .note } : 0
        #expect(found == count - notes, "\(format.name) \(code)")
      }
    }
  }

  @Test func `fingerprints stay when lines move, and differ within a report`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func fingerprints(_ text: String) throws -> Set<String> {
      let path = folder + "/requests.yaml"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let run = try CheckRun(
        RequestFiles(paths: [path]),
        CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader))
      var results = CheckResults(withFingerprints: true)
      let all = results.results(of: run.whole, run.basis)
      let unique = Set(all.map(\.fingerprint))
      #expect(unique.count == all.count && all.count > 3)
      return unique
    }
    let one = try RequestText.patched("{metadata: {name: One_}, spec: {region: nowhere-1, instanceTypes: [a.b, c.d]}}")
    let other = try RequestText.patched("{metadata: {name: Other_}, spec: {region: nowhere-2}}")
    #expect(try fingerprints("---\n\(one)\n---\n\(other)\n") == fingerprints("# moved\n\n---\n\(other)\n---\n\(one)\n"))
  }

  @Test func `a comment never outgrows what a host takes`() throws {
    var emitter = CheckMarkdown(style: TextStyle(isColored: false))
    let run = try run()
    for _ in 0..<20 { _ = emitter.emit(run.whole, run.basis) }
    let comment = emitter.end(run.tally, run.basis).text
    #expect(comment.unicodeScalars.count <= 65_536)
    #expect(comment.contains("more had no room here"))
    // What is denied comes first.
    #expect(!comment.contains("| approved |"))
  }

  @Test(arguments: [
    ("a/b.yaml", "sub/a/b.yaml"), ("../c.yaml", "c.yaml"), ("./d.yaml", "sub/d.yaml"), ("<stdin>", "<stdin>"),

  ])
  func `paths are relative to the top of the repository`(path: String, expected: String) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in [".git", "sub"] {
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: false)
    }
    var paths = RepositoryPaths(workingDirectory: folder + "/sub")
    // Macros evaluate their arguments where nothing can change.
    let relative = paths.relative(path)
    #expect(relative == expected)
    let absolute = paths.relative(folder + "/sub/a/b.yaml")
    #expect(absolute == "sub/a/b.yaml")
    // A repository in a folder of another one has paths of its own.
    try FileManager.default.createDirectory(atPath: folder + "/sub/inner/.git", withIntermediateDirectories: true)
    let inner = paths.relative("inner/clusters/a.yaml")
    #expect(inner == "clusters/a.yaml")
  }
}
