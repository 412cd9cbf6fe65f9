import Testing

@testable import CEL

@Suite struct ParserTests {
  private let environment: Environment

  init() throws {
    environment = try Environment { Library.all.map { $0 as any Declaration } }
  }

  private func tree(_ source: String) throws -> SyntaxTree { try environment.parse(source) }

  static let printed: [(source: String, printed: String)] = [
    ("1+2*3", "1 + 2 * 3"),
    ("(1+2)*3", "(1 + 2) * 3"),
    ("1-(2-3)", "1 - (2 - 3)"),
    ("a?b:c?d:e", "a ? b : c ? d : e"),
    ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
    ("!(a&&b)||c", "!(a && b) || c"),
    ("-(-1)", "-(-1)"),
    ("-(4.p)", "-(4.p)"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("(-1).f()", "(-1).f()"),
    ("a.b[0].?c[?'d']", "a.b[0].?c[?\"d\"]"),
    (".a.b", ".a.b"),
    ("a.`b-c`", "a.`b-c`"),
    ("has(a.b.c)", "has(a.b.c)"),
    ("[1,?x,]", "[1, ?x]"),
    ("{'a':1,?'b':x}", "{\"a\": 1, ?\"b\": x}"),
    ("google.protobuf.Int32Value{value:1}", "google.protobuf.Int32Value{value: 1}"),
    ("x.exists_one(i,i>1)", "x.exists_one(i, i > 1)"),
    ("x.map(i,i>1,i*2)", "x.map(i, i > 1, i * 2)"),
    ("x.transformMap(k,v,v+1)", "x.transformMap(k, v, v + 1)"),
    ("cel.bind(a,1,a+a)", "cel.bind(a, 1, a + a)"),
    ("cel.block([1,cel.index(0)],cel.index(1))", "cel.block([1, cel.index(0)], cel.index(1))"),
    ("x.optMap(y,y+1)", "x.optMap(y, y + 1)"),
    ("r'\\d' + b'\\xff' + '\\n'", "\"\\\\d\" + b\"\\xff\" + \"\\n\""),
    ("1.5e300 + .5", "1.5e+300 + 0.5"),
    ("a // comment\n + b", "a + b"),
  ]

  @Test func `the printer writes source that parses to the same tree`() throws {
    for (source, printed) in Self.printed {
      let first = Printer().print(try tree(source).root)
      #expect(first == printed)
      #expect(Printer().print(try tree(first).root) == first)
    }
  }

  static let mistakes: [(source: String, line: Int, column: Int, message: String)] = [
    ("1 +", 1, 4, "expected an expression, found the end of the expression"),
    ("(1", 1, 1, "this `(` is not closed"),
    ("'abc", 1, 1, "the string that begins here is not closed"),
    ("a = b", 1, 3, "`=` is not part of the language"),
    ("9223372036854775808", 1, 1, "the number does not fit an int"),
    ("18446744073709551616u", 1, 1, "the number does not fit a uint"),
    ("1e309", 1, 1, "the number does not fit a double"),
    ("'\\q'", 1, 2, "`\\q` is not an escape sequence"),
    ("'\\ud800'", 1, 2, "U+D800 is not a code point"),
    ("while", 1, 1, "`while` is a reserved word"),
    ("a\n  .b(]", 2, 6, "expected an expression, found `]`"),
    ("[1].all(1, true)", 1, 9, "`all` needs the name of a variable here"),
    ("has(a)", 1, 5, "`has` asks for a field"),
    ("1x", 1, 1, "`1x` is not a number"),
    ("", 1, 1, "expected an expression, found the end of the expression"),
  ]

  @Test func `each mistake is reported at its place`() throws {
    for (source, line, column, message) in Self.mistakes {
      let error = try #require(throws: CompileError.self) { try tree(source) }
      let excerpt = SourceExcerpt(of: error.issues[0].range, in: source)
      #expect(error.issues[0].message == message, "\(source)")
      #expect((excerpt.line, excerpt.column) == (line, column), "\(source)")
    }
  }

  @Test func `several mistakes of one source are reported at once`() throws {
    let error = try #require(throws: CompileError.self) { try tree("[1 +, 'a' 'b', f(), )") }
    #expect(error.issues.count >= 3)
    #expect(
      error.description.contains(
        """
        1:5: expected an expression, found `,`
          | [1 +, 'a' 'b', f(), )
          |     ^
        """))
  }

  @Test func `nesting, size and length have limits`() throws {
    for source in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 5_000),
      String(repeating: "!", count: 5_000),
      String(repeating: "-", count: 5_000) + "x", "1" + String(repeating: "+1", count: 40_000),
      "a" + String(repeating: "[0]", count: 20_000), String(repeating: "a?", count: 30_000),
      "'" + String(repeating: "a", count: 200_000) + "'",
    ] {
      #expect(throws: CompileError.self) { try tree(source) }
    }
  }
}
