import CEL
import Testing

@Suite struct `Variables that expressions define` {
  private func environment(_ dialect: Dialect) throws -> CEL.Environment {
    var environment = try CEL.Environment {
      dialect == .kubernetes ? Library.kubernetes : Library.all
      dialect
      Variable("object", .dyn)
      Variable("net.port", .int)
    }
    for (name, source) in [
      ("variables.context", "object.spec.?context.orValue({})"), ("variables.count", "object.list.size()"),
      ("variables.broken", "object.missing + 1"), ("variables.absent", "object.?missing"),
    ] {
      environment = try environment.defining(name, as: environment.check(source))
    }
    return environment
  }

  private func result(_ source: String, _ environment: CEL.Environment) throws -> String {
    let object = Value.map(
      ValueMap(ordered: [("spec", .map(ValueMap(ordered: []))), ("list", .list([.int(1), .int(2)]))]))
    let program = try environment.compile(source)
    switch try program.run(environment.bind(["object": object])).result {
    case .success(let value): return value.description
    case .failure(let error): return "error: \(error.message)"
    }
  }

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `are there for has and for optional fields`(_ dialect: Dialect) throws {
    let environment = try environment(dialect)
    for (source, expected) in [
      ("has(variables.context)", "true"), ("has(variables.context) && has(variables.context.user)", "false"),
      ("has(variables.count) && variables.count == 2", "true"), ("variables.?count.orValue(5)", "2"),
      ("variables.?context.user.hasValue()", "false"), ("has(variables.absent)", "true"),
      ("variables.?absent.hasValue()", "false"), ("has(net.port)", "false"), ("net.?port.orValue(80)", "80"),
      ("has(variables.broken)", "error: `variables.broken` has no value: there is no key `missing`"),
      ("variables.?broken.orValue(1)", "error: `variables.broken` has no value: there is no key `missing`"),
    ] {
      #expect(try result(source, environment) == expected, "\(source)")
    }
  }

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `are named in messages where there are none of the name`(_ dialect: Dialect) throws {
    let environment = try environment(dialect)
    for (source, name) in [
      ("has(variables.contxt)", "variables.contxt"), ("variables.?contxt.orValue(1)", "variables.contxt"),
      ("variables.contxt", "variables.contxt"),
    ] {
      let error = try #require(throws: CompileError.self) { try environment.compile(source) }
      #expect(error.issues.map(\.message) == ["there is no variable `\(name)`"], "\(source)")
      #expect(error.issues[0].help == "did you mean `variables.context`?")
      #expect(error.issues[0].unknownVariable == name)
    }
  }

  @Test func `count among the variables that an expression depends on`() throws {
    let environment = try environment(.definition)
    let checked = try environment.check("has(variables.count) || variables.?context.hasValue()")
    #expect(checked.variables == ["variables.count", "variables.context", "object"])
  }

  @Test func `cost what they take where has asks for them`() throws {
    let environment = try environment(.definition)
    let program = try environment.compile("has(variables.context)")
    let cost = try program.run(
      environment.bind(["object": .map(ValueMap(ordered: [("spec", .map(ValueMap(ordered: [])))]))])
    ).cost
    let estimate = program.estimatedCost().units
    #expect(cost > 3)
    #expect(estimate.least <= cost && cost <= estimate.most, "\(cost) of \(estimate)")
  }
}
