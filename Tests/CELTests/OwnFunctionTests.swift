import Testing

@testable import CEL

/// Functions of the embedding program, whatever they are called.
@Suite struct OwnFunctionTests {
  private struct Glob: OpaqueValue, Equatable {
    static let typeName = "glob"
    static let type = ValueType.opaque(typeName, [])
    let description: String
  }

  @Test func `a function with the name of a library's is estimated by what it declares`() throws {
    let environment = try Environment {
      Variable("it", Glob.type)
      Variable("numbers", .list(.int), extent: .list(0...3, of: .scalar))
      Function("join", .member, [Glob.type], returns: .string, cost: 500) { _ in .string("a") }
      Function("sort", .member, [Glob.type], returns: .list(.int), cost: 7) { _ in .list([.int(1)]) }
    }
    for (source, cost) in [("it.join() == 'b'", 500 as UInt64), ("it.sort().size() == 1", 7)] {
      let program = try environment.compile(source)
      let bindings = try environment.bind(["it": .opaque(Glob(description: "*"))])
      let units = program.estimatedCost().units
      #expect(units.least >= cost, "\(source)")
      #expect((units.least...units.most).contains(program.run(bindings).cost), "\(source)")
    }
  }

  @Test func `a pattern of the program's own is no regular expression`() throws {
    let environment = try Environment {
      Variable("it", Glob.type)
      Variable("any", .dyn)
      Function("matches", .member, [Glob.type, .string], returns: .bool, cost: 1) { arguments in
        .bool(arguments.last?.description == "\"*(\"")
      }
    }
    let glob = Value.opaque(Glob(description: "*"))
    #expect(try environment.compile("it.matches('*(')").evaluate(["it": glob]).isTrue)
    #expect(try environment.compile("any.matches('*(')").evaluate(["any": glob]).isTrue)
    #expect(throws: EvaluationError.self) { try environment.compile("any.matches('*(')").evaluate(["any": "a"]) }
    #expect(throws: CompileError.self) { try environment.compile("'a'.matches('*(')") }
  }

  private func reading(_ name: String) -> Function {
    Function("scaled", .global, [.int], returns: .int, cost: 1, reading: [name]) { arguments in
      guard case .int(let one)? = arguments.first, case .int(let factor)? = arguments.last else { return .null }
      return .int(one * factor)
    }
  }

  @Test func `a function reads variables, defined ones too`() throws {
    let environment = try Environment {
      Variable("factor", .int)
      reading("factor")
    }
    #expect(try environment.compile("scaled(2) == 6").evaluate(["factor": 3]).isTrue)
    #expect(try environment.compile("scaled(2) == 6").fixing(["factor": 3]).evaluate().isTrue)

    let base = try Environment { Variable("x", .int) }
    let defined = try base.defining("twice", as: try base.check("x * 2")).declaring { reading("twice") }
    #expect(try defined.compile("scaled(5) == 30").evaluate(["x": 3]).isTrue)
  }

  @Test func `the estimate counts what a function reads`() throws {
    let base = try Environment { Variable("x", .int) }
    let defined = try base.defining("twice", as: try base.check("x * 2 + x")).declaring { reading("twice") }
    for (environment, values) in [
      (try base.declaring { reading("x") }, ["x": Value.int(3)]), (defined, ["x": .int(3)]),
    ] {
      let program = try environment.compile("scaled(5) > 0 && scaled(6) > 0")
      let cost = program.run(try environment.bind(values)).cost
      #expect(program.estimatedCost().units.most >= cost && cost > 0)
    }
  }

  @Test func `a function that reads what is not there, or has several overloads, is refused`() {
    let missing = #expect(throws: DeclarationError.self) { try Environment { reading("factor") } }
    #expect(missing?.description == "the variable `factor`, which the function `scaled` reads, is not declared")
    let several = #expect(throws: DeclarationError.self) {
      try Environment {
        Variable("factor", .int)
        reading("factor")
        Function("scaled", cost: 1) { (text: String) -> String in text }
      }
    }
    #expect(several?.description == "the function `scaled` reads variables, so that it can have one overload only")
  }
}
