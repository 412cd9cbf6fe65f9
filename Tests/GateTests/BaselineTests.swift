import Documents
import Findings
import Foundation
import Requests
import TestSupport
import Testing

@testable import Gate

@Suite struct BaselineTests {
  /// A request whose types are partly such as rules warn of.
  private struct Request {
    let name: String
    /// Which of its four types are.
    var mistakes: [Bool]

    func text(_ generator: inout SeededGenerator) -> String {
      let good = ["m7i.large", "m7i.xlarge", "m7i.2xlarge", "m7i.4xlarge"]
      let bad = ["m3.medium", "m3.large", "m3.xlarge", "m3.2xlarge"]
      let types = mistakes.indices.map { mistakes[$0] ? bad[$0] : good[$0] }
      var fields = [
        "  region: us-east-1\n", "  roleArn: arn:aws:iam::123456789012:role/lightning-byoc\n",
        "  externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}\n", "  costSavings: false\n",
        "  instanceTypes:\n" + types.map { "  - \($0)\n" }.joined(),
      ]
      fields.shuffle(using: &generator)
      let comments = String(repeating: "# moved\n", count: Int.random(in: 0...3, using: &generator))
      return comments + "apiVersion: tollgate/v1\nkind: ClusterRequest\nmetadata: {name: \(name)}\nspec:\n"
        + fields.joined(separator: comments.isEmpty ? "" : "\n")
    }
  }

  /// Requests in a few files, in any order.
  private struct Requests {
    var all: [Request]

    func verdicts(_ generator: inout SeededGenerator) -> [Verdict] {
      var files: [[Request]] = [[], [], []]
      for (index, request) in all.enumerated() { files[index % 3].append(request) }
      for index in files.indices { files[index].shuffle(using: &generator) }
      return [0, 1, 2].shuffled(using: &generator).flatMap { index in
        let text = files[index].map { $0.text(&generator) }.joined(separator: "---\n")
        return RequestText.drafts(text, name: "clusters/\(index).yaml").map(BaselineTests.verdict)
      }
    }
  }

  /// A verdict with an error for each type of the old generation, as a gate gives it but without its help, which takes long.
  private static func verdict(_ draft: RequestDraft) -> Verdict {
    let findings = draft.instanceTypes.filter { $0.value.hasPrefix("m3") }.map {
      Finding(code: "TG407", severity: .error, message: "old", place: $0.place)
    }
    return Verdict(
      draft: draft, request: nil, findings: findings, omitted: [], bills: nil, annotations: [], workload: nil,
      contract: RequestContract(), isEnforced: false)
  }

  private func baseline(_ verdicts: [Verdict], _ old: Baseline = Baseline([])) -> Baseline {
    var (match, verdicts) = (BaselineMatch(old, makingNew: true), verdicts)
    match.excuse(&verdicts, where: Gate.isWaivable)
    return match.updated(below: ["."])
  }

  private func check(_ verdicts: [Verdict], against text: String) throws -> (unexcused: [Finding], stale: [Finding]) {
    let baseline = try Baseline(SourceFile(name: "baseline.yaml", text: text))
    var (match, verdicts) = (BaselineMatch(baseline, makingNew: false), verdicts)
    match.excuse(&verdicts, where: Gate.isWaivable)
    return (
      verdicts.flatMap(\.findings).filter { !$0.isExcused }, match.stale(below: ["clusters"], where: { _ in true })
    )
  }

  private func requests(_ count: Int, _ generator: inout SeededGenerator) -> Requests {
    Requests(
      all: (0..<count).map { index in
        Request(name: "cluster-\(index)", mistakes: (0..<4).map { _ in Bool.random(using: &generator) })
      })
  }

  @Test func `no edit loses or doubles an entry: 200 of lines, fields and requests that move`() throws {
    for seed in 0..<UInt64(200) {
      var generator = SeededGenerator(seed: seed)
      let requests = requests(9, &generator)
      let text = baseline(requests.verdicts(&generator)).text
      let moved = requests.verdicts(&generator)
      let (unexcused, stale) = try check(moved, against: text)
      #expect(unexcused.isEmpty, "\(seed)")
      #expect(stale.isEmpty, "\(seed)")
      #expect(baseline(moved).text == text, "\(seed)")
    }
  }

