import Spelling

/// Resolves calls and operators to functions and overloads.
extension Checker {
  /// Checks a call of an operator, whose name is never looked up in a namespace.
  mutating func call(_ expression: Expression, _ function: String, _ arguments: [Expression]) -> ValueType {
    let types = arguments.map { check($0) }
    let overloads = declarations.functions[function] ?? []
    return resolve(expression, function, overloads, types, isQualified: false)
  }

  mutating func call(
    _ expression: Expression, _ name: Name, on target: Expression?, _ arguments: [Expression], _ isAbsolute: Bool
  ) -> ValueType {
    guard let target else {
      let types = arguments.map { check($0) }
      for candidate in declarations.candidates(for: name.text, isAbsolute: isAbsolute) {
        if let overloads = declarations.functions[candidate]?.filter({ !$0.isMember }), !overloads.isEmpty {
          return resolve(expression, candidate, overloads, types, isQualified: false)
        }
      }
      return unknownFunction(expression, name, isMember: false)
    }
    if let (namespace, isAbsolute) = qualifiedName(target) {
      for candidate in declarations.candidates(for: "\(namespace).\(name.text)", isAbsolute: isAbsolute) {
        if let overloads = declarations.functions[candidate]?.filter({ !$0.isMember }), !overloads.isEmpty {
          let types = arguments.map { check($0) }
          return resolve(expression, candidate, overloads, types, isQualified: true)
        }
      }
      let function = "\(namespace).\(name.text)"
      let isElsewhere = isElsewhere(function, target)
      if isElsewhere || isNamespace(target, namespace) {
        // The arguments of an unavailable macro are not expressions of this environment.
        if !isElsewhere { for argument in arguments { _ = check(argument) } }
        return unknownFunction(
          expression, Name(text: function, range: target.range.lowerBound..<name.range.upperBound), isMember: false)
      }
    }
    let types = [check(target)] + arguments.map { check($0) }
    guard let overloads = declarations.functions[name.text]?.filter(\.isMember), !overloads.isEmpty else {
      return unknownFunction(expression, name, isMember: true)
    }
    return resolve(expression, name.text, overloads, types, isQualified: false)
  }

  /// Whether a name is not a value but the first part of a function's name. If so, a mistake in the rest is reported.
  private func isNamespace(_ target: Expression, _ name: String) -> Bool {
    guard case .identifier(let identifier, let isAbsolute) = target.kind else { return false }
    let candidates = declarations.candidates(for: identifier, isAbsolute: isAbsolute)
    let isValue = candidates.contains {
      declarations.place(ofVariable: $0) != nil || declarations.constant($0) != nil
    }
    return !isValue && declarations.functions.keys.contains { $0.hasPrefix("\(name).") }
  }

  /// Whether a call belongs to a library that is not switched on here, or to another program's environment.
  private func isElsewhere(_ function: String, _ target: Expression) -> Bool {
    guard case .identifier(let identifier, let isAbsolute) = target.kind else { return false }
    let isValue = declarations.candidates(for: identifier, isAbsolute: isAbsolute).contains {
      declarations.place(ofVariable: $0) != nil || declarations.constant($0) != nil
    }
    return !isValue && (Library.having(function) != nil || declarations.dialect.absence(of: function) != nil)
  }

  private mutating func unknownFunction(_ expression: Expression, _ name: Name, isMember: Bool) -> ValueType {
    references[expression.id] = .unresolved("there is no function `\(name.text)`")
    let known = declarations.functions.filter { entry in
      entry.key.utf8.first.map(Lexer.isLetter) == true && entry.key.utf8.first != UInt8(ascii: "_")
        && entry.value.contains { $0.isMember == isMember }
    }
    let help: String?
    if let reason = declarations.dialect.absence(of: name.text) {
      help = reason
    } else if declarations.functions[name.text] == nil, let library = Library.having(name.text) {
      help = "it belongs to the library `\(library)`, which is not switched on"
    } else if let foreign = ForeignNotation.help(function: name.text, isMember: isMember) {
      help = foreign
    } else if let nearest = Suggestion.nearest(to: name.text, in: known.keys.sorted()) {
      help = Spelling.question(nearest)
    } else if let others = declarations.functions[name.text], !others.isEmpty {
      help = isMember ? "write `\(name.text)(…)`: it is not called on a value" : "write `value.\(name.text)(…)`"
    } else {
      help = nil
    }
    return report(name.range, "there is no function `\(name.text)`", help: help)
  }

