import CEL
import Testing

@Suite struct `Patterns` {
  @Test func `are extracted and replaced`() throws {
    try LibraryTable().check([
      ("regex.extract('hello world', 'hello(.*)')", "optional.of(\" world\")"),
      ("regex.extract('a', 'b')", "optional.none()"),
      ("regex.extract('abc', '[bc]+')", "optional.of(\"bc\")"),
      ("regex.extract('val=', 'val=([^,]*)')", "optional.none()"),
      ("regex.extractAll('val=a, val=, val=c', 'val=([^,]*)')", "[\"a\", \"c\"]"),
      ("regex.extractAll('a1b22', '[0-9]+')", "[\"1\", \"22\"]"),
      ("regex.extractAll('ab', 'x')", "[]"), ("regex.extractAll('ab', '(x)?')", "[]"),
      ("regex.extractAll('aba', 'b*')", "[\"\", \"b\", \"\"]"),
      ("regex.extractAll('é', '')", "[\"\", \"\"]"),
      ("regex.extract('ab', '(a)(b)')", "error: the pattern of `regex.extract` has more than one group"),
      ("regex.extractAll('ab', '(a)(b)')", "error: the pattern of `regex.extractAll` has more than one group"),
      ("regex.extract('ab', '(')", "refused: the pattern is not a regular expression: missing ): ("),
      ("regex.extract('ab', string(dyn('(')))", "error: the pattern is not a regular expression: missing ): ("),
      ("regex.extract(dyn(1), 'a')", "error: `regex.extract` takes two strings"),
      ("regex.replace('hello world', 'o', '0')", "\"hell0 w0rld\""),
      ("regex.replace('hello', 'l', 'L', 1)", "\"heLlo\""),
      ("regex.replace('hello', 'l', 'L', 0)", "\"hello\""), ("regex.replace('hello', 'l', 'L', -1)", "\"heLLo\""),
      ("regex.replace('ab', '(a)(b)', r'\\2\\1\\\\')", "\"ba\\\\\""), ("regex.replace('abc', 'b*', '-')", "\"-a-c-\""),
      ("regex.replace('é', '', '-')", "\"-é-\""),
      ("regex.replace('a', 'a', r'\\1')", "error: the pattern has no group 1"),
      (
        "regex.replace('a', 'a', r'\\x')",
        "error: after a backslash in the replacement a digit or a backslash is needed"
      ),
      (
        "regex.replace('a', 'a', '\\\\')",
        "error: after a backslash in the replacement a digit or a backslash is needed"
      ),
      ("regex.replace(dyn(1), 'a', 'b')", "error: `regex.replace` takes no values of type (int, string, string)"),
      (
        "regex.replace('a', 'a', 'b', dyn('x'))",
        "error: `regex.replace` takes no values of type (string, string, string, string)"
      ),
      ("regex.replace('a', '[', 'b')", "refused: the pattern is not a regular expression: missing ]: ["),
    ])
  }

  @Test func `are found as Kubernetes finds them`() throws {
    for dialect in [Dialect.definition, .kubernetes] {
      try LibraryTable(dialect).check([
        ("'abc 123'.find('[0-9]+')", "\"123\""), ("'abc'.find('[0-9]+')", "\"\""), ("'abc'.find('(b)c')", "\"bc\""),
        ("'123 abc 456'.findAll('[0-9]+')", "[\"123\", \"456\"]"), ("'123 abc 456'.findAll('[0-9]+', 1)", "[\"123\"]"),
        ("'12'.findAll('[0-9]', 0)", "[]"), ("'12'.findAll('[0-9]', -1)", "[\"1\", \"2\"]"),
        ("'ab'.findAll('x')", "[]"),
        ("'12 a'.findAll('[0-9]*')", "[\"12\", \"\", \"\"]"), ("'éa'.findAll('')", "[\"\", \"\", \"\"]"),
        ("'a'.find('[')", "refused: the pattern is not a regular expression: missing ]: ["),
        ("'a'.findAll('[', 1)", "refused: the pattern is not a regular expression: missing ]: ["),
        ("'a'.findAll(string(dyn('[')))", "error: the pattern is not a regular expression: missing ]: ["),
        ("dyn(1).find('a')", "error: `find` takes two strings"),
        ("dyn('a').findAll('a', dyn('x'))", "error: `findAll` takes no values of type (string, string, string)"),
      ])
    }
  }

  @Test func `match`() throws {
    let table = try LibraryTable()
    try table.check([
      ("'abc'.matches('b') && matches('abc', '^a.c$')", "true"), ("'abc'.matches('^b')", "false"),
      ("dyn(1).matches('a')", "error: `matches` takes no values of type (int, string)"),
    ])
    for (pattern, expected) in [
      (Value.string("c$"), "true"), (.string("x"), "false"),
      (.int(1), "error: `matches` takes no values of type (string, int)"),
      (.string("("), "error: the pattern is not a regular expression: missing ): ("),
      (nil, "error: the variable `anything` has no value"),
      (.string("(a{1000}){1000}"), "error: the pattern is not a regular expression: invalid repetition size: {1000}"),
    ] {
      #expect(table.result("'abc'.matches(anything)", anything: pattern) == expected)
    }
    #expect(
      table.result("anything.matches('b')", anything: .int(1))
        == "error: `matches` takes no values of type (int, string)")
    #expect(table.result("'abc'.find(anything)", anything: .string("b")) == "\"b\"")
    #expect(table.result("'a'.matches(dyn(1))") == "error: a pattern must be a string")
  }
}
