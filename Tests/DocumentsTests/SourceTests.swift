import Foundation
import Spelling
import TestSupport
import Testing

@testable import Documents

@Suite struct ExcerptTests {
  private func excerpt(_ text: String, line: Int, columns: Range<Int>, hiding: [SourceRange] = []) -> Excerpt {
    let source = SourceFile(name: "a", text: text)
    let start = SourcePosition(offset: 0, line: line, column: columns.lowerBound)
    let end = SourcePosition(offset: 0, line: line, column: columns.upperBound)
    return Excerpt(of: Place(source: "a", range: SourceRange(start: start, end: end)), in: source, hiding: hiding)
  }

  @Test func `carets stand under the place`() {
    let shown = excerpt("a: 1\n  name: My\n", line: 2, columns: 9..<11)
    #expect(shown.line == "  name: My")
    #expect(shown.carets == "        ^^")
  }

  @Test func `wide and combining characters move the carets as terminals do`() {
    #expect(excerpt("名: x", line: 1, columns: 4..<5).carets == "    ^")
    #expect(excerpt("e\u{301}: x", line: 1, columns: 5..<6).carets == "   ^")
    #expect(excerpt("\tx", line: 1, columns: 2..<3).carets == "  ^")
  }

  @Test func `a long line is cut around the place`() {
    let shown = excerpt(String(repeating: "x", count: 5_000) + "HERE", line: 1, columns: 5_001..<5_005)
    #expect(shown.line.count < 120)
    #expect(shown.line.hasSuffix("HERE"))
    #expect(shown.carets.hasSuffix("^^^^"))
    #expect(shown.carets.count == shown.line.count)
  }

  @Test func `a very long line is shown around the place, its secrets masked`() {
    let before = String(repeating: "ä", count: 50_000) + "{\"externalId\": \"s3cret\", \"b\": "
    let text = before + "HERE" + String(repeating: "ä", count: 50_000)
    let column = before.unicodeScalars.count + 1
    let range = SourceRange(
      start: SourcePosition(offset: before.utf8.count, line: 1, column: column),
      end: SourcePosition(offset: before.utf8.count + 4, line: 1, column: column + 4))
    let shown = Excerpt(of: Place(source: "a", range: range), in: SourceFile(name: "a", text: text))
    #expect(shown.line.contains("\"externalId\": \"******\", \"b\": HERE"))
    #expect(shown.line.hasPrefix("…") && shown.line.hasSuffix("…"))
    let marked = zip(shown.line, shown.carets).filter { $0.1 == "^" }.map(\.0)
    #expect(String(marked) == "HERE")
  }

  @Test func `characters that deceive a terminal are made visible`() {
    let shown = excerpt("a: \u{202E}x\u{1B}[31m", line: 1, columns: 4..<5)
    #expect(shown.line == "a: \\u{202E}x\\u{1B}[31m")
    #expect(shown.carets == "   " + String(repeating: "^", count: 8))
  }

  @Test func `a place after the end of the line gets its caret there`() {
    #expect(excerpt("ab", line: 1, columns: 3..<3).carets == "  ^")
    #expect(excerpt("", line: 1, columns: 1..<1).carets == "^")
    #expect(excerpt("", line: 7, columns: 1..<1).line == "")
  }

  @Test(arguments: [
    ("  externalId: s3cret", "  externalId: ******"), ("  external_id: 's3cret' # c", "  external_id: '******' # c"),
    ("{\"externalId\": \"s3cret\", \"a\": 1}", "{\"externalId\": \"******\", \"a\": 1}"),
    ("  EXTERNAL-ID : s3,cret", "  EXTERNAL-ID : *******"), ("externalId: ''", "externalId: ''"),
    ("  externalIdFrom: {env: NAME}", "  externalIdFrom: {env: NAME}"), ("external id: x", "external id: *"),
    ("  extenalId: s3cret", "  extenalId: ******"), ("externid: s3cret", "externid: ******"),
    ("- external.id: s3cret", "- external.id: ******"), ("extId=s3cret", "extId=******"),
    ("{'external id': 's3''cret', b: 1}", "{'external id': '********', b: 1}"),
    ("{\"\\u0065xternalId\": \"s3\\\"cret\", \"b\": 1}", "{\"\\u0065xternalId\": \"********\", \"b\": 1}"),
    ("externalId: 's3'cret", "externalId: '*******"), ("externalId: 's3' cret", "externalId: '********"),
    ("{\"externalId\": \"s3cret\" \"b\": 1}", "{\"externalId\": \"******\" \"b\": 1}"),
    ("{a: 1, externalId: s3cret", "{a: 1, externalId: ******"),
    ("extenalIdFrom: {env: NAME}", "extenalIdFrom: {env: NAME}"), ("externalIdFrom: s3cret", "externalIdFrom: ******"),
    ("description: of the external world", "description: of the external world"),
    ("externalTrafficPolicy: Local", "externalTrafficPolicy: Local"), ("instanceTypes: [a]", "instanceTypes: [a]"),
    ("# see FIN-212,   costSavings: false", "# see FIN-212,   costSavings: false"),
    ("  externalIdd: s3cret", "  externalIdd: ******"), ("  external_id_: s3cret", "  external_id_: ******"),
    ("{\"externalId\" \"s3cret\"}", "{\"externalId\" \"******\"}"), ("externalId s3cret", "externalId ******"),
    ("{\"env\": \"EXTERNAL_ID\"}, \"a\"", "{\"env\": \"EXTERNAL_ID\"}, \"a\""),
  ])
  func `the external id is masked even where nothing could be parsed`(text: String, shown: String) {
    #expect(excerpt(text, line: 1, columns: 1..<2).line == shown)
  }