  /// Selects the overloads that fit and the result type, which is `dyn` if several fit and their results differ. Type
  /// parameters of the arguments stay unbound if the overloads would bind them differently.
  private mutating func resolve(
    _ expression: Expression, _ function: String, _ overloads: [Overload], _ types: [ValueType], isQualified: Bool
  ) -> ValueType {
    let before = substitution.state
    let areKnown = !types.contains(where: \.hasParameters)
    var fitting: [(overload: Overload, parameters: [ValueType], result: ValueType, arguments: [ValueType])] = []
    for overload in overloads where overload.parameters.count == types.count {
      guard !zip(types, overload.parameters).contains(where: { $0.isNever($1) }) else { continue }
      let (parameters, result) = instance(of: overload)
      guard substitution.fits(types, parameters) else { continue }
      fitting.append(
        (
          overload, parameters, substitution.apply(to: result),
          areKnown ? types : types.map { substitution.apply(to: $0) }
        ))
      if !areKnown { substitution.goBack(to: before) }
    }
    if let first = fitting.first {
      references[expression.id] = .function(function, fitting.map(\.overload), isQualified: isQualified)
      if !areKnown, fitting.allSatisfy({ $0.arguments == first.arguments }) {
        _ = substitution.fits(types, first.parameters)
      }
      return fitting.allSatisfy { $0.result == first.result } ? first.result : .dyn
    }
    let sameCount = overloads.filter { $0.parameters.count == types.count }
    if sameCount.isEmpty {
      references[expression.id] = .unresolved(
        "`\(OperatorName.shown(function))` takes no \(types.count) arguments")
    } else {
      references[expression.id] = .function(function, sameCount, isQualified: isQualified)
    }
    let shown = substitution.close(types)
    guard !shown.contains(.error) else { return .error }
    return report(
      expression.range, Self.message(function, shown), help: help(function, overloads, shown))
  }

  /// Returns the types of an overload with new type parameters.
  private mutating func instance(of overload: Overload) -> (parameters: [ValueType], result: ValueType) {
    guard overload.isGeneric else { return (overload.parameters, overload.result) }
    var renamed: [String: ValueType] = [:]
    var parameters: [ValueType] = []
    for parameter in overload.parameters { parameters.append(rename(parameter, &renamed)) }
    return (parameters, rename(overload.result, &renamed))
  }

  private mutating func rename(_ type: ValueType, _ renamed: inout [String: ValueType]) -> ValueType {
    switch type {
    case .parameter(let name):
      if let known = renamed[name] { return known }
      let fresh = substitution.fresh()
      renamed[name] = fresh
      return fresh
    case .list(let element): return .list(rename(element, &renamed))
    case .map(let key, let value): return .map(rename(key, &renamed), rename(value, &renamed))
    case .type(let inner): return .type(rename(inner, &renamed))
    case .opaque(let name, let parameters):
      var own: [ValueType] = []
      for parameter in parameters { own.append(rename(parameter, &renamed)) }
      return .opaque(name, own)
    default: return type
    }
  }

  private static func message(_ function: String, _ types: [ValueType]) -> String {
    let shown = types.map(\.description)
    return switch (function, types.count) {
    case ("_==_", 2) where areNumbers(types), ("_!=_", 2) where areNumbers(types):
      "`\(OperatorName.shown(function))` needs two values of one type, these are \(shown[0]) and \(shown[1])"
    case ("_==_", 2), ("_!=_", 2): "\(article(shown[0])) and \(article(shown[1])) are never equal"
    case ("@in", 2): "`in` cannot look for \(article(shown[0])) in \(article(shown[1]))"
    case ("_[_]", 2), ("_[?_]", 2): "\(article(shown[0])) has no index of type \(shown[1])"
    default: "`\(OperatorName.shown(function))` takes no values of type (\(shown.joined(separator: ", ")))"
    }
  }

  /// Whether all types are numeric. Numbers of different types can be equal, but the checker requires an explicit
  /// conversion.
  private static func areNumbers(_ types: [ValueType]) -> Bool {
    types.allSatisfy { $0 == .int || $0 == .uint || $0 == .double }
  }

  /// Returns help on what would fit, with overloads first whose first parameter fits.
  private mutating func help(_ function: String, _ overloads: [Overload], _ types: [ValueType]) -> String? {
    if function == "contains", case .list? = types.first { return "write `element in list`" }
    if function == "_==_" || function == "_!=_" {
      return "convert one of them, or wrap one in `dyn(…)` if that is meant"
    }
    let byFirst = overloads.filter { overload in
      guard let first = types.first, let parameter = overload.parameters.first else { return false }
      return substitution.fits(first, instance(of: overload).parameters.first ?? parameter)
    }
    let shown = (byFirst.isEmpty ? overloads : byFirst).map { overload in
      "(" + overload.parameters.map(\.description).joined(separator: ", ") + ")"
    }
    let numbers: Set<ValueType> = [.int, .uint, .double]
    if types.count == 2, numbers.contains(types[0]), numbers.contains(types[1]), types[0] != types[1] {
      return "convert one of them, as in `\(types[0])(…)`"
    }
    return shown.isEmpty ? nil : "it takes " + shown.prefix(5).joined(separator: ", ") + (shown.count > 5 ? ", …" : "")
  }
}

extension ValueType {
  /// Whether no value can have both types. This cheap test rules out most overloads.
  fileprivate func isNever(_ other: ValueType) -> Bool {
    guard let kind = plainKind, let otherKind = other.plainKind else { return false }
    return kind != otherKind
  }

  /// The kind of a type that fits no type of another kind, whatever it contains.
  private var plainKind: Int? {
    switch self {
    case .bool: 0
    case .int: 1
    case .uint: 2
    case .double: 3
    case .string: 4
    case .bytes: 5
    case .list: 6
    case .map: 7
    default: nil
    }
  }
}