  /// Git's own merge, as the attribute `merge=union` asks for.
  private func union(_ ours: String, _ base: String, _ theirs: String, in folder: String) throws -> String {
    let files = try [("ours", ours), ("base", base), ("theirs", theirs)].map { name, text in
      let path = folder + "/" + name
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "merge-file", "-p", "--union"] + files
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `no merge of two branches loses or doubles an entry: 200 of them`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for seed in 0..<UInt64(200) {
      var generator = SeededGenerator(seed: seed)
      let base = requests(9, &generator)
      var (ours, theirs, merged) = (base, base, base)
      for index in base.all.indices {
        let mistakes = (0..<4).map { _ in Bool.random(using: &generator) }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: ours.all[index].mistakes = mistakes
        case 1: theirs.all[index].mistakes = mistakes
        default: continue
        }
        merged.all[index].mistakes = mistakes
      }
      let text = try union(
        baseline(ours.verdicts(&generator)).text, baseline(base.verdicts(&generator)).text,
        baseline(theirs.verdicts(&generator)).text, in: folder)
      let verdicts = merged.verdicts(&generator)
      let (unexcused, _) = try check(verdicts, against: text)
      #expect(unexcused.isEmpty, "\(seed): nothing is lost")
      let entries = try Baseline(SourceFile(name: "baseline.yaml", text: text)).entries
      #expect(entries.count == Set(entries.map(\.fingerprint)).count, "\(seed): nothing is there twice")
      // What is left of the merge where the run does not look, and what it finds where it looks.
      var match = BaselineMatch(try Baseline(SourceFile(name: "baseline.yaml", text: text)), makingNew: true)
      var some = verdicts.filter { $0.draft.place.source == "clusters/0.yaml" }
      match.excuse(&some, where: Gate.isWaivable)
      let updated = match.updated(below: ["clusters/0.yaml"])
      #expect(try check(verdicts, against: updated.text).unexcused.isEmpty, "\(seed): an update loses nothing")
    }
  }

  @Test func `what is new denies, and what was mended is said`() throws {
    var generator = SeededGenerator(seed: 1)
    var requests = Requests(all: [Request(name: "one", mistakes: [false, false, true, false])])
    let text = baseline(requests.verdicts(&generator)).text
    requests.all[0].mistakes = [false, false, false, true]
    let (unexcused, stale) = try check(requests.verdicts(&generator), against: text)
    #expect(unexcused.contains(where: { $0.denies }))
    #expect(stale.map(\.code) == ["TG605"])
    #expect(stale.allSatisfy { $0.place.source == "baseline.yaml" && $0.place.range.start.line > 4 })
  }

  @Test func `findings that are only counted are excused by their number`() throws {
    let gate = try Repository.gate()
    func verdict(_ count: Int) throws -> Verdict {
      let types = (0..<count).map { "x\($0).huge" }.joined(separator: ", ")
      let text = try RequestText.patched("spec: {instanceTypes: [\(types)]}")
      return try #require(RequestText.drafts(text, name: "clusters/a.yaml").map(gate.evaluate).first)
    }
    let text = try baseline([verdict(25)]).text
    for (count, isApproved) in [(25, true), (24, true), (26, false)] {
      var (match, verdicts) = (
        BaselineMatch(try Baseline(SourceFile(name: "baseline.yaml", text: text)), makingNew: false),
        [try verdict(count)]
      )
      match.excuse(&verdicts, where: Gate.isWaivable)
      #expect(!verdicts[0].findings.contains { $0.denies })
      #expect(verdicts[0].omitted.contains { $0.denies } == !isApproved, "\(count)")
      #expect(match.stale(below: ["clusters"], where: { _ in true }).isEmpty, "\(count)")
    }
  }

  @Test func `what cannot be waived is never in a baseline`() throws {
    let gate = try Repository.gate()
    let verdicts = RequestText.drafts(try RequestText.patched("metadata: {name: Not_Valid}")).map(gate.evaluate)
    #expect(verdicts[0].findings.contains { $0.denies })
    let (unexcused, _) = try check(verdicts, against: baseline(verdicts).text)
    #expect(unexcused.contains(where: { $0.denies }))
  }

  @Test(arguments: [
    ("findings: []", "lacks the field `kind`"),
    ("apiVersion: tollgate/v1\nkind: Baseline\nfindings: {}", "`findings` should be a list"),
    (
      "apiVersion: tollgate/v1\nkind: Baseline\nfindings:\n- {code: TG303, file: a.yaml}",
      "lacks the field `fingerprint`"
    ),
    ("apiVersion: tollgate/v1\nkind: Baseline\nfindings:\n<<<<<<< ours\n- {}", "baseline.yaml"),
    ("apiVersion: tollgate/v1\nkind: ClusterRequest\nfindings: []", "this is a cluster request, not a baseline"),
  ])
  func `a damaged baseline is an error`(text: String, message: String) throws {
    do {
      _ = try Baseline(SourceFile(name: "baseline.yaml", text: text))
      Issue.record("no error")
    } catch GateError.baseline(let findings, _) {
      #expect(findings.contains { "\($0.message) \($0.place.source)".contains(message) })
    } catch {
      Issue.record("\(error)")
    }
  }
}
