import Testing

@testable import Documents
@testable import Findings

/// What YAML 1.1, which libyaml reads, and YAML 1.2 read differently.
@Suite struct YAMLVersionsTests {
  private func read(_ text: String) -> DocumentFile { DocumentReader.read(SourceFile(name: "a.yaml", text: text)) }

  @Test(arguments: [
    ("a: b # c\u{85}d: e\n", 1, 9, "the character U+0085 ends a line in YAML 1.1 and does not in YAML 1.2"),
    ("# c\u{2028}d: e\n", 1, 4, "the character U+2028 ends a line in YAML 1.1 and does not in YAML 1.2"),
    ("a: \"x\u{2029}y\"\n", 1, 6, "the character U+2029 ends a line in YAML 1.1 and does not in YAML 1.2"),
    ("a: |\n  x\u{2028}y\n", 2, 4, "the character U+2028 ends a line in YAML 1.1 and does not in YAML 1.2"),
    ("a: 1\n---\nb: 'x\u{85}'\n", 3, 6, "the character U+0085 ends a line in YAML 1.1 and does not in YAML 1.2"),
    ("a: 1\n\u{FEFF}b: 2\n", 2, 1, "a byte order mark stands within the text"),
    ("a: 1\n---\n\u{FEFF}b: 2\n", 3, 1, "a byte order mark stands within the text"),
    ("{?region: x}\n", 1, 2, "the `?` here is read differently in YAML 1.1 and 1.2"),
    ("[?region]\n", 1, 2, "the `?` here is read differently in YAML 1.1 and 1.2"),
    ("{a: 1, ?region: x}\n", 1, 8, "the `?` here is read differently in YAML 1.1 and 1.2"),
    ("a: [-]\n", 1, 5, "the `-` here is read differently in YAML 1.1 and 1.2"),
    ("a: &b:c d\n", 1, 4, "the name here is read differently in YAML 1.1 and 1.2"),
    ("a: &b 1\n*b: c\n", 2, 1, "the name here is read differently in YAML 1.1 and 1.2"),
    ("a: [&b: c]\n", 1, 5, "the name here is read differently in YAML 1.1 and 1.2"),
    ("a: [1,#2\n  3]\n", 1, 7, "a comment needs a space before it"),
    ("a: 'b'#c\n", 1, 7, "a comment needs a space before it"),
    ("a: [b]#c\n", 1, 7, "a comment needs a space before it"),
    ("a: |#c\n  b\n", 1, 5, "a comment needs a space before it"),
    ("%YAML 1.1\n---\na: yes\n", 1, 1, "the directive asks for YAML 1.1; documents are read as YAML 1.2"),
    ("a: 1\n%YAML 1.2\n---\nb: 2\n", 2, 1, "a directive stands within a document"),
    ("a: 1\n%TAG ! tag:x,2000:\n---\nb: 2\n", 2, 1, "a directive stands within a document"),
    ("l: {a: b,\nc: d}\n", 2, 1, "this line continues a value and is not indented more than its key"),
    ("l: [a,\nb]\n", 2, 1, "this line continues a value and is not indented more than its key"),
    ("x:\n  l: {a: b,\n  c: d}\n", 3, 1, "this line continues a value and is not indented more than its key"),
    ("x: &a\n  l: [1,\n  2]\n", 3, 1, "this line continues a value and is not indented more than its key"),
    ("l: \"a\nb: c\"\n", 2, 1, "this line continues a value and is not indented more than its key"),
    ("l: \"a\n- b\"\n", 2, 1, "this line continues a value and is not indented more than its key"),
    ("l: \"a\n# b\"\n", 2, 1, "this line continues a value and is not indented more than its key"),
    ("x:\n  l: \"a\n b\"\n", 3, 1, "this line continues a value and is not indented more than its key"),
    ("x:\n  l: 'a\n\tb'\n", 3, 1, "this line continues a value and is not indented more than its key"),
    ("- [a,\nb]\n", 2, 1, "this line continues a value and is not indented more than its key"),
  ])
  func `what could be read in two ways is refused where it stands`(
    text: String, line: Int, column: Int, message: String
  ) throws {
    let error = try #require(read(text).errors.first)
    #expect(error.message == message)
    #expect(error.code == .syntax)
    #expect(!error.help.isEmpty)
    #expect(error.place.range.start.line == line)
    #expect(error.place.range.start.column == column)
  }

