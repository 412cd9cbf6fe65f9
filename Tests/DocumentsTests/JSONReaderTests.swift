import Testing

@testable import Documents
@testable import Findings

@Suite struct JSONReaderTests {
  private func read(_ text: String, name: String = "a.json", limits: DocumentLimits = .standard) -> DocumentFile {
    DocumentReader.read(SourceFile(name: name, text: text), limits: limits)
  }

  @Test func `every node knows its line, column and pointer`() throws {
    let file = read("{\n  \"ä\": [1, {\"b/c~d\": \"x\"}]\n}")
    let root = try #require(file.documents.first?.root)
    let list = try #require(root["ä"])
    #expect(list.place.pointer.description == "/ä")
    #expect(list.place.range.start == SourcePosition(offset: 10, line: 2, column: 8))
    guard case .sequence(let elements) = list.value else { return #expect(Bool(false), "no list") }
    let inner = try #require(elements[1]["b/c~d"])
    #expect(inner.place.pointer.description == "/ä/1/b~1c~0d")
    #expect(inner.place.range.start.column == 22)
    #expect(inner.place.range.end.column == 25)
    #expect(inner.place.pointer == JSONPointer.root.appending(key: "ä").appending(index: 1).appending(key: "b/c~d"))
  }

  @Test(arguments: [
    (#"{"a": 1,}"#, 1, 8, "a comma before `}` is not allowed"),
    (#"{"a": 1 "b": 2}"#, 1, 9, "a comma is missing before this"),
    ("[1\n 2]", 2, 2, "a comma is missing before this"),
    ("{\n\"externalId\": s3cret}", 2, 15, "this text is not a JSON value"),
    (#"{"a" 1}"#, 1, 6, "a colon is missing after the key `a`"),
    (#"{a: 1}"#, 1, 2, "a key must be a string in double quotes"),
    (#"["x]"#, 1, 2, "the string is not closed before the end of the document"),
    ("[\"x\n\"]", 1, 2, "the string is not closed before the end of its line"),
    ("[1", 1, 3, "the document ends before the `[` of line 1, column 1 is closed"),
    ("[01]", 1, 2, "`01` is not a JSON number"),
    ("[1.]", 1, 2, "`1.` is not a JSON number"),
    ("[-]", 1, 2, "`-` is not a JSON number"),
    ("[True]", 1, 2, "`True` is not a JSON value"),
    ("['a']", 1, 2, "a string must stand in double quotes"),
    ("// c\n1", 1, 1, "JSON has no comments"),
    (#"["\x"]"#, 1, 3, "unknown escape; write `\\\\` for a backslash"),
    (#"["\u12"]"#, 1, 3, "`\\u` needs four hexadecimal digits"),
    (#"["\ud800"]"#, 1, 3, "half of a surrogate pair is not a character"),
    ("[\"a\tb\"]", 1, 4, "a control character must be written as an escape such as `\\t`"),
    ("1 2", 1, 3, "text follows after the end of the document"),
    ("[", 1, 2, "the document ends before the `[` of line 1, column 1 is closed"),
    ("[}", 1, 2, "a value should stand here"),
  ])
  func `a mistake is named where it is`(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(read(text).errors.first)
    #expect(error.message == message)
    #expect(error.place.range.start.line == line)
    #expect(error.place.range.start.column == column)
    #expect(error.code == .syntax)
  }

  @Test func `several mistakes of one file are all found`() {
    let errors = read("{\"a\": [1,], \"b\": {\"c\": 1,}, \"d\": \"\\q\"\n}").errors
    #expect(errors.map(\.place.range.start.column) == [9, 25, 35])
  }

  @Test func `escapes become characters`() throws {
    let root = try #require(read(#"["\"\\\/\b\f\n\r\tA\u00e4\ud83d\ude00"]"#).documents.first?.root)
    guard case .sequence(let elements) = root.value, case .string(let text) = elements[0].value else {
      return #expect(Bool(false), "no string")
    }
    #expect(text == "\"\\/\u{8}\u{C}\n\r\tAä😀")
  }

  @Test func `numbers keep what was written`() throws {
    let root = try #require(read("[0, -7, 1.50, 1E+2, 9223372036854775807, 9223372036854775808]").documents.first?.root)
    guard case .sequence(let elements) = root.value else { return #expect(Bool(false), "no list") }
    let texts = elements.map { node -> String in
      switch node.value {
      case .integer(let value): "integer \(value)"
      case .number(let text): "number \(text)"
      default: "?"
      }
    }
    #expect(
      texts == [
        "integer 0", "integer -7", "number 1.50", "number 1E+2", "integer 9223372036854775807",
        "number 9223372036854775808",
      ])
  }

  @Test func `JSON lines are one document each, and a broken one spoils no other`() {
    let file = read("{\"a\": 1}\n{\"a\" 2}\n\n{\"a\": 3}\n", name: "a.ndjson")
    #expect(file.documents.count == 2)
    #expect(file.errors.map(\.place.range.start.line) == [2])
    #expect(file.documents[1].root.place.range.start.line == 4)
  }

  @Test func `a key given twice is found, and the first place is named`() throws {
    let document = try #require(read("{\"a\": 1,\n \"a\": 2}").documents.first)
    #expect(document.findings.map(\.code) == [.duplicateKey])
    #expect(document.findings[0].place.range.start == SourcePosition(offset: 10, line: 2, column: 2))
    #expect(document.findings[0].notes == ["it was first given at line 1, column 2"])
  }

  @Test func `limits end the reading with an error`() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(read(deep).errors.map(\.code) == [.limit])
    var limits = DocumentLimits.standard
    limits.nodes = 10
    #expect(read("[1,2,3,4,5,6,7,8,9,10,11]", limits: limits).errors.map(\.code) == [.limit])
    limits.errors = 3
    #expect(read("[\"\\q\\q\\q\\q\\q\\q\"]", limits: limits).errors.count == 4)
  }

  @Test func `a long line is read in linear time`() {
    let text = "[" + (0..<200_000).map { _ in "\"ä\"" }.joined(separator: ",") + "]"
    #expect(read(text).documents.count == 1)
  }
}
