import CEL
import Testing

@Suite struct `Notation of other languages` {
  private let environment: CEL.Environment

  init() throws {
    environment = try CEL.Environment {
      Library.all
      Variable("object", .dyn)
      Variable("name", .string)
      Variable("types", .list(.string))
      Variable("labels", .map(.string, .string))
      Variable("count", .int)
      Variable("ok", .bool)
    }
  }

  /// A source with the part that the issue is about between `«` and `»`, and a part of the help.
  private static let rows: [(source: String, help: String)] = [
    ("ok «and» ok", "`&&`"), ("ok «AND» ok", "`&&`"), ("ok «or» ok", "`||`"), ("not «ok»", "write `!`"),
    ("«not»(ok)", "`!(…)`"), ("ok && not «ok»", "write `!`"), ("name «not» in types", "`!(value in list)`"),
    ("name «is» null", "`==`"), ("name «is» not null", "`!=`"), ("name «equals» 'a'", "`==`"),
    ("count «mod» 2 == 0", "`%`"), ("name «contains» 'a'", "`text.contains(part)`"),
    ("name «matches» 'a'", "`text.matches(pattern)`"), ("name «startsWith» 'a'", "`text.startsWith(part)`"),
    ("ok «if» ok else ok", "`condition ? value : otherwise`"), ("«if» ok then 1", "`condition ? value : otherwise`"),
    ("«let» x = 1", "`cel.bind`"), ("«return» ok", "leave out"), ("«for» x in types", "`list.all(x, …)`"),
    ("name «===» 'a'", "`==`"), ("name «!==» 'a'", "`!=`"), ("name «=» 'a'", "`==`"), ("name «<>» 'a'", "`!=`"),
    ("name «=~» 'a'", "`text.matches(pattern)`"), ("ok «&» ok", "`&&`"), ("ok «|» ok", "`||`"),
    ("count «≤» 3", "`<=`"), ("count «≠» 3", "`!=`"), ("count «–» 1", "`-`"), ("count «**» 2", "product"),
    ("name «??» 'a'", "`a.?b.orValue(c)`"), ("object?.name«»", "`a.?b`"), ("count «+=» 1", "nothing can be changed"),
    ("types.all(x «=>» x == 'a')", "comma"), ("«#» a", "`//`"), ("«$»name", "without `$`"),
    ("ok«;» ok", "one value"), ("name in ('a'«,» 'b')", "`[a, b]`"),
    ("name == «“a”»", "straight quotes"), ("name == «‘a’» || ok", "straight quotes"),
    ("name == «„a“»", "straight quotes"), ("name == «”a»", "straight quotes"), ("ok &&«\u{A0}»ok", "ordinary blank"),
    ("ok &&«\u{200B}» ok", "ordinary blank"), ("«ä» == 1", "a to z"),
    ("name == «'»a", "end it with a quote"), ("name == «\"»a' && ok", "end it with a quote"),
    ("name == «r'»a", "end it with a quote"), ("name == «'''»a'", "three quotes"),
    ("name == 'it's«'»", "end it with a quote"), ("name == f«'a'»", "`r`, `b`"),
    ("name == 'a'«b» + 'c'", "within the quotes"),
    ("«len»(types)", "`x.size()`"), ("name.«length»()", "`x.size()`"), ("name.«len»() > 1", "`x.size()`"),
    ("name.«length» > 1", "`x.size()`"), ("types.«count» > 1", "`x.size()`"),
    ("name.«includes»('a')", "`element in list`"),
    ("types.«includes»('a')", "`element in list`"), ("«types.contains('a')»", "`element in list`"),
    ("labels.«hasKey»('a')", "`'key' in map`"), ("labels.«keys»()", "macros go through the keys"),
    ("labels.«get»('a', 'b')", "`map[?key].orValue(otherwise)`"), ("name.«toLowerCase»()", "`text.lowerAscii()`"),
    ("name.«strip»()", "`text.trim()`"), ("types.«any»(t, t == 'a')", "`list.exists(x, condition)`"),
    ("types.«every»(t, t == 'a')", "`list.all(x, condition)`"), ("name.«isEmpty»()", "`x.size() == 0`"),
    ("«str»(count)", "`string(x)`"), ("«float»(count)", "`double(x)`"), ("«typeof»(count)", "`type(x) == string`"),
    ("«isset»(object.a)", "`has(a.b)`"), ("«now»()", "does not know the time"),
    ("«format»('%s', name)", "`'%s …'.format([value])`"),
    ("name.«startwith»('a')", "`startsWith`"), ("name.«startswith»('a')", "`startsWith`"),
    ("object.a == «None»", "`null`"), ("object.a == «nil»", "`null`"), ("object.a == «undefined»", "`null`"),
    ("ok == «True»", "`true`"), ("ok == «FALSE»", "`false`"), ("object.a == «NaN»", "`double('NaN')`"),
  ]

  @Test func `is named where it stands, with what to write`() throws {
    for (marked, help) in Self.rows {
      let parts = marked.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }.map { String($0) }
      let source = parts.joined()
      let range = parts[0].utf8.count..<parts[0].utf8.count + parts[1].utf8.count
      let error = try #require(throws: CompileError.self, "\(source)") { try environment.compile(source) }
      let found = error.issues.first { $0.range == range }
      #expect(found?.help?.contains(help) == true, "\(source): \(error)")
    }
  }

  @Test(arguments: [
    "ok and ok", "name == “a” && ok", "name === 'a'", "ok & ok", "name == 'a && ok", "not ok", "name not in types",
    "len(types) > 1", "object.a == None", "name is not null",
  ])
  func `is one mistake`(_ source: String) throws {
    let error = try #require(throws: CompileError.self) { try environment.compile(source) }
    #expect(error.issues.count == 1, "\(error)")
  }

  @Test(arguments: [
    "ok ? .name : name", "count--1 == 1", "!!ok", "ok&&ok||ok", "count<-1", "count==-1", "name!='a'",
    "{?'a':object.?b}",
    "object.and || object.not || object.is || object.length", "types.exists(or, or == 'a')", "ok?-count:count",
    "'“' == '=' && '===' != '≠'", "[?object.?a] == []", "cel.bind(not, ok, not)",
  ])
  func `is not seen in what the language has`(_ source: String) throws {
    #expect(throws: Never.self) { try environment.compile(source) }
  }
}
