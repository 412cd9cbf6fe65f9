import Testing

@testable import CEL

@Suite struct CheckerTests {
  static let mistakes: [(source: String, message: String, help: String?)] = [
    ("requst.name", "there is no variable `requst`", "did you mean `request`?"),
    ("request.nam", "`Request` has no field `nam`", "did you mean `name`?"),
    ("request.name + 1", "`+` takes no values of type (string, int)", "it takes (string, string)"),
    ("1 + 1.0", "`+` takes no values of type (int, double)", "convert one of them, as in `int(…)`"),
    (
      "request.name == 1", "a string and an int are never equal",
      "convert one of them, or wrap one in `dyn(…)` if that is meant"
    ),
    ("request.name.startWith('a')", "there is no function `startWith`", "did you mean `startsWith`?"),
    (
      "request.name.charAt(1)", "there is no function `charAt`",
      "it belongs to the library `strings`, which is not switched on"
    ),
    ("request.nodes && true", "`&&` needs a bool, this is int", nil),
    ("request.nodes ? 1 : 2", "the condition must be a bool, this is int", nil),
    ("true ? 1 : 'a'", "the two branches are int and string", "make them the same type, or wrap one in `dyn(…)`"),
    ("request.nodes.all(x, true)", "`all` goes through lists and maps, this is int", nil),
    ("{1.5: 1}", "a double cannot be the key of a map", "keys are bool, int, uint and string"),
    ("request.name.matches('(')", "the pattern is not a regular expression: missing ): (", "the syntax is RE2's"),
    (
      "timestamp('yesterday')",
      "`\"yesterday\"` is not a moment such as `2026-11-24T12:00:00Z`, in the years 1 to 9999",
      nil
    ),
    (
      "duration('5 minutes')", "`\"5 minutes\"` is not a span of time such as `1h30m` that fits 64 bits of nanoseconds",
      nil
    ),
    ("Request{name: 'a'}", "a `Request` cannot be made in an expression", nil),
  ]

  private func environment() throws -> Environment {
    try Environment {
      Variable("request", .structure("Request"))
      StructureDeclaration("Request", fields: [("name", .string), ("nodes", .int)])
    }
  }

  @Test func `each mistake is named with what would fit`() throws {
    let environment = try environment()
    for (source, message, help) in Self.mistakes {
      let error = try #require(throws: CompileError.self, "\(source)") { try environment.compile(source) }
      #expect(error.issues.map(\.message) == [message], "\(source)")
      #expect(error.issues.first?.help == help, "\(source)")
    }
  }

  @Test func `all mistakes of an expression are reported, and none that follows from another`() throws {
    let environment = try environment()
    let error = try #require(throws: CompileError.self) {
      try environment.compile("request.nam.size() > 1 && request.nodes + 'a' > 2 && foo(bar)")
    }
    #expect(
      error.issues.map(\.message) == [
        "`Request` has no field `nam`", "`+` takes no values of type (int, string)", "there is no function `foo`",
        "there is no variable `bar`",
      ])
  }

  @Test func `a name declared twice with different types is refused`() {
    #expect(throws: DeclarationError.self) {
      try Environment {
        Variable("a", .int)
        Variable("a", .string)
      }
    }
  }
}
