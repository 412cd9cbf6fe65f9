import Testing

@testable import Documents
@testable import Findings

@Suite struct YAMLReaderTests {
  private func read(_ text: String, limits: DocumentLimits = .standard) -> DocumentFile {
    DocumentReader.read(SourceFile(name: "a.yaml", text: text), limits: limits)
  }

  @Test func `every node knows its line, column and pointer`() throws {
    let root = try #require(read("a:\n  - x\n  - 'ü: y'\nb: {c: 1}\n").documents.first?.root)
    guard case .sequence(let elements)? = root["a"]?.value else { return #expect(Bool(false), "no list") }
    #expect(elements[1].place.pointer.description == "/a/1")
    #expect(elements[1].place.range.start == SourcePosition(offset: 13, line: 3, column: 5))
    #expect(elements[1].place.range.end.column == 11)
    #expect(root["b"]?["c"]?.place.pointer.description == "/b/c")
    #expect(root["b"]?["c"]?.place.range.start.line == 4)
  }

  @Test func `a character inside a text has its own place`() throws {
    let root = try #require(read("a: \"xäy\"\nb: xäy\nc: \"x\\xE4y\"\n").documents.first?.root)
    for (key, column) in [("a", 6), ("b", 5)] {
      let place = try #require(root[key]).place.narrowed(to: 1..<2, of: "xäy")
      #expect(place.range.start.column == column)
      #expect(place.range.end.offset - place.range.start.offset == 2)
    }
    let escaped = try #require(root["c"])
    #expect(escaped.place.narrowed(to: 1..<2, of: "xäy") == escaped.place)
  }

  @Test(arguments: [
    ("~", "null"), ("", "null"), ("null", "null"), ("true", "boolean"), ("False", "boolean"), ("yes", "string"),
    ("no", "string"), ("on", "string"), ("12:30", "string"), ("1_000", "string"), ("0o17", "integer 15"),
    ("0x1F", "integer 31"), ("017", "integer 17"), ("-5", "integer -5"), ("+5", "integer 5"), ("0b1", "string"),
    ("0.35", "number 0.35"), (".5", "number .5"), ("1e3", "number 1e3"), (".inf", "number .inf"),
    (".nan", "number .nan"),
    ("1.2.3", "string"), ("1e", "string"), ("\"5\"", "string"), ("'true'", "string"), ("!!str 5", "string"),
    ("!!int 5", "integer 5"), ("! 5", "string"), ("0o8", "string"),
    ("9223372036854775808", "number 9223372036854775808"),
    ("2026-11-23", "string"), (".", "string"), ("-", "sequence"), ("!!float 5", "number 5"),
  ])
  func `plain scalars follow the core schema of YAML 1.2`(text: String, expected: String) throws {
    let root = try #require(read("a: \(text)\n").documents.first?.root["a"] ?? read(text).documents.first?.root)
    let kind =
      switch root.value {
      case .null: "null"
      case .boolean: "boolean"
      case .integer(let value): "integer \(value)"
      case .number(let text): "number \(text)"
      case .string: "string"
      case .sequence: "sequence"
      case .mapping: "mapping"
      }
    #expect(kind == expected || text == "-")
  }

  @Test func `an alias stands for its anchor's value, with its own pointer`() throws {
    let root = try #require(read("a: &x {k: [1]}\nb: *x\n").documents.first?.root)
    #expect(root["b"]?["k"]?.place.pointer.description == "/b/k")
    #expect(root["b"]?["k"]?.place.range.start.line == 1)
  }

  @Test(arguments: [
    ("a: *nowhere\n", "this alias has no anchor before it"),
    ("a: !!binary aGk=\n", "the tag `tag:yaml.org,2002:binary` does not fit this value"),
    ("a: !custom {b: 1}\n", "text that begins with `!` is a tag in YAML, which has no meaning here"),
    ("a: !object.spec.b\n", "text that begins with `!` is a tag in YAML, which has no meaning here"),
    ("<<: {b: 1}\n", "`<<` does not merge mappings in YAML 1.2"),
    ("a: &x {b: 1}\nc: {<<: *x}\n", "`<<` does not merge mappings in YAML 1.2"),
    ("a: !!set {b}\n", "the tag `tag:yaml.org,2002:set` does not fit this value"),
    ("%TAG !! tag:example.com,2000:\n---\na: !!str b\n", "the tag `tag:example.com,2000:str` does not fit this value"),
    ("a: !!int x\n", "the tag `tag:yaml.org,2002:int` does not fit this value"),
    ("? [a, b]\n: c\n", "a key must be a text"),
  ])
  func `parts of YAML without a meaning here are found`(text: String, message: String) throws {
    let document = try #require(read(text).documents.first)
    #expect(document.findings.map(\.message) == [message])
    #expect(document.findings.map(\.code) == [.unsupportedYAML])
  }

  @Test(arguments: [
    ("a: [1, 2\n", 1, 4, "the bracket that opens here is not closed"),
    ("a: {b: 2\n# c\n", 1, 4, "the bracket that opens here is not closed"),
    ("a: [1, 2\n---\nb: 1\n", 1, 4, "the bracket that opens here is not closed"),
    ("a: 'x\n", 1, 4, "the quote that opens here is not closed"),
    ("a: \"x\n---\nb: \"y\"\n", 1, 4, "the quote that opens here is not closed"),
    ("a: 'x\n b: 'y'\n", 1, 4, "the quote that opens here is closed in line 2, and text follows it"),
    ("a: 'x' == b\n", 1, 8, "text follows after the quote that ends this value"),
    ("a: \"x\" + \"y\"\n", 1, 8, "text follows after the quote that ends this value"),
    ("- 'x' in b\n", 1, 7, "text follows after the quote that ends this value"),
    ("a: [1, 2].exists(x, x > 1)\n", 1, 10, "text follows after the bracket that ends this value"),
    ("a: {b: 1}.b\n", 1, 10, "text follows after the bracket that ends this value"),
    ("b: &x 1\na: *x + 2\n", 2, 7, "text follows after the alias that ends this value"),
    ("a: ['x' == b]\n", 1, 9, "text follows after the quote that ends this value"),
    ("a:\n\t- b\n", 2, 1, "found character that cannot start any token"),
    ("a: b: c\n", 1, 5, "mapping values are not allowed in this context"),
    ("a: @x\n", 1, 4, "found character that cannot start any token"),
    ("é: [\u{1}]\n", 1, 5, "control characters are not allowed"),
  ])
  func `a mistake is named where it is`(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(read(text).errors.first)
    #expect(error.message == message)
    #expect(error.place.range.start.line == line)
    #expect(error.place.range.start.column == column)
  }

  @Test func `a broken document spoils neither those before nor those after it`() {
    let file = read("a: 1\n---\nb: [\n---\nc: 3\n---\nd: 'x\n---\ne: 5\n")
    #expect(file.documents.count >= 2)
    #expect(file.errors.count >= 1)
    let keys = file.documents.flatMap { document -> [String] in
      guard case .mapping(let members) = document.root.value else { return [] }
      return members.map(\.key.value)
    }
    #expect(keys.first == "a")
    #expect(keys.last == "e" || keys.contains("c"))
  }

  @Test func `keys given twice are all found`() throws {
    let document = try #require(read("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4\n").documents.first)
    #expect(document.findings.map(\.place.range.start.line).sorted() == [3, 4, 5])
    #expect(document.findings.allSatisfy { $0.code == .duplicateKey })
  }

  @Test func `aliases of aliases reach a limit instead of the end of memory`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(read(text).errors.map(\.code) == [.limit])
  }

