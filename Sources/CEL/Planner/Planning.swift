/// How the planner turns calls of a function into nodes.
enum Planning: Sendable {
  /// A call that computes all its arguments.
  case call
  /// The second argument is a pattern, which is compiled once where it is constant; one that is not a regular expression is
  /// a mistake in the source.
  case pattern
  /// The second argument is a pattern, compiled at each call; a literal that is not a regular expression is a mistake.
  case search
  /// The second argument is computed only where the first has no value.
  case alternative
  /// The first argument is a template; a literal that does not fit its arguments is a mistake.
  case template
  /// A literal argument that the function refuses is a mistake, in every dialect.
  case standardConstructor
  /// A literal argument that the function refuses is a mistake, but not for an API server (cel-go, cel/validator.go).
  case constructor

  /// Whether a call can be refused when it is planned.
  func mayRefuse(in dialect: Dialect) -> Bool {
    switch self {
    case .call, .alternative: false
    case .pattern, .search, .template, .standardConstructor: true
    case .constructor: dialect.checksConstructors
    }
  }
}

extension [Overload] {
  /// How calls are planned whose argument types allow these overloads: as any other where they do not agree.
  var planning: Planning {
    guard let first = first?.planning, allSatisfy({ $0.planning == first }) else { return .call }
    return first
  }
}
