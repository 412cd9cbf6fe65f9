/// Checks macros: the types of their variables and of their results.
extension Checker {
  private mutating func withLocals(_ locals: [Local], _ body: (inout Checker) -> ValueType) -> ValueType {
    scopes += locals
    defer { scopes.removeLast(locals.count) }
    return body(&self)
  }

  mutating func comprehension(_ expression: Expression, _ comprehension: Comprehension) -> ValueType {
    let range = resolved(comprehension.range)
    let (key, element): (ValueType, ValueType)
    switch range {
    case .list(let type): (key, element) = comprehension.second == nil ? (type, type) : (.int, type)
    case .map(let keyType, let valueType) where comprehension.kind != .sortBy: (key, element) = (keyType, valueType)
    case .dyn, .parameter, .error: (key, element) = (.dyn, .dyn)
    default:
      (key, element) = (.error, .error)
      let containers = comprehension.kind == .sortBy ? "lists" : "lists and maps"
      _ = report(
        comprehension.range.range, "`\(comprehension.name.text)` goes through \(containers), this is \(range)")
    }
    var locals = [Local(name: comprehension.variable.text, type: key, reference: .local(newSlot()))]
    if let second = comprehension.second {
      locals.append(Local(name: second.text, type: element, reference: .local(newSlot())))
    }
    references[expression.id] = .slots(
      locals.compactMap { if case .local(let slot) = $0.reference { slot } else { nil } })
    return withLocals(locals) { checker in
      if let predicate = comprehension.predicate {
        let type = checker.resolved(predicate)
        if !checker.substitution.fits(type, .bool) {
          _ = checker.report(
            predicate.range, "the condition of `\(comprehension.name.text)` must be a bool, this is \(type)")
        }
      }
      let transformed = comprehension.transform.map { checker.check($0) } ?? .error
      return checker.result(of: comprehension, transformed, range: range, key: key, element: element)
    }
  }

  private mutating func result(
    of comprehension: Comprehension, _ transformed: ValueType, range: ValueType, key: ValueType, element: ValueType
  ) -> ValueType {
    switch comprehension.kind {
    case .all, .exists, .existsOne: return .bool
    case .filter: return .list(key)
    case .map, .transformList: return .list(transformed)
    case .transformMap:
      _ = substitution.isKey(key)
      return .map(key, transformed)
    case .transformMapEntry:
      let (keyType, valueType) = (substitution.freshKey(), substitution.fresh())
      let expected = ValueType.map(keyType, valueType)
      if !substitution.fits(transformed, expected), let transform = comprehension.transform {
        return report(
          transform.range, "`transformMapEntry` needs a map with one entry, this is \(transformed)",
          help: "write `{key: value}`")
      }
      return .map(substitution.apply(to: keyType), substitution.apply(to: valueType))
    case .sortBy:
      if let transform = comprehension.transform, !isOrdered(transformed) {
        _ = report(transform.range, "\(article(substitution.apply(to: transformed))) has no order to sort by")
      }
      return range
    }
  }

  private mutating func isOrdered(_ type: ValueType) -> Bool {
    switch substitution.apply(to: type) {
    case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dyn, .parameter, .error: true
    default: false
    }
  }

  mutating func bind(_ expression: Expression, _ name: Name, _ value: Expression, _ body: Expression) -> ValueType {
    let type = check(value)
    let slot = newSlot(for: value)
    references[expression.id] = .slots([slot])
    return withLocals([Local(name: name.text, type: type, reference: .named(slot))]) { $0.check(body) }
  }

  mutating func block(_ expression: Expression, _ parts: [Expression], _ body: Expression) -> ValueType {
    var slots: [Int] = []
    let before = scopes.count
    defer { scopes.removeLast(scopes.count - before) }
    for (index, part) in parts.enumerated() {
      let type = check(part)
      let slot = newSlot(for: part)
      slots.append(slot)
      scopes.append(Local(name: Parser.blockVariable(Int64(index)), type: type, reference: .named(slot)))
    }
    references[expression.id] = .slots(slots)
    return check(body)
  }

  mutating func optionalMap(
    _ expression: Expression, _ target: Expression, _ name: Name, _ body: Expression, _ isFlat: Bool
  ) -> ValueType {
    let type = unwrapped(check(target), target)
    let slot = newSlot()
    references[expression.id] = .slots([slot])
    let local = Local(name: name.text, type: type, reference: .local(slot))
    return withLocals([local]) { checker in
      let result = checker.check(body)
      guard isFlat else { return .optional(result) }
      return .optional(checker.unwrapped(result, body))
    }
  }
}
