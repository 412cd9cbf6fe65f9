import Findings
import Foundation
import Gate
import Requests
import TestSupport
import Testing

/// `tollgate check --fix`: only what is certain is changed, and nothing else.
@Suite struct FixTests {
  private func options() -> CheckRun.Options {
    CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader)
  }

  /// The text of a file after its fixes; nil if nothing is fixed.
  private func fixed(_ text: String, as name: String = "a.yaml") throws -> FixRun.File? {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try FixRun(paths: [path], options()).files.first
  }

  private func request(_ change: (String, String)...) -> String {
    change.reduce(RequestText.approved) { $0.replacing($1.0, with: $1.1) }
  }

  private func request(_ change: (String, String)..., types: String) throws -> String {
    let text = change.reduce(RequestText.approved) { $0.replacing($1.0, with: $1.1) }
    let range = try #require(text.range(of: "instanceTypes: .*", options: .regularExpression))
    return text.replacingCharacters(in: range, with: types)
  }

  @Test(arguments: [
    ("name: vision-train", "name: Vision-Train"), ("name: vision-train", "name: \" vision-train \" # c"),
    ("region: us-east-1", "region: us-eats-1"), ("region: us-east-1", "region: 'US-EAST-1' # c"),
    ("region: us-east-1", "reigon: us-east-1"), ("costSavings: true", "costsavings: true"),
    ("m7i.xlarge", "m7i.xlarg"), ("m7i.xlarge", "\"M7I.XLARGE\""),
  ])
  func `one certain slip is mended in its own style, and the request is approved`(right: String, slip: String) throws {
    let file = try #require(try fixed(request((right, slip))))
    let quote = slip.first { $0 == "\"" || $0 == "'" }.map(String.init) ?? ""
    let value = right.split(separator: ": ").last.map(String.init) ?? right
    #expect(file.new.text.contains(quote + value + quote), "\(file.new.text)")
    #expect(slip.contains("# c") == file.new.text.contains("# c"))
    #expect(try fixed(file.new.text) == nil)
    #expect(file.settled.allSatisfy { $0.edit != nil })
  }

  @Test(arguments: [
    ("region: us-east-1", "region: us-est-1"), ("region: us-east-1", "region: us-east-3"),
    ("region: us-east-1", "region: sa-east-2"), ("name: vision-train", "name: vision_train"),
    ("name: vision-train", "name: -vision"), ("m7i.xlarge", "m99i.xlarge"), ("m7i.xlarge", "m7i"),
    ("region: us-east-1", "region: us-east-1\n  reigon: us-east-1"),
    ("region: us-east-1", "region: \"us-\\u0065ats-1\""),
    ("region: us-east-1", "region: >-\n    us-eats-1"),
  ])
  func `what could be meant otherwise stays as it is`(right: String, slip: String) throws {
    #expect(try fixed(request((right, slip))) == nil, "\(slip)")
  }

  @Test(arguments: [
    ("instanceTypes: [m7i.xlarge, g6.xlarge, m7i.xlarge]", "instanceTypes: [m7i.xlarge, g6.xlarge]"),
    ("instanceTypes: [m7i.xlarge, m7i.xlarge , m7i.xlarge]", "instanceTypes: [m7i.xlarge]"),
    (
      "instanceTypes:\n    - m7i.xlarge # one\n    - g6.xlarge\n    - m7i.xlarge",
      "instanceTypes:\n    - m7i.xlarge # one\n    - g6.xlarge"
    ),
  ])
  func `a type that is listed twice goes with what separates it`(written: String, left: String) throws {
    let text = try #require(RequestText.approved.range(of: "instanceTypes: .*", options: .regularExpression))
    let file = try #require(try fixed(RequestText.approved.replacingCharacters(in: text, with: written)))
    #expect(file.new.text == RequestText.approved.replacingCharacters(in: text, with: left))
    for comment in [" # again", "\n    # before\n    - m7i.xlarge"] {
      let kept = written + (comment.hasPrefix("\n") ? "" : comment)
      guard kept.hasSuffix("# again"), !written.hasSuffix("]") else { continue }
      #expect(try fixed(RequestText.approved.replacingCharacters(in: text, with: kept)) == nil)
    }
  }

  @Test func `labels without quotes get some, with what was written`() throws {
    let text = request(
      ("name: vision-train", "name: vision-train\n  labels: {a: 4711, b: true, c: 0x1F, d: 1_0, e: null}"))
    let file = try #require(try fixed(text))
    #expect(file.new.text.contains(#"labels: {a: "4711", b: "true", c: "0x1F", d: 1_0, e: null}"#), "\(file.new.text)")
  }

  @Test(arguments: [
    "instanceTypes: [m7i.xlarge, *x]", "instanceTypes: [m7i.xlarge, *x, m7i.xlarge]",
    "instanceTypes: [*x, m7i.xlarge, *x]", "instanceTypes: [m7i.xlarge, &y m7i.xlarge]",
    "instanceTypes: [&y m7i.xlarge, m7i.xlarge]", "instanceTypes: [m7i.xlarge, !!str m7i.xlarge]",
    "instanceTypes: [m7i.xlarge, 5, m7i.xlarge]", "instanceTypes: [m7i.xlarge, {a: b}, m7i.xlarge]",
    "instanceTypes: [m7i.xlarge, [g6.xlarge], m7i.xlarge]", "instanceTypes:\n    - m7i.xlarge\n    -\n    - m7i.xlarge",
  ])
  func `an element that is written elsewhere, has a name, or follows one that cannot be read stays`(
    types: String
  ) throws {
    let text = try request(("name: vision-train", "name: vision-train\n  labels: {t: &x m7i.xlarge}"), types: types)
    #expect(try fixed(text) == nil, "\(types)")
  }

  @Test(arguments: ["&x 4711", "!!int 4711", "!!float 4711", "&x true"])
  func `a label with an anchor or a tag stays, and so does what refers to it`(value: String) throws {
    let labels = value.hasPrefix("&x") ? "{a: \(value), b: *x}" : "{a: \(value)}"
    #expect(try fixed(request(("name: vision-train", "name: vision-train\n  labels: \(labels)"))) == nil)
  }

  @Test func `a text that repeats an external id is in no edit`() throws {
    let text = request(
      ("externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", "externalId: Vision-Train-Seven-Of-Nine"),
      ("name: vision-train", "name: Vision-Train-Seven-Of-Nine"))
    #expect(try fixed(text) == nil)
  }

  @Test func `as many duplicates as there are go at once`() throws {
    let types = "instanceTypes: [" + Array(repeating: "m7i.xlarge", count: 500).joined(separator: ", ") + "]"
    let file = try #require(try fixed(try request(types: types)))
    #expect(file.new.text.contains("instanceTypes: [m7i.xlarge]"))
    #expect(file.settled.count == 499)
  }

  @Test func `files with a document a line are named, and not changed`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.ndjson"
    let line = """
      {"apiVersion":"tollgate/v1","kind":"ClusterRequest","metadata":{"name":"X"},"spec":{"region":"us-eats-1"}}\n
      """
    try Data(line.utf8).write(to: URL(fileURLWithPath: path))
    let run = try FixRun(paths: [path], options())
    #expect(run.files.isEmpty && run.unchangeable == [path])
  }

  /// Slips at random, in requests with comments and odd layouts.
  @Test func `of 2,000 mutated requests, only what is said is changed, and nothing gets worse`() throws {
    var random = SeededGenerator(seed: 11)
    let folder = try TemporaryFolder()
    let base = """
      # a comment: with "quotes" and [brackets]
      apiVersion: tollgate/v1
      kind: ClusterRequest
      metadata:
        name: vision-train      # the name
        labels: {team: "vision" , cost-center: "4711"}   # labels
      spec:
        region:   us-east-1
        roleArn: arn:aws:iam::123456789012:role/lightning-byoc # role
        externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}

        instanceTypes:
          - m7i.xlarge   # first
          - "g6.xlarge"
        costSavings: true
        workload: {computeNodes: {min: 1, max: 8}, load: 0.1}

      """
    let words = [
      "vision-train", "us-east-1", "m7i.xlarge", "g6.xlarge", "region", "costSavings", "labels", "metadata", "\"4711\"",
      "workload", "instanceTypes", "team", "true", "0.1", "name",
    ]
    for number in 0..<2_000 {
      var text = base
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        guard let word = words.randomElement(using: &random) else { continue }
        text = text.replacing(word, with: Self.slip(word, &random), maxReplacements: 1)
      }
      if Int.random(in: 0..<4, using: &random) == 0 { text = text.replacing("\n", with: "\r\n") }
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(number).yaml"))
    }
    let run = try FixRun(paths: [folder.path], options())
    #expect(run.files.count > 400, "\(run.files.count)")
    let before = try CheckRun(RequestFiles(paths: [folder.path]), options())
    let approved = Set(before.verdicts.filter(\.isApproved).map(\.draft.place.source))
    for file in run.files {
      func comments(_ text: String) -> [Substring] {
        text.split { $0.isNewline }.compactMap { line in line.firstIndex(of: "#").map { line[$0...] } }
      }
      #expect(comments(file.old.text) == comments(file.new.text))
      #expect(!file.settled.isEmpty && file.settled.allSatisfy { $0.place.source == file.old.name })
      try Data(file.new.bytes).write(to: URL(fileURLWithPath: file.old.name))
    }
    #expect(try FixRun(paths: [folder.path], options()).files.isEmpty, "a second run changes nothing")
    let after = try CheckRun(RequestFiles(paths: [folder.path]), options())
    let still = Set(after.verdicts.filter(\.isApproved).map(\.draft.place.source))
    #expect(approved.isSubset(of: still) && still.count > approved.count)
    print("fixed \(run.files.count) of 2,000 files; approved before \(approved.count), after \(still.count)")
  }

  private static func slip(_ word: String, _ random: inout SeededGenerator) -> String {
    var letters = Array(word)
    let place = Int.random(in: 0..<letters.count, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: letters.remove(at: place)
    case 1: letters.insert("x", at: place)
    case 2: letters.swapAt(place, max(0, place - 1))
    case 3: return word.uppercased()
    case 4: return "\" \(word)\""
    case 5: return word.replacing("\"", with: "")
    default: letters[place] = "y"
    }
    return String(letters)
  }
}
