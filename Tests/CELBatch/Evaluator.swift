import CEL

/// Compiles and evaluates expressions in one environment.
struct Evaluator {
  private let environment: Environment
  private let bindings: [Bindings]

  init(_ setting: Setting) throws {
    let variables = setting.variables.map { Variable($0.key, $0.value.type) }
    let environment = try Environment { variables }
    self.environment = environment
    bindings = try setting.bindings.map { try environment.bind($0.mapValues(\.value)) }
  }

  func answer(to question: Question) -> Answer {
    let checked: CheckedExpression
    do {
      checked = try environment.check(question.expression)
    } catch {
      return Answer(error: error.issues.map(\.message).joined(separator: "; "), stage: .compilation)
    }
    let bindings = bindings[question.bindings]
    guard let program = try? environment.compile(checked) else {
      // A constant moment, span or pattern that is none. In the specification that is a failure of the evaluation, if it
      // comes to that, and so it is here without types.
      return answer(
        Swift.Result { try environment.compile(question.expression, typeChecked: false).evaluate(bindings) })
    }
    let evaluation = program.run(bindings)
    var answer = answer(evaluation.result)
    let doubts = doubts(about: evaluation, of: program, bindings)
    if !doubts.isEmpty { answer.doubts = doubts }
    return answer
  }

  private func answer(_ result: Swift.Result<Value, some Error>) -> Answer {
    switch result {
    case .success(let value): Answer(value: ValueNotation(value))
    case .failure(let error): Answer(error: "\(error)", stage: .evaluation)
    }
  }

  /// Where other ways of evaluating the same come to something else.
  private func doubts(about evaluation: Program.Evaluation, of program: Program, _ bindings: Bindings) -> [String] {
    var doubts: [String] = []
    let trace = program.trace(bindings)
    if !Self.areSame(trace.result, evaluation.result) { doubts.append("traced: \(Self.text(trace.result))") }
    let estimate = program.estimatedCost().units
    if evaluation.cost > estimate.most { doubts.append("cost: \(evaluation.cost), at most \(estimate.most) estimated") }
    if case .success = evaluation.result, evaluation.cost < estimate.least {
      doubts.append("cost: \(evaluation.cost), at least \(estimate.least) estimated")
    }
    let printed = Printer().print(program.checked.tree.root)
    do {
      let unchecked = try environment.compile(program.source, typeChecked: false).run(bindings).result
      if !Self.areSame(unchecked, evaluation.result) { doubts.append("unchecked: \(Self.text(unchecked))") }
      let reread = try environment.compile(printed).run(bindings).result
      if !Self.areSame(reread, evaluation.result) { doubts.append("printed as \(printed): \(Self.text(reread))") }
    } catch {
      doubts.append("printed as \(printed) or unchecked: \(error)")
    }
    return doubts
  }

  private typealias Result = Swift.Result<Value, EvaluationError>

  private static func areSame(_ one: Result, _ other: Result) -> Bool {
    switch (one, other) {
    case (.success(let one), .success(let other)): ValueNotation(one) == ValueNotation(other)
    case (.failure, .failure): true  // Which of several failures it is, is not defined.
    default: false
    }
  }

  private static func text(_ result: Result) -> String {
    switch result {
    case .success(let value): value.description
    case .failure(let error): "error: \(error.message)"
    }
  }
}