  @Test(
    arguments: [
      ("a: \"\\N\\L\\P\\uFEFF\"\n", #"{"a":"\#u{85}\#u{2028}\#u{2029}\#u{FEFF}"}"#), ("{a:1}\n", #"{"a:1":null}"#),
      ("{\"a\":1}\n", #"{"a":1}"#), ("{a: 1, ? b : 2}\n", #"{"a":1,"b":2}"#), ("? a\n: b\n", #"{"a":"b"}"#),
      ("a: [?, b]\n", nil), ("a: yes\nb: on\nc: 012\nd: 1:30\n", #"{"a":"yes","b":"on","c":12,"d":"1:30"}"#),
      ("a: b#c\n", #"{"a":"b#c"}"#), ("a: [b#c, d] # e\n", #"{"a":["b#c","d"]}"#), ("a: &b-c_1 d\n", #"{"a":"d"}"#),
      ("a: &b 1\nc: [*b, *b ]\n", #"{"a":1,"c":[1,1]}"#), ("%YAML 1.2\n---\na: 1\n", #"{"a":1}"#),
      ("l: [\n  a,\n]\nm: {\n  b: c\n}\n", #"{"l":["a"],"m":{"b":"c"}}"#), ("[a,\nb]\n", #"["a","b"]"#),
      ("x:\n- l: [a,\n   b]\n", #"{"x":[{"l":["a","b"]}]}"#), ("l: [a,\n# c\n  b]\n", #"{"l":["a","b"]}"#),
      ("l: \"a\n\n  b\"\n", #"{"l":"a\nb"}"#),
      ("- e: \"x ||\n  y\"\n  m: z\n", #"[{"e":"x || y","m":"z"}]"#), ("e: \"x ||\n!y\"\n", #"{"e":"x || !y"}"#),
      ("a: ! 5\n", #"{"a":"5"}"#),
      ("a: !!str 5\n", #"{"a":"5"}"#),
      ("a: -1\nb: [-1, :x, -x]\n", nil),
      ("a: http://x/y?z\nb: {c: http://x?y}\n", #"{"a":"http://x/y?z","b":{"c":"http://x?y"}}"#),
      ("a: |+\n  b\n \n", #"{"a":"b\n\n"}"#), ("- |+\n   ", #"["\n"]"#), ("'<<': 1\n", #"{"<<":1}"#), ("", ""),
      ("a: b? c\nd: e-f: g\n", nil), ("a: b ?c\n", #"{"a":"b ?c"}"#),
      ("key:    &anchor\n  a: b\n", #"{"key":{"a":"b"}}"#),
      ("\"a\":b\n", nil), ("a: - b\n", nil), ("a\nb: c\n", nil), ("a:\tb\n", #"{"a":"b"}"#), ("a:\n\tb: c\n", nil),
    ] as [(String, String?)])
  func `the rest is read as YAML 1.2 says, or not at all`(text: String, expected: String?) {
    let file = read(text)
    guard let expected else { return #expect(!file.errors.isEmpty) }
    #expect(file.errors.isEmpty)
    #expect(file.documents.flatMap(\.findings).isEmpty)
    #expect(file.documents.map { JSONValue($0.root).canonical }.joined() == expected)
  }

  @Test(arguments: [
    ("a: !x && y\n", "!"), ("a: &x && y\n", "&"), ("a: @x\n", "@"), ("a: `x`\n", "`"), ("a: %x\n", "%"),
    ("a: *.x\n", "*"),
    ("a: || x\n", "|"), ("- !(a || b)\n", "!"), ("a: ![1].exists(x, x > 1)\n", "!"), ("a: > 5\n", ">"),
  ])
  func `the help names what text may not begin with`(text: String, indicator: String) throws {
    let error = try #require(read(text).errors.first)
    #expect(error.help == ["put text that begins with `\(indicator)` in quotes"])
  }

  @Test(arguments: [
    "1: a\n'1': b\n", "!!str a: 1\na: 2\n", "a: 1\n\"\\x61\": 2\n", "a: 1\n? a\n: 2\n", "{a: 1, 'a': 2}\n",
    "~: 1\n~: 2\n",
  ])
  func `keys of the same text are duplicates`(text: String) {
    #expect(read(text).documents.flatMap(\.findings).map(\.code) == [.duplicateKey])
  }

  @Test(
    arguments: [
      (".inf", .double(.infinity)), ("-.INF", .double(-.infinity)), ("+.Inf", .double(.infinity)),
      ("0o1777777777777777777777", .unsigned(.max)), ("0xFFFFFFFFFFFFFFFF", .unsigned(.max)),
      ("18446744073709551615", .unsigned(.max)), ("+9223372036854775808", .unsigned(1 << 63)),
      ("18446744073709551616", .double(0x1p64)), ("0x10000000000000000", .double(0x1p64)),
      ("0o2000000000000000000000", .double(0x1p64)), ("0o7777777777777777777777", .double(0x1p66)),
      ("-9223372036854775809", .double(-0x1p63)), ("1e400", .double(.infinity)), ("-1e400", .double(-.infinity)),
      (".5", .double(0.5)), ("5.", .double(5)), ("-.5e1", .double(-5)), ("1e-400", .double(0)),
    ] as [(String, WrittenNumber)])
  func `numbers beyond 64 bits keep their value`(text: String, value: WrittenNumber) throws {
    let root = try #require(read("a: \(text)\n").documents.first?.root)
    guard case .number(let written)? = root["a"]?.value else { return #expect(Bool(false), "no number") }
    #expect(written == text)
    #expect(WrittenNumber(written) == value)
  }

  @Test func `not a number is one value, and JSON has texts for it and the infinite`() throws {
    guard case .double(let value) = WrittenNumber(".NaN") else { return #expect(Bool(false)) }
    #expect(value.isNaN)
    let root = try #require(read("[.nan, -.inf, 0x10000000000000000]").documents.first?.root)
    #expect(JSONValue(root).canonical == #"[".nan","-.inf",18446744073709552000]"#)
  }
}
