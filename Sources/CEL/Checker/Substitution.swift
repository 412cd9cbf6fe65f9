/// What the type parameters of one expression stand for, as far as it is known, and whether types fit each other.
///
/// The algorithm is the unification of cel-go's checker: the first use of a parameter binds it, later ones must fit and
/// may widen it to `dyn`.
struct Substitution {
  private var bindings: [String: ValueType] = [:]
  private var made = 0

  /// A type parameter that no other expression has.
  mutating func fresh() -> ValueType {
    made += 1
    return .parameter("_\(made)")
  }

  /// The type with every parameter replaced by what it stands for; unbound ones become `dyn` where `closing`.
  func apply(to type: ValueType, closing: Bool = false) -> ValueType {
    switch type {
    case .parameter(let name):
      if let bound = bindings[name] { return apply(to: bound, closing: closing) }
      return closing ? .dyn : type
    case .list(let element): return .list(apply(to: element, closing: closing))
    case .map(let key, let value): return .map(apply(to: key, closing: closing), apply(to: value, closing: closing))
    case .type(let inner): return .type(apply(to: inner, closing: closing))
    case .opaque(let name, let parameters) where !parameters.isEmpty:
      return .opaque(name, parameters.map { apply(to: $0, closing: closing) })
    default: return type
    }
  }

  /// Whether a value of one type fits where the other is expected; binds parameters if so, and changes nothing if not.
  mutating func fits(_ type: ValueType, _ expected: ValueType) -> Bool {
    if type == expected { return true }
    let before = bindings
    if unify(type, expected) { return true }
    bindings = before
    return false
  }

  /// Whether a list of values fits a list of parameters.
  mutating func fits(_ types: [ValueType], _ expected: [ValueType]) -> Bool {
    guard types.count == expected.count else { return false }
    let before = bindings
    for (type, expected) in zip(types, expected) where !(type == expected || unify(type, expected)) {
      bindings = before
      return false
    }
    return true
  }

  /// The type that covers the elements of a literal so far and one more: the more general one if they fit, else `dyn`.
  mutating func join(_ known: ValueType?, _ type: ValueType) -> ValueType {
    guard let known else { return type }
    return fits(known, type) ? moreGeneral(known, type) : .dyn
  }

  // MARK: Unification

  private mutating func unify(_ one: ValueType, _ other: ValueType) -> Bool {
    if case .parameter = other {
      let (isValid, isBound) = bind(other, to: one)
      if isValid { return true }
      if isBound { return false }
    }
    if case .parameter = one { return bind(one, to: other).isValid }
    if one.isDynamic || other.isDynamic { return true }
    switch (one, other) {
    case (.null, _): return other.isNullable
    case (_, .null): return one.isNullable
    case (.wrapper(let a), .wrapper(let b)): return a == b
    case (.wrapper(let a), _): return a == other
    case (_, .wrapper(let b)): return one == b
    case (.list(let a), .list(let b)): return unify(a, b)
    case (.map(let a, let b), .map(let c, let d)): return unify(a, c) && unify(b, d)
    case (.type, .type): return true
    case (.opaque(let a, let parameters), .opaque(let b, let others)):
      guard a == b, parameters.count == others.count else { return false }
      for (parameter, other) in zip(parameters, others) where !unify(parameter, other) { return false }
      return true
    default: return one == other
    }
  }

  private mutating func bind(_ parameter: ValueType, to type: ValueType) -> (isValid: Bool, isBound: Bool) {
    guard case .parameter(let name) = parameter else { return (false, false) }
    if type == parameter { return (true, true) }
    if let bound = bindings[name] {
      if type == bound { return (true, true) }
      guard unify(type, bound) else { return (false, true) }
      let general = moreGeneral(type, bound)
      if !occurs(name, in: general) { bindings[name] = general }
      return (true, true)
    }
    guard !occurs(name, in: type) else { return (false, false) }
    bindings[name] = type
    return (true, false)
  }

  private func occurs(_ name: String, in type: ValueType) -> Bool {
    switch type {
    case .parameter(let other):
      if other == name { return true }
      return bindings[other].map { occurs(name, in: $0) } ?? false
    case .list(let element): return occurs(name, in: element)
    case .map(let key, let value): return occurs(name, in: key) || occurs(name, in: value)
    case .type(let inner): return occurs(name, in: inner)
    case .opaque(_, let parameters): return parameters.contains { occurs(name, in: $0) }
    default: return false
    }
  }

  private func moreGeneral(_ one: ValueType, _ other: ValueType) -> ValueType {
    isAtLeastAsGeneral(one, other) ? one : other
  }

  private func isAtLeastAsGeneral(_ one: ValueType, _ other: ValueType) -> Bool {
    switch (one, other) {
    case (.dyn, _), (.parameter, _): return true
    case (_, .dyn), (_, .parameter): return false
    case (_, .null): return true
    case (.wrapper(let a), _): return a == other || one == other
    case (.opaque(let a, let parameters), .opaque(let b, let others)):
      guard a == b, parameters.count == others.count else { return false }
      return zip(parameters, others).allSatisfy { isAtLeastAsGeneral($0, $1) }
    case (.list(let a), .list(let b)): return isAtLeastAsGeneral(a, b)
    case (.map(let a, let b), .map(let c, let d)): return isAtLeastAsGeneral(a, c) && isAtLeastAsGeneral(b, d)
    case (.type, .type): return true
    default: return one == other
    }
  }
}