  @Test(arguments: [
    ("a:\n  externalId: |\n    s3cret\n  b: 1", 3, "    ******"), ("externalId: >-\n\n  s3cret\nb: 1", 3, "  ******"),
    ("externalId:\n  s3cret\nb: 1", 2, "  ******"), ("externalId: s3\n  cret\nb: [", 2, "  ****"),
    ("externalId: 's3\n  cret'\nb: [", 2, "  ****'"), ("externalId: &a\n  s3cret\nb: [", 2, "  ******"),
    ("{\"externalId\"\n:\n\"s3cret\", \"b\" 1}", 3, "\"******\", \"b\" 1}"), ("{externalId:\ns3cret}", 2, "*******"),
    ("? externalId\n: s3cret\nb: [", 2, ": ******"), ("externalIdFrom:\n  s3cret\nb: [", 2, "  ******"),
    ("externalIdFrom:\n  env: NAME\nb: [", 2, "  env: NAME"), ("externalId: s3cret\nb: [", 2, "b: ["),
    ("externalId: 'never closed\nb: [", 2, "b: ["),
    ("externalId: s3cretText\n# was S3CRETTEXT\nb: [", 2, "# was **********"),
    ("externalId: s3cretText\nname: x-s3%63retText-y\nb: [", 2, "name: x-************-y"),
  ])
  func `a value in the lines below its key, and a repeated one, is masked too`(text: String, line: Int, shown: String) {
    #expect(excerpt(text, line: line, columns: 1..<2).line == shown)
  }

  @Test func `given ranges are masked`() {
    let range = SourceRange(
      start: SourcePosition(offset: 3, line: 1, column: 4), end: SourcePosition(offset: 5, line: 1, column: 6))
    #expect(excerpt("a: xyz", line: 1, columns: 1..<2, hiding: [range]).line == "a: **z")
  }
}

@Suite struct SecretTests {
  @Test func `a secret shows itself nowhere`() {
    let secret = Secret("hunter2hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("hunter2"))
    }
    #expect(secret.withText { $0.count } == 14)
  }
}

@Suite struct SpellingTests {
  @Test(arguments: [
    ("us-est-1", ["us-east-1", "us-west-1", "eu-west-1"], "us-east-1"),
    ("instanceType", ["instanceTypes", "region"], "instanceTypes"),
    ("ClusterRequset", ["ClusterRequest"], "ClusterRequest"), ("REGION", ["region"], "region"),
  ])
  func `the nearest candidate is proposed`(word: String, candidates: [String], nearest: String) {
    #expect(Spelling.nearest(to: word, in: candidates) == [nearest])
  }

  @Test func `what resembles nothing gets no proposal`() {
    #expect(Spelling.nearest(to: "banana", in: ["us-east-1", "region"]).isEmpty)
    #expect(Spelling.nearest(to: String(repeating: "x", count: 100), in: ["xxx"]).isEmpty)
    #expect(Spelling.nearest(to: "", in: ["us-east-1"]).isEmpty)
  }

  @Test(arguments: [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("", "ab", 2), ("kitten", "sitting", 3)])
  func `the distance counts edits`(one: String, other: String, distance: Int) {
    #expect(Spelling.distance(one, other) == distance)
    #expect(Spelling.distance(other, one) == distance)
  }
}

@Suite struct DigestTests {
  /// FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `digests are those of the standard`(text: String, digest: String) {
    #expect(Digest(sha256: text.utf8).hexadecimal == digest)
    #expect(Digest(sha256: Array(text.utf8).lazy.map { $0 }).description == "sha256:" + digest)
  }
}

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-20", 20_777), ("1969-12-31", -1), ("0000-03-01", -719_468),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is read and written`(text: String, days: Int) {
    #expect(CalendarDate(text)?.daysSinceEpoch == days)
    #expect(CalendarDate(daysSinceEpoch: days).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-11-2x", "", "2026/11/20", "2026-11-200",
  ])
  func `days that do not exist are refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `seconds become the day in UTC`() {
    #expect(CalendarDate(secondsSinceEpoch: 86_399).daysSinceEpoch == 0)
    #expect(CalendarDate(secondsSinceEpoch: -1).daysSinceEpoch == -1)
    #expect(CalendarDate(daysSinceEpoch: 5).days(since: CalendarDate(daysSinceEpoch: 3)) == 2)
  }
}

@Suite struct FileReadingTests {
  @Test func `files are read up to the limit`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a"
    try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path))
    #expect(try FileReading.bytes(of: path, limit: 100_000).count == 100_000)
    #expect(throws: FileError.tooLarge(path: path, limit: 99_999)) { try FileReading.bytes(of: path, limit: 99_999) }
    #expect(throws: FileError.isDirectory(path: folder)) { try FileReading.bytes(of: folder, limit: 1) }
    #expect(throws: FileError.notRegular(path: "/dev/zero")) { try FileReading.bytes(of: "/dev/zero", limit: 1) }
    let missing = folder + "/none"
    #expect(throws: FileError.unreadable(path: missing, reason: "no such file or directory")) {
      try FileReading.bytes(of: missing, limit: 1)
    }
    #expect(throws: FileError.self) { try FileReading.names(in: missing) }
    #expect(throws: FileError.self) { try FileReading.kind(of: missing) }
    #expect(try FileReading.names(in: folder).map(\.shown) == ["a"])
    #expect(FileReading.workingDirectory().hasPrefix("/"))
    let messages = [FileError.tooLarge(path: "a", limit: 1_048_576), .isDirectory(path: "a"), .notRegular(path: "a")]
    for error in messages { #expect("\(error)".contains("`a`")) }
  }
}
