/// Literals whose parts must have one type, as an API server requires. Even `dyn` may not stand beside another type,
/// except anywhere in a call of `format` (cel-go, cel/validator.go, `homogeneousAggregateLiteralValidator`).
struct UniformLiterals {
  /// The elements of a list, or the keys or the values of a map.
  struct Parts {
    let name: String
    let parts: [(expression: Expression, isOptional: Bool)]
  }

  private var all: [Parts] = []
  /// The number of calls of `format` around the current expression.
  var openFormats = 0

  mutating func note(_ name: String, _ parts: [(expression: Expression, isOptional: Bool)]) {
    if openFormats == 0, parts.count > 1 { all.append(Parts(name: name, parts: parts)) }
  }

  /// Returns the issues, at most one per literal. `types` holds the types of all expressions, by id.
  func issues(_ types: [ValueType]) -> [Issue] {
    all.compactMap { literal in
      var first: ValueType?
      for part in literal.parts {
        var type = types[part.expression.id]
        if part.isOptional, case .opaque("optional_type", let inner) = type { type = inner.first ?? .dyn }
        guard let first, first != type else {
          first = type
          continue
        }
        return Self.issue(literal.name, type, beside: first, at: part.expression.range)
      }
      return nil
    }
  }

  static func issue(_ name: String, _ type: ValueType, beside other: ValueType, at range: Range<Int>) -> Issue {
    Issue(
      at: range,
      "\(name) must have one type in Kubernetes: this is \(article(type)), the first is \(article(other))",
      help: type.isDynamic || other.isDynamic
        ? "convert the one whose type is not known, as in `string(…)`, or write `dyn(…)` around all of them"
        : "write `dyn(…)` around all of them, if that is meant")
  }
}
