/// What is known about the type parameters of one expression, and whether types fit each other.
///
/// The algorithm is the unification of cel-go's checker: the first use of a parameter binds it; later uses must fit and
/// may widen it to `dyn`. Parameters may share what they stand for, so a type can be exponentially larger than its
/// source. Types beyond `largestType` or `deepestType` therefore become `dyn`.
struct Substitution {
  private var bindings: [String: ValueType] = [:]
  /// The parameters that stand for keys of maps.
  private var keys: Set<String> = []
  private var changes: [Change] = []
  private var made = 0
  private var steps = 0

  /// The maximum number of names in a type after replacement. Types that people write have a few dozen at most.
  static let largestType = 1_000
  /// The maximum nesting of lists, maps and optional values. Types are compared recursively.
  static let deepestType = 100
  /// The maximum number of comparisons to find out whether types fit. Beyond it they fit, as `dyn` would.
  private static let longestComparison = 10_000
  /// The maximum number of names in all types of one expression after replacement: 64 megabytes.
  private static let largestTotal = 1_000_000

  private enum Change {
    case binding(String, ValueType?)
    case key(String)
  }

  /// Returns a new type parameter.
  mutating func fresh() -> ValueType {
    made += 1
    return .parameter("_\(made)")
  }

  /// Returns a new type parameter for the keys of a map.
  mutating func freshKey() -> ValueType {
    let key = fresh()
    _ = isKey(key)
    return key
  }

  // MARK: Undoing

  /// The current state, for going back to it.
  var state: Int { changes.count }

  /// Undoes all bindings made since a state.
  mutating func goBack(to state: Int) {
    while changes.count > state, let change = changes.popLast() {
      switch change {
      case .binding(let name, let before): bindings[name] = before
      case .key(let name): keys.remove(name)
      }
    }
  }

  private mutating func set(_ name: String, _ type: ValueType) {
    changes.append(.binding(name, bindings.updateValue(type, forKey: name)))
  }

  // MARK: Replacement

  /// Returns the type with every parameter replaced by its binding.
  func apply(to type: ValueType) -> ValueType {
    guard type.hasParameters else { return type }
    var remaining = Self.largestType
    return apply(to: type, closing: false, level: 0, &remaining)
  }

  /// Returns the types with every parameter replaced by its binding. Unbound parameters become `dyn`.
  func close(_ types: [ValueType]) -> [ValueType] {
    var types = types
    var total = Self.largestTotal
    for index in types.indices.reversed() where types[index].hasParameters {  // the outermost expression first
      let limit = min(total, Self.largestType)
      var remaining = limit
      types[index] = apply(to: types[index], closing: true, level: 0, &remaining)
      total -= limit - max(0, remaining)
    }
    return types
  }

  private func apply(to type: ValueType, closing: Bool, level: Int, _ remaining: inout Int) -> ValueType {
    remaining -= 1
    guard remaining >= 0, level < Self.deepestType else { return .dyn }
    switch type {
    case .parameter(let name):
      if let bound = bindings[name] { return apply(to: bound, closing: closing, level: level, &remaining) }
      return closing ? .dyn : type
    case .list(let element): return .list(apply(to: element, closing: closing, level: level + 1, &remaining))
    case .map(let key, let value):
      return .map(
        apply(to: key, closing: closing, level: level + 1, &remaining),
        apply(to: value, closing: closing, level: level + 1, &remaining))
    case .type(let inner): return .type(apply(to: inner, closing: closing, level: level + 1, &remaining))
    case .opaque(let name, let parameters) where !parameters.isEmpty:
      return .opaque(name, parameters.map { apply(to: $0, closing: closing, level: level + 1, &remaining) })
    default: return type
    }
  }

  // MARK: Fitting

  /// Whether a value of one type fits where another is expected. Binds parameters if so, and changes nothing if not.
  mutating func fits(_ type: ValueType, _ expected: ValueType) -> Bool { fits([type], [expected]) }

