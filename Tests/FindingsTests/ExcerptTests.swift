import Testing

@testable import Findings

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
