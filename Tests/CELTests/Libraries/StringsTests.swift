import CEL
import Testing

@Suite struct `Text` {
  @Test func `is searched and cut by code points`() throws {
    try LibraryTable().check([
      ("'tacocat'.charAt(3)", "\"o\""), ("'abc'.charAt(3)", "\"\""), ("'a€b'.charAt(1)", "\"€\""),
      ("'abc'.charAt(4)", "error: the index 4 is outside of the text"),
      ("'abc'.charAt(-1)", "error: the index -1 is outside of the text"),
      ("dyn(1).charAt(0)", "error: `charAt` takes no values of type (int, int)"),
      ("'hello mellow'.indexOf('ello')", "1"), ("'hello mellow'.indexOf('ello', 2)", "7"),
      ("'hello'.indexOf('x')", "-1"), ("'hello'.indexOf('')", "0"), ("'hello'.indexOf('', 2)", "2"),
      ("'hello'.indexOf('l', 6)", "error: the index 6 is outside of the text"),
      ("'hello'.indexOf('l', -1)", "error: the index -1 is outside of the text"),
      ("'hello mellow'.lastIndexOf('ello')", "7"), ("'hello mellow'.lastIndexOf('ello', 6)", "1"),
      ("'hello'.lastIndexOf('x')", "-1"), ("'hello'.lastIndexOf('')", "5"), ("'h'.lastIndexOf('hello')", "-1"),
      ("dyn(1).indexOf('a')", "error: `indexOf` takes no values of type (int, string)"),
      ("'tacocat'.substring(4)", "\"cat\""), ("'tacocat'.substring(0, 4)", "\"taco\""),
      ("'ta©o'.substring(2, 3)", "\"©\""), ("'abc'.substring(3)", "\"\""),
      ("'abc'.substring(4)", "error: the index 4 is outside of the text"),
      ("'abc'.substring(0, 4)", "error: the index 4 is outside of the text"),
      ("'abc'.substring(2, 1)", "error: the start 2 of the substring is after its end 1"),
      ("dyn(1).substring(1)", "error: `substring` takes no values of type (int, int)"),
      ("'abc'.substring(0, dyn('x'))", "error: `substring` takes no values of type (string, int, string)"),
      ("'TacoCÄ'.lowerAscii() + 'tacoÄ'.upperAscii()", "\"tacocÄTACOÄ\""), ("'gums'.reverse()", "\"smug\""),
      ("'John Smith'.reverse()", "\"htimS nhoJ\""), ("' \\u2003trim\\n '.trim()", "\"trim\""), ("''.trim()", "\"\""),
      ("dyn(1).trim()", "error: `trim` takes no values of type (int)"),
      ("dyn(1).lowerAscii()", "error: `lowerAscii` takes no values of type (int)"),
      ("dyn(1).reverse()", "error: `reverse` takes no values of type (int)"),
    ])
  }

  @Test func `is replaced, split, joined and quoted`() throws {
    try LibraryTable().check([
      ("'hello hello'.replace('he', 'we')", "\"wello wello\""),
      ("'hello hello'.replace('he', 'we', 1)", "\"wello hello\""),
      ("'hello hello'.replace('he', 'we', 0)", "\"hello hello\""), ("'hello'.replace('l', '', -1)", "\"heo\""),
      ("'aé'.replace('', '-')", "\"-a-é-\""), ("'ab'.replace('', '-', 2)", "\"-a-b\""),
      ("''.replace('', '-')", "\"-\""),
      ("'ab'.replace('x', 'y')", "\"ab\""),
      ("dyn(1).replace('a', 'b')", "error: `replace` takes no values of type (int, string, string)"),
      ("'a'.replace('a', 'b', dyn('x'))", "error: `replace` takes no values of type (string, string, string, string)"),
      ("'a,b,,c'.split(',')", "[\"a\", \"b\", \"\", \"c\"]"), ("'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"),
      ("'a,b,c'.split(',', 0)", "[]"), ("'a,b,c'.split(',', 1)", "[\"a,b,c\"]"),
      ("'a,b'.split(',', -1)", "[\"a\", \"b\"]"),
      ("'aéb'.split('')", "[\"a\", \"é\", \"b\"]"), ("'aéb'.split('', 2)", "[\"a\", \"éb\"]"),
      ("''.split(',')", "[\"\"]"),
      ("''.split('')", "[]"), ("dyn(1).split('a')", "error: `split` takes no values of type (int, string)"),
      ("'a'.split('a', dyn('x'))", "error: `split` takes no values of type (string, string, string)"),
      ("['a', 'b'].join()", "\"ab\""), ("['a', 'b'].join(', ')", "\"a, b\""), ("[].join('x')", "\"\""),
      ("[dyn(1)].join()", "error: `join` takes no values of type (int)"),
      ("['a'].join(dyn(1))", "error: `join` takes no values of type (list, int)"),
      ("dyn(1).join()", "error: `join` takes no values of type (int)"),
      (
        "strings.quote('a\\n\\t\\r\\a\\b\\f\\v\\\\\"é')",
        "\"\\\"a\\\\n\\\\t\\\\r\\\\a\\\\b\\\\f\\\\v\\\\\\\\\\\\\\\"é\\\"\""
      ),
      ("strings.quote(dyn(1))", "error: `strings.quote` takes no values of type (int)"),
      ("'abc'.contains('bc') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc')", "true"),
      ("'abc'.contains('')", "true"), ("'a'.endsWith('ba')", "false"),
      ("dyn(1).contains('a')", "error: `contains` takes no values of type (int, string)"),
      ("'abc'.matches('^[a-c]+$') && matches('abc', 'b')", "true"),
    ])
  }
}
