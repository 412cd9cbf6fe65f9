/// How the planner turns calls of a function into nodes.
enum Planning: Sendable {
  /// A call that computes all its arguments.
  case call
  /// The second argument is a pattern, which is compiled once if it is constant. One that is not a regular expression
  /// is a mistake in the source.
  case pattern
  /// The second argument is a pattern, compiled at each call. A literal that is not a regular expression is a mistake.
  case search
  /// The second argument is computed only if the first has no value.
  case alternative
  /// The first argument is a template. A literal that does not fit its arguments is a mistake.
  case template
  /// A literal argument that the function refuses is a mistake in every dialect.
  case standardConstructor
  /// A literal argument that the function refuses is a mistake, except for an API server (cel-go, cel/validator.go).
  case constructor

  /// Whether planning can refuse a call.
  func mayRefuse(in dialect: Dialect) -> Bool {
    switch self {
    case .call, .alternative: false
    case .pattern, .search, .template, .standardConstructor: true
    case .constructor: dialect.checksConstructors
    }
  }
}

extension [Overload] {
  /// The planning of calls that these overloads may handle, or `.call` if the overloads disagree.
  var planning: Planning {
    guard let first = first?.planning, allSatisfy({ $0.planning == first }) else { return .call }
    return first
  }
}