  /// Whether a list of argument types fits a list of parameter types.
  mutating func fits(_ types: [ValueType], _ expected: [ValueType]) -> Bool {
    guard types.count == expected.count else { return false }
    let before = state
    steps = 0
    for (type, expected) in zip(types, expected) where !(type == expected || unify(type, expected)) {
      goBack(to: before)
      return false
    }
    return true
  }

  /// Whether values of the type can be keys of a map. From then on, a parameter can stand only for such a type.
  mutating func isKey(_ type: ValueType) -> Bool {
    switch type {
    case .bool, .int, .uint, .string, .dyn, .error: return true
    case .wrapper(let inner): return isKey(inner)
    case .parameter(let name):
      if let bound = bindings[name] { return isKey(bound) }
      if keys.insert(name).inserted { changes.append(.key(name)) }
      return true
    default: return false
    }
  }

  /// Returns the type of the elements of a literal so far and the next one: the more general if they fit, else `dyn`.
  mutating func join(_ known: ValueType?, _ type: ValueType) -> ValueType {
    guard let known else { return type }
    return fits(known, type) ? moreGeneral(known, type) : .dyn
  }

  // MARK: Unification

  private mutating func unify(_ one: ValueType, _ other: ValueType) -> Bool {
    steps += 1
    guard steps < Self.longestComparison else { return true }
    if case .parameter = other {
      let (isValid, isBound) = bind(other, to: one)
      if isValid { return true }
      if isBound { return false }
    }
    if case .parameter = one { return bind(one, to: other).isValid }
    if one.isDynamic {
      open(other)
      return true
    }
    if other.isDynamic { return true }
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

  /// Binds the parameters of a type to `dyn`, because the value's type, and thus its parts' types, are unknown.
  private mutating func open(_ type: ValueType) {
    switch type {
    case .parameter: _ = bind(type, to: .dyn)
    case .list(let inner), .type(let inner): open(inner)
    case .map(let key, let value):
      open(key)
      open(value)
    case .opaque(_, let parameters): for parameter in parameters { open(parameter) }
    default: break
    }
  }

  private mutating func bind(_ parameter: ValueType, to type: ValueType) -> (isValid: Bool, isBound: Bool) {
    guard case .parameter(let name) = parameter else { return (false, false) }
    if type == parameter { return (true, true) }
    if let bound = bindings[name] {
      if type == bound { return (true, true) }
      guard unify(type, bound) else { return (false, true) }
      let general = moreGeneral(type, bound)
      switch occurrence(of: name, in: general) {
      case .none: set(name, general)
      case .tooLarge: set(name, .dyn)
      case .found: break
      }
      return (true, true)
    }
    if keys.contains(name), !isKey(type) { return (false, false) }
    switch occurrence(of: name, in: type) {
    case .none: set(name, type)
    case .tooLarge: set(name, .dyn)
    case .found: return (false, false)
    }
    return (true, false)
  }

  private enum Occurrence {
    case none, found, tooLarge
  }

  private func occurrence(of name: String, in type: ValueType) -> Occurrence {
    var remaining = Self.largestType
    if occurs(name, in: type, &remaining) { return .found }
    return remaining > 0 ? .none : .tooLarge
  }

  private func occurs(_ name: String, in type: ValueType, _ remaining: inout Int) -> Bool {
    remaining -= 1
    guard remaining > 0 else { return false }
    switch type {
    case .parameter(let other):
      if other == name { return true }
      return bindings[other].map { occurs(name, in: $0, &remaining) } ?? false
    case .list(let inner), .type(let inner): return occurs(name, in: inner, &remaining)
    case .map(let key, let value): return occurs(name, in: key, &remaining) || occurs(name, in: value, &remaining)
    case .opaque(_, let parameters):
      for parameter in parameters where occurs(name, in: parameter, &remaining) { return true }
      return false
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
