extension Library {
  /// The parts of a text that a pattern matches (Kubernetes, apiserver/pkg/cel/library/regex.go).
  public static let find = Library(
    name: "find", summary: "the parts of a text that a pattern matches: `'a1b22'.findAll('[0-9]+')`",
    functions: [
      Function(
        "find", [.member([.string, .string], .string)],
        .costing({ $0.finding }, giving: { .text($0.count(0).atMost) }), planning: .search,
        .budgeted { arguments, budget in
          switch wholes("find", arguments, limit: 1, &budget) {
          case .success(let found): found.first.map(Value.string) ?? .string("")
          case .failure(let error): .error(error)
          }
        }),
      Function(
        "findAll",
        [.member([.string, .string], .list(.string)), .member([.string, .string, .int], .list(.string))],
        .findingAll, planning: .search,
        .budgeted { arguments, budget in
          var limit = Int.max
          if arguments.count == 3 {
            guard case .int(let given) = arguments[2] else { return .noSuchOverload("findAll", arguments) }
            limit = given < 0 ? .max : Int(given)
          }
          return switch wholes("findAll", arguments, limit: limit, &budget) {
          case .success(let found): .list(found.map(Value.string))
          case .failure(let error): .error(error)
          }
        }),
    ])

  /// Returns the texts that a pattern matches, at most `limit` of them. Empty matches count unless they begin where the
  /// previous match ends, as in Go's package `regexp`.
  private static func wholes(
    _ name: String, _ arguments: [Value], limit: Int, _ budget: inout Budget
  ) -> Result<[String], EvaluationError> {
    guard arguments.count >= 2, case .string(let text) = arguments[0], case .string(let source) = arguments[1] else {
      return .failure(EvaluationError(.noSuchOverload, "`\(name)` takes two strings"))
    }
    do throws(EvaluationError) {
      let pattern = try RegularExpression.compiling(source, for: text, &budget)
      var matches = PatternMatches(of: pattern, in: text)
      var found: [String] = []
      while found.count < limit, let match = matches.next(&budget) { found.append(matches.text(match[0])) }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }
}