  @Test func `deep nesting reaches a limit`() {
    let text = String(repeating: "[", count: 5_000)
    #expect(read(text).errors.map(\.code) == [.limit])
    let block = (0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(read(block).errors.map(\.code) == [.limit])
  }

  @Test func `line breaks of all three kinds count as lines`() throws {
    let root = try #require(read("a: 1\r\nb: 2\rc: 3\n").documents.first?.root)
    #expect(root["b"]?.place.range.start.line == 2)
    #expect(root["c"]?.place.range.start.line == 3)
  }
}

@Suite struct EncodingTests {
  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00] as [UInt8], "the file is UTF-16", 1, 1),
    ([0x61, 0x0A, 0x62, 0xE4, 0x63] as [UInt8], "the byte 0xE4 is not UTF-8", 2, 2),
    ([0x61, 0xC0, 0x80] as [UInt8], "the byte 0xC0 is not UTF-8", 1, 2),
    ([0x61, 0xED, 0xA0, 0x80] as [UInt8], "the byte 0xED is not UTF-8", 1, 2),
    ([0x61, 0x0A, 0x00] as [UInt8], "the file holds a NUL byte", 2, 1),
  ])
  func `what is not UTF-8 is refused with its place`(bytes: [UInt8], message: String, line: Int, column: Int) throws {
    let file = DocumentReader.read(SourceFile(name: "a.yaml", bytes: bytes))
    let error = try #require(file.errors.first)
    #expect(error.message == message)
    #expect(error.code == .encoding)
    #expect(error.place.range.start.line == line)
    #expect(error.place.range.start.column == column)
  }

  @Test func `a byte order mark is no part of the text`() throws {
    let file = DocumentReader.read(SourceFile(name: "a.yaml", bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1".utf8)))
    #expect(file.documents.first?.root["a"]?.place.range.start.column == 4)
  }

  @Test(arguments: [
    ("a.json", "{}", DocumentFormat.json), ("a.JSON", "{}", .json), ("a.yml", "{\"a\": 1}", .yaml),
    ("a.jsonl", "", .jsonLines), ("<stdin>", " {\n \"a\"", .jsonSequence), ("<stdin>", "{a: 1}", .yaml),
    ("request", "a: 1", .yaml),
  ])
  func `the format follows the name, then the text`(name: String, text: String, format: DocumentFormat) {
    #expect(DocumentFormat(of: SourceFile(name: name, text: text)) == format)
  }
}
