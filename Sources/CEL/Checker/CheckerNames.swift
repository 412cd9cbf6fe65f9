import Spelling

/// Checks names: variables, constants, qualified names and fields.
extension Checker {
  /// Returns the macro variable of this name. The innermost one wins, and it hides everything else.
  func local(_ name: String) -> Local? { scopes.last { $0.name == name } }

  mutating func identifier(_ expression: Expression, _ name: String, _ isAbsolute: Bool) -> ValueType {
    if !isAbsolute, let local = local(name) {
      references[expression.id] = local.reference
      return local.type
    }
    if let type = resolve(name, isAbsolute, for: expression) { return type }
    if name.hasPrefix("@") {
      // A part of `cel.block` that comes later or does not exist.
      let shown = Printer().print(expression)
      references[expression.id] = .unresolved("`\(shown)` stands for nothing here")
      return report(expression.range, "`\(shown)` stands for nothing here")
    }
    references[expression.id] = .unresolved("there is no variable `\(name)`")
    let known = scopes.reversed().map(\.name).filter { !$0.hasPrefix("@") } + declarations.names
    let nearest = Suggestion.nearest(to: name, in: known)
    let variables = declarations.variables.prefix(8).map { "`\($0.name)`" }.joined(separator: ", ")
    return report(
      unknownVariable: name, at: expression.range,
      help: ForeignNotation.help(name: name) ?? nearest.map { Spelling.question($0) }
        ?? (variables.isEmpty ? nil : "there are \(variables)"))
  }

  /// Looks up a qualified name as a variable or constant.
  private mutating func resolve(_ name: String, _ isAbsolute: Bool, for expression: Expression) -> ValueType? {
    for candidate in declarations.candidates(for: name, isAbsolute: isAbsolute) {
      if let place = declarations.place(ofVariable: candidate) {
        references[expression.id] = .variable(place)
        return declarations.variables[place].type
      }
      if let constant = declarations.constant(candidate) {
        references[expression.id] = .constant(constant.value)
        return constant.type
      }
      if let refusal = declarations.refusal(of: candidate) {
        references[expression.id] = .unresolved("`\(candidate)` has no value here: \(refusal.reason)")
        report(refusedVariable: candidate, at: expression.range, because: refusal.reason)
        return refusal.type
      }
    }
    return nil
  }

  /// Returns `a.b.c` as a name, unless its first part is a macro's variable.
  func qualifiedName(_ expression: Expression) -> (name: String, isAbsolute: Bool)? {
    switch expression.kind {
    case .identifier(let name, let isAbsolute):
      return isAbsolute || local(name) == nil ? (name, isAbsolute) : nil
    case .select(let operand, let field, false):
      return qualifiedName(operand).map { ("\($0.name).\(field.text)", $0.isAbsolute) }
    default: return nil
    }
  }

  mutating func select(
    _ expression: Expression, _ operand: Expression, _ field: Name, _ isOptional: Bool
  ) -> ValueType {
    if !isOptional, let (name, isAbsolute) = qualifiedName(expression),
      let type = resolve(name, isAbsolute, for: expression)
    {
      return type
    }
    if isOptional, let type = variable(field, of: operand, for: expression) {
      if case .opaque("optional_type", _) = type { return type }
      return .optional(type)
    }
    if case .identifier(let name, let isAbsolute) = operand.kind, isNamespace(name, isAbsolute) {
      return noSuchMember(expression, "\(name).\(field.text)")
    }
    let type = resolved(operand)
    let result = fieldType(field, of: type)
    if case .opaque("optional_type", _) = result { return result }
    if case .opaque("optional_type", _) = type { return .optional(result) }
    return isOptional ? .optional(result) : result
  }

  /// Whether a name is not a value but the first part of variables' names.
  private func isNamespace(_ name: String, _ isAbsolute: Bool) -> Bool {
    guard isAbsolute || local(name) == nil else { return false }
    let isValue = declarations.candidates(for: name, isAbsolute: isAbsolute).contains {
      declarations.place(ofVariable: $0) != nil || declarations.constant($0) != nil
    }
    return !isValue && declarations.variables.contains { $0.name.hasPrefix("\(name).") }
  }

  private mutating func noSuchMember(_ expression: Expression, _ name: String) -> ValueType {
    references[expression.id] = .unresolved("there is no variable `\(name)`")
    let nearest = Suggestion.nearest(to: name, in: declarations.names)
    return report(
      unknownVariable: name, at: expression.range, help: nearest.map { Spelling.question($0) })
  }

  /// Returns the type of the variable that a field of a namespace names, as in `has(variables.x)` and `variables.?x`.
  private mutating func variable(_ field: Name, of operand: Expression, for expression: Expression) -> ValueType? {
    guard let (name, isAbsolute) = qualifiedName(operand) else { return nil }
    let candidates = declarations.candidates(for: "\(name).\(field.text)", isAbsolute: isAbsolute)
    guard
      candidates.contains(where: { declarations.place(ofVariable: $0) != nil || declarations.refusal(of: $0) != nil })
    else { return nil }
    return resolve("\(name).\(field.text)", isAbsolute, for: expression)
  }

  mutating func has(_ expression: Expression, _ operand: Expression, _ field: Name) -> ValueType {
    if variable(field, of: operand, for: expression) != nil { return .bool }
    if case .identifier(let name, let isAbsolute) = operand.kind, isNamespace(name, isAbsolute) {
      _ = noSuchMember(expression, "\(name).\(field.text)")
      return .bool
    }
    let type = resolved(operand)
    _ = fieldType(field, of: type)
    return .bool
  }

  private mutating func fieldType(_ field: Name, of type: ValueType) -> ValueType {
    switch type {
    case .dyn, .parameter: return .dyn
    case .error: return .error
    case .opaque("optional_type", let inner): return inner.first.map { fieldType(field, of: $0) } ?? .dyn
    case .map(let key, let value):
      if substitution.fits(.string, key) { return value }
      return report(field.range, "the keys of a \(type) are not strings", help: "write the key in brackets: `map[key]`")
    case .structure(let name):
      guard let declaration = declarations.structures[name] else { return .dyn }
      return declaration.type(of: field.text) ?? noSuchField(field, declaration)
    default:
      return report(field.range, "\(article(type)) has no fields", help: ForeignNotation.help(field: field.text))
    }
  }
}

/// Suggestions for misspelled names.
enum Suggestion {
  static func nearest(to name: String, in candidates: [String]) -> String? {
    Spelling.nearest(to: name, in: candidates).first
  }
}
