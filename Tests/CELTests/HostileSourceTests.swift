import Testing

@testable import CEL

/// Sources and values that are written to crash, hang or exhaust whoever evaluates them.
@Suite struct HostileSourceTests {
  private func environment() throws -> Environment { try Environment { Library.all.map { $0 as any Declaration } } }

  /// Wraps a source again and again.
  private func nested(_ count: Int, _ core: String, _ wrap: (String, Int) -> String) -> String {
    (0..<count).reduce(core, wrap)
  }

  @Test(arguments: [
    (260, "1", "(", ")"), (260, "1", "[", "]"), (260, "1", "{1: ", "}"), (260, "true", "!(", ")"),
    (20, "1", "(", ")" + String(repeating: "+1", count: 240)), (260, "1", "", ".a"), (260, "1", "", "[0]"),
    (260, "1", "true ? 1 : ", ""), (260, "'a'", "", ".lowerAscii()"), (260, "1", "-(", ")"),
  ])
  func `what is nested too deep is an error in compiling`(count: Int, core: String, before: String, after: String)
    throws
  {
    let source = nested(count, core) { source, _ in before + source + after }
    for isTypeChecked in [true, false] {
      let error = #expect(throws: CompileError.self) { try environment().compile(source, typeChecked: isTypeChecked) }
      #expect(error?.issues.contains { $0.message.contains("nested more than 250 levels") } == true)
    }
  }

  @Test func `parts that are named count as levels of what names them`() throws {
    let source =
      "cel.bind(a0, 1, "
      + (1..<200).map { "cel.bind(a\($0), \(nested(10, "a\($0 - 1)") { s, _ in "[\(s)][0]" }), " }
      .joined() + "a199" + String(repeating: ")", count: 200)
    let error = #expect(throws: CompileError.self) { try environment().compile(source) }
    #expect(error?.issues.contains { $0.message.contains("more than 1000 levels") } == true)
  }

  @Test func `types that grow exponentially are dyn from some size on`() throws {
    for pair in ["[x, x]", "{1: [x, x]}", "[[x], [x]]", "optional.of([x, x])"] {
      let source = nested(60, "x") { source, _ in "cel.bind(x, \(pair), \(source))" }
      let program = try environment().compile("dyn(cel.bind(x, [], \(source))) == 1")
      #expect(program.type == .bool)
    }
  }

  @Test(arguments: [
    "quantity('1e-9223372036854775808')", "quantity('1e9223372036854775807')", "uint('+5')", "uint('-0')",
    "double('1e400')", "double('-1e400')", "{'a': 1}.sortBy(x, x)", "timestamp('0000-01-01T00:00:00Z')",
    "'%.99999999999999999999f'.format([1.0])", "lists.range(9223372036854775807)",
    "'a'.substring(-1)", "'a'.charAt(9223372036854775807)", "[1].slice(0, 9223372036854775807)",
    "[[1]].flatten(-1)", "math.bitShiftLeft(1, -1)", "math.abs(-9223372036854775808)", "cidr('0.0.0.0/33')",
    "semver('1.0.99999999999999999999')", "b'\\xff' + 'a'", "string(b'\\xff')", "1 % 0 == 1 ? 1 : 2",
  ])
  func `values out of range are errors`(source: String) throws {
    #expect(throws: (any Error).self) { try environment().compile(source, typeChecked: false).evaluate() }
  }

  @Test(arguments: [
    "range.all(x, [x, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1].size() > 0)",
    "range.all(x, {x: 1, 'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1}.size() > 0)",
    "range.all(x, x >= 0 || false || false || false || false || false || false || false)",
    "range.all(x, !!!!!!!!(x >= 0))",
    "range.all(x, x < 0 ? true : x < 0 ? true : x < 0 ? true : x >= 0)",
    "range.all(x, 'aaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a{9}){9}' + string(x)) || true)",
    "range.transformMapEntry(i, x, {x: x}).size() > 0", "optional.unwrap(range.map(x, optional.of(x))).size() > 0",
    "regex.extractAll(range.map(x, 'a').join(), '(?:a{1,50}){1,10}').size() > 0",
  ])
  func `every piece of work is charged`(source: String) throws {
    let environment = try environment().declaring { Variable("range", .list(.int)) }
    let program = try environment.compile(source)
    let range = Value.list((0..<1_000).map { .int($0) })
    let bindings = try environment.bind(["range": range])
    guard case .success = program.run(bindings, costLimit: .max).result else {
      Testing.Issue.record("\(source) fails without a budget")
      return
    }
    #expect(program.run(bindings, costLimit: .max).cost > 4_000)
  }

  @Test func `a source has a limited number of patterns, and equal ones are one`() throws {
    let environment = try Environment { Variable("text", .string) }
    let equal = (0..<300).map { _ in "text.matches('^a+$')" }.joined(separator: " || ")
    #expect(try environment.compile(equal).evaluate(["text": "aa"]).isTrue)
    let different = (0..<101).map { "text.matches('^a{\($0)}$')" }.joined(separator: " || ")
    let error = #expect(throws: CompileError.self) { try environment.compile(different) }
    #expect(error?.issues.first?.message == "the source has more than 100 different patterns")
  }

  @Test func `what is not known of elements stays unknown`() throws {
    let environment = try Environment {
      Library.lists
      Variable("x", .list(.dyn))
      Variable("y", .dyn)
    }
    for source in ["x.distinct()[0] + y == 'ab'", "x[0] + y == 'ab'", "[x[0], y].map(e, e + 'b')[0] == 'ab'"] {
      let program = try environment.compile(source)
      #expect(try program.evaluate(["x": ["a"], "y": "b"]).isTrue, "\(source)")
    }
  }
}
