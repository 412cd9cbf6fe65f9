import Testing

@testable import CEL

@Suite struct EvaluationTests {
  /// A Swift type that expressions look into.
  struct Cluster: Structure {
    let name: String
    let types: [String]
    let nodes: Int

    static let structureType = StructureType<Cluster>("Cluster") {
      Field("name") { $0.name }
      Field("types") { $0.types }
      Field("nodes") { $0.nodes }
    }
  }

  @Test func `overflow and division by zero are errors, never traps`() throws {
    let environment = try Environment()
    for source in [
      "9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2", "-(-9223372036854775808)",
      "-9223372036854775808 / -1", "-9223372036854775808 % -1", "1 / 0", "1 % 0", "1u / 0u", "1u % 0u", "0u - 1u",
      "18446744073709551615u + 1u", "int(9223372036854775808.0)", "int(0.0 / 0.0)", "uint(-1.0)",
      "timestamp(9223372036854775807)", "duration(9223372036854775807)", "[1][9223372036854775807]",
      "timestamp('9999-12-31T23:59:59Z') + duration('1s')", "duration('9223372036s') + duration('9223372036s')",
      "duration('99999999999999999999.5s')", "duration('-9223372036.854775808s') - duration('1ns')",
    ] {
      #expect(throws: (any Error).self, "\(source)") { try environment.compile(source).evaluate() }
    }
  }

  @Test func `strings are compared and cut by code points without normalisation`() throws {
    let environment = try Environment { Library.strings }
    for (source, expected) in [
      ("'e\\u0301' == '\\u00e9'", false), ("'e\\u0301'.size() == 2", true),
      ("'\\U0001F1E9\\U0001F1EA'.size() == 2", true),
      ("'\\uffff' < '\\U00010000'", true), ("'e\\u0301' in {'\\u00e9': 1}", false),
      ("'e\\u0301'.startsWith('e')", true), ("'a\\r\\n'.size() == 3", true),
    ] {
      #expect(try environment.compile(source).evaluate().isTrue == expected, "\(source)")
    }
  }

  @Test func `an error carries the place of what failed`() throws {
    let program = try Environment { Variable("a", .map(.string, .int)) }.compile("1 + a.missing")
    let error = try #require(throws: EvaluationError.self) { try program.evaluate(["a": [:]]) }
    #expect(error.kind == .noSuchKey)
    #expect(error.range == 4..<13)
  }

  @Test func `Swift structs and functions are declared in a few lines`() throws {
    let environment = try Environment {
      Cluster.structureType
      Variable("cluster", Cluster.self)
      Function("initial", .member, cost: 1) { (name: String) -> String in String(name.prefix(1)) }
    }
    let program = try environment.compile(
      "cluster.name.initial() == 'v' && 'm5.large' in cluster.types && cluster.nodes < 3")
    #expect(program.type == .bool)
    let cluster = Cluster(name: "vision", types: ["m5.large"], nodes: 2)
    #expect(try program.evaluate(["cluster": cluster.value]).isTrue)
    #expect(throws: BindingError.self) { try program.evaluate(["cluster": "no cluster"]) }
    #expect(throws: BindingError.self) { try program.evaluate(["other": 1]) }
  }

  @Test func `fixed variables give the same values`() throws {
    let environment = try Environment {
      Variable("name", .string)
      Variable("allowed", .list(.string))
    }
    let program = try environment.compile("name in allowed")
    let fixed = try program.fixing(["allowed": ["a", "b"]])
    for (name, expected) in [("a", true), ("c", false)] {
      #expect(try fixed.evaluate(["name": .string(name)]).isTrue == expected)
      #expect(try program.evaluate(["name": .string(name), "allowed": ["a", "b"]]).isTrue == expected)
    }
  }

  @Test func `the budget stops what would take too long, and names what took it`() throws {
    var environment = try Environment { Library.all.map { $0 as any Declaration } }
    environment.costLimit = 10_000
    let doubling = (0..<60).reduce("'ab'") { source, _ in "cel.bind(x, \(source), x + x)" }
    let sharing =
      "cel.bind(a, [1], "
      + (0..<40).map { "cel.bind(a\($0), [\($0 == 0 ? "a" : "a\($0 - 1)"), \($0 == 0 ? "a" : "a\($0 - 1)")], " }
      .joined()
      + "a39 == a39" + String(repeating: ")", count: 41)
    for source in [
      "lists.range(1000000000).size()",
      "lists.range(100).all(x, lists.range(100).all(y, lists.range(100).all(z, true)))",
      doubling, sharing,
      "lists.range(90).map(x, 'aaaaaaaaaaaaaaaaaaaa').join('b').replace('', 'c').replace('', 'dddddddddddddddd')",
    ] {
      let error = try #require(throws: EvaluationError.self, "\(source)") { try environment.compile(source).evaluate() }
      #expect(error.kind == .costLimitExceeded, "\(source)")
    }
    let nested = "1 < 2 && lists.range(9).all(x, lists.range(5000).all(y, y >= 0))"
    let error = try #require(throws: EvaluationError.self) { try environment.compile(nested).evaluate() }
    #expect(error.message.contains("`lists.range(5000).all(y, y >= 0)`"))
  }

  @Test func `a trace has the value of each part`() throws {
    let environment = try Environment { Variable("x", .int) }
    let program = try environment.compile("[1, 2, 3].exists(i, i == x) && x > 5")
    let trace = program.trace(try environment.bind(["x": 2]))
    let parts = trace.tree.root.children
    #expect(parts.map { trace.values(of: $0).map(\.description) } == [["true"], ["false"]])
    #expect(parts[0].children[1].children.first.map { trace.values(of: $0).map(\.description) } == ["1", "2"])
  }

  @Test func `one program serves eight tasks at once`() async throws {
    let environment = try Environment {
      Variable("n", .int)
      Variable("text", .string)
    }
    let program = try environment.compile("text.matches('^a+' + 'b$') && [1, 2, 3].map(x, x * n).exists(y, y == 2 * n)")
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<200 {
            let text = round % 2 == 0 ? "aab" : "ba"
            let value = try program.evaluate(["n": .int(Int64(task * 1_000 + round + 1)), "text": .string(text)])
            if value.isTrue != (round % 2 == 0) { return false }
          }
          return true
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a cancelled task stops evaluating`() async throws {
    let environment = try Environment { Variable("items", .list(.int)) }
    let program = try environment.compile("items.all(x, items.all(y, items.all(z, true)))")
    let items = Value.list((0..<1_000).map { .int($0) })
    let task = Task { program.run(try environment.bind(["items": items]), costLimit: .max).result }
    task.cancel()
    guard case .failure(let error) = try await task.value else {
      Testing.Issue.record("the evaluation should have been cancelled")
      return
    }
    #expect(error.kind == .cancelled)
  }
}
