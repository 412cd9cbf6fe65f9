import Testing

@testable import CEL

@Suite struct SourceFormatterTests {
  @Test(arguments: [
    ("a+b", "a + b"), ("a  &&\n b", "a && b"), ("- a-(-b)", "-a - (-b)"), ("! a", "!a"), ("f ( a ,b )", "f(a, b)"),
    ("a . b [ 0 ]", "a.b[0]"), ("a.?b[?c]", "a.?b[?c]"), ("[ ?a,b ]", "[?a, b]"), ("{ 'a':1,?b:2 }", "{'a': 1, ?b: 2}"),
    ("a?b:c", "a ? b : c"), ("a?{b:c?d:e}:f", "a ? {b: c ? d : e} : f"), ("x in[1,2]", "x in [1, 2]"),
    ("T{a:1}", "T{a: 1}"), ("'a  b'+\"c\"", "'a  b' + \"c\""), ("-1", "-1"), ("a- -1", "a - -1"), (".a.b", ".a.b"),
    ("r'\\d'.size()>1u", "r'\\d'.size() > 1u"), ("a.all(x,x>0||!x)", "a.all(x, x > 0 || !x)"),
  ])
  func `blanks are where they should be`(source: String, expected: String) throws {
    #expect(SourceFormatter(width: 100).lines(source) == [expected])
    // The meaning is the same.
    let environment = try Environment { Library.optionals }
    let (before, after) = (try environment.parse(source), try environment.parse(expected))
    #expect(Printer().print(before.root) == Printer().print(after.root))
  }

  @Test func `long lines break where they bind the least, in the fewest brackets`() {
    #expect(
      SourceFormatter(width: 30).lines("first(aaaa) || second(bbbb) && third(cccc) || (fourth(dddd) && fifth(eeee))")
        == [
          "first(aaaa)", "  || second(bbbb)", "    && third(cccc)", "  || (fourth(dddd)", "    && fifth(eeee))",
        ])
    #expect(
      SourceFormatter(width: 20).lines("condition ? value + other : third") == [
        "condition", "  ? value + other", "  : third",
      ])
    #expect(
      SourceFormatter(width: 20).lines("list.all(element, element > 0)") == ["list.all(element,", "  element > 0)"])
    #expect(SourceFormatter(width: 5).lines("'a text that does not fit'") == ["'a text that does not fit'"])
  }

  @Test(arguments: ["a // why\n + b", "a + 'b", "a )", "a + §", "a b", "a +", "(a", "(a]", "f((a  ", ""])
  func `what has comments or is no expression is left alone`(source: String) {
    #expect(SourceFormatter(width: 100).lines(source) == nil)
  }

  @Test func `formatting twice changes nothing`() throws {
    for source in ["a&&b||c ? d : [e,f,{'g':h}].all(x,x.y(z)>0)", "f(a,b,c)+g(d)"] {
      for width in 5..<60 {
        let once = try #require(SourceFormatter(width: width).lines(source))
        #expect(SourceFormatter(width: width).lines(once.joined(separator: "\n")) == once)
      }
    }
  }
}
