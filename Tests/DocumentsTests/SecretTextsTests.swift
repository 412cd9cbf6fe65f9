import Spelling
import Testing

@testable import Documents
@testable import Findings

@Suite struct SecretTextsTests {
  private let secrets = SecretTexts(["s3cr3t/EXTERNAL+id", "short1", "abc"])

  @Test(arguments: [
    ("", ""), ("nothing here", "nothing here"), ("s3cr3t/EXTERNAL+id", "******************"),
    ("x-S3CR3T/external+ID-y", "x-******************-y"),
    ("team=s3cr3t%2FEXTERNAL%2Bid&x", "team=**********************&x"),
    ("s3cr3t\\/EXTERNAL\\u002bid", "************************"), ("s3cr3t/EXT", "**********"), ("AL+id", "AL+id"),
    ("/EXTERNAL+i", "***********"), ("ä-s3cr3t/E-ä", "ä-********-ä"), ("short1", "******"),
    ("a short1, b", "a ******, b"),
    ("shorts1", "shorts1"), ("xshort1", "xshort1"), ("SHORT1!", "******!"), ("abc", "abc"), ("%zz\\", "%zz\\"),
  ])
  func `a secret is hidden whole, cut, escaped and in another case`(text: String, shown: String) {
    #expect(secrets.masking(text) == shown)
  }

  @Test func `a finding loses a secret from its message, help and notes`() {
    let place = Place(source: "a", range: SourceRange(at: .start))
    let finding = Finding(
      code: .syntax, severity: .error, message: "`s3cr3t/EXTERNAL+id` is wrong", place: place,
      help: ["not s3cr3t/EXTERNAL"],
      notes: ["short1"])
    let masked = finding.masking(secrets)
    #expect(masked.message == "`******************` is wrong")
    #expect(masked.help == ["not ***************"])
    #expect(masked.notes == ["******"])
    #expect(finding.masking(SecretTexts([])) == finding)
  }

  @Test func `any number of secrets is looked for in one pass`() {
    let many = SecretTexts((0..<20_000).map { "secret-number-\($0)-of-many" })
    let text = String(repeating: "nothing to see; ", count: 20_000)
    #expect(many.masking(text) == text)
  }
}

@Suite struct HiddenRangesTests {
  @Test func `ranges are found whatever their order, and joined where they touch`() {
    let ranges = [8..<9, 2..<4, 3..<6, 6..<7, 20..<20, 10..<12]
    let hidden = HiddenRanges(ranges)
    for offset in -1..<25 {
      #expect(hidden.contains(offset) == ranges.contains { $0.contains(offset) })
    }
    #expect(Array(hidden.overlapping(6..<9)) == [2..<7, 8..<9])
    #expect(hidden.overlapping(12..<30).isEmpty)
    #expect(HiddenRanges([]).isEmpty)
  }
}

@Suite struct HiddenTextTests {
  /// Secrets whose keys, values or repetitions lie on both sides of a block's end.
  @Test func `what is hidden does not depend on where blocks end`() {
    for shift in stride(from: 0, to: 120, by: 3) {
      let before = String(repeating: "x", count: (1 << 14) - 100 + shift)
      let text = "{\"a\": \"\(before)\", \"externalId\": \"s3cr3t-0123456\", \"b\": \"not s3cr3t-0123456\"}"
      let source = SourceFile(name: "a", text: text)
      let hidden = HiddenText(in: source)
      let shown = hidden.ranges(in: 0..<source.bytes.count)
      let rest = source.bytes.indices.filter { !shown.contains($0) }.map { source.bytes[$0] }
      #expect(String(decoding: rest, as: UTF8.self) == text.replacing("s3cr3t-0123456", with: ""))
    }
  }

  @Test func `an excerpt of each of many places in one line hides every secret of it`() {
    let one = "{\"externalId\": \"s3cr3t-0123456\", \"region\": 1}"
    let source = SourceFile(name: "a", text: String(repeating: one, count: 2_000))
    let ranges = (0..<2_000).map { index in
      let position = SourcePosition(offset: index * one.utf8.count + 15, line: 1, column: index * one.utf8.count + 16)
      let end = SourcePosition(offset: position.offset + 16, line: 1, column: position.column + 16)
      return SourceRange(start: position, end: end)
    }
    let hidden = HiddenText(ranges, in: source)
    for range in ranges {
      let shown = Excerpt(of: Place(source: "a", range: SourceRange(at: range.end)), in: source, hiding: hidden)
      #expect(!shown.line.contains("s3cr"))
    }
  }
}

@Suite struct ExternalIDKeyTests {
  @Test(arguments: [
    "externalId", "externalID", "ExternalId", "EXTERNAL_ID", "EXTERNAL-ID", "external id", "external.id", "extenalId",
    "externId",
    "exteralId", "extrenalId", "externalIdd", "externald", "eternalId", "extId", "ext_id", "extnlId", "exernalld",
    "external_id_",
    "\u{435}xternalId", "externalId2", "spec.externalId", "aws/external-id",
  ])
  func `the key of an external id is known however it is spelt`(key: String) {
    #expect(ExternalIDKey.names(key))
  }

  @Test(arguments: [
    "externalIPs", "externalIP", "external", "internalId", "externalName", "externalTrafficPolicy", "region",
    "instanceTypes",
    "roleArn", "costSavings", "id", "", "extension", "externalIdFrom", "extenalIdFrom", "externalidForm", "metadata",
    "uid",
    "executionId", "terminal", String(repeating: "externalId", count: 100),
  ])
  func `other keys are not that of an external id to policies`(key: String) {
    #expect(!ExternalIDKey.names(key))
  }

  @Test func `every key for which a message proposes externalId is hidden`() {
    let known = ["externalId"]
    for key in ["external", "externalIPs", "internalId", "externalKey", "xternlId", "exteralIdx"]
    where !Spelling.nearest(to: key, in: known).isEmpty {
      #expect(ExternalIDKey.meaning(of: key.utf8) != nil, "\(key)")
    }
  }

  private func hidden(_ text: String) throws -> [String] {
    let source = SourceFile(name: "a.yaml", text: text)
    let root = try #require(DocumentReader.read(source).documents.first?.root)
    return ExternalIDs(in: root).ranges.map { source.text($0) }
  }

  @Test(arguments: [
    ("externalId: x\n", ["x"]), ("a: {b: [{extenalId: 'x y'}]}\n", ["'x y'"]),
    ("externalId:\n  a: [b]\n", ["a: [b]\n"]),
    ("externalId: |\n  x\nb: 1\n", ["|\n  x\n"]), ("a: &x s\nexternalId: *x\n", ["&x s"]),
    ("external: {region: a}\n", []),
    ("external: x\n", ["x"]), ("externalIdFrom: {env: NAME_1}\n", []), ("externalIdFrom: {env: na-me}\n", ["na-me"]),
    ("externalIdFrm: {evn: NAME}\n", []), ("externalIdFrom: x\n", ["x"]), ("externalIdFrom:\n", []),
    ("externalId: 12\n", ["12"]),
    ("externalIdFrom: [x]\n", ["[x]"]), ("metadata: {labels: {external-id: x}}\n", ["x"]),
    ("\"external\\x49d\": x\n", ["x"]),
  ])
  func `what a tree holds is hidden wherever its key stands`(text: String, hidden: [String]) throws {
    #expect(try self.hidden(text) == hidden)
  }
}
