extension CheckedExpression {
  /// A part of an expression with what is known of it, for editors.
  public struct Description: Sendable {
    /// The UTF-8 offsets of the part.
    public let range: Range<Int>
    /// The type of its value, with the name of a field or the signatures of a function before it.
    public let text: String
  }

  /// What is at a place; nil for a place between parts.
  /// - Parameter offset: The place, in UTF-8 bytes.
  public func description(at offset: Int) -> Description? {
    guard let part = tree.root.innermost(at: offset) else { return nil }
    let source = Array(tree.source.utf8)
    let text = String(decoding: source[part.range.clamped(to: 0..<source.count)], as: UTF8.self)
    switch part.kind {
    case .invalid, .literal: return nil
    case .call(let name, _, _, _):
      guard case .function(let function, let overloads, _)? = references[part.id] else { return nil }
      return name.range.contains(offset)
        ? Description(range: name.range, text: overloads.signatures(function)) : nil
    case .select(_, let field, _), .has(_, let field):
      return Description(range: field.range, text: "\(text): \(type(of: part))")
    case .identifier: return Description(range: part.range, text: "\(text): \(type(of: part))")
    default: return Description(range: part.range, text: "\(type(of: part))")
    }
  }

  /// The variables that the macros around a place have introduced.
  func macroVariables(at offset: Int) -> [Completion] {
    var found: [Completion] = []
    func visit(_ expression: Expression) {
      guard expression.isAround(offset) else { return }
      switch expression.kind {
      case .comprehension(let one) where !one.range.isAround(offset):
        let types = elementTypes(of: one)
        for (place, name) in [one.variable, one.second].compactMap(\.self).enumerated() {
          found.append(
            Completion(
              name: name.text, kind: .variable, detail: types.indices.contains(place) ? types[place].description : ""))
        }
      case .bind(let name, let value, let body) where body.isAround(offset):
        found.append(Completion(name: name.text, kind: .variable, detail: type(of: value).description))
      case .optionalMap(let value, let name, let body, _) where body.isAround(offset):
        // The variable is what the optional holds.
        var type = type(of: value)
        if case .opaque(_, let parameters) = type, let held = parameters.first { type = held }
        found.append(Completion(name: name.text, kind: .variable, detail: type.description))
      default: break
      }
      expression.children.forEach(visit)
    }
    visit(tree.root)
    return found.reversed()
  }

  /// The types of a macro's variables: an element, or a key and its value.
  private func elementTypes(of comprehension: Comprehension) -> [ValueType] {
    switch (type(of: comprehension.range), comprehension.second == nil) {
    case (.list(let element), true): [element]
    case (.list(let element), false): [.int, element]
    case (.map(let key, _), true): [key]
    case (.map(let key, let value), false): [key, value]
    default: []
    }
  }
}

extension Expression {
  /// The widest operand, which is no operation itself, that ends at a place.
  func operand(endingAt end: Int) -> Expression? {
    switch kind {
    case .and, .or, .conditional, .binary, .unary, .invalid: break
    default: if range.upperBound == end { return self }
    }
    for child in children {
      if let found = child.operand(endingAt: end) { return found }
    }
    return nil
  }

  /// Whether a place is in the part, or at its end.
  fileprivate func isAround(_ offset: Int) -> Bool { range.lowerBound <= offset && offset <= range.upperBound }

  /// The innermost part around a place.
  fileprivate func innermost(at offset: Int) -> Expression? {
    guard range.contains(offset) else { return nil }
    for child in children {
      if let found = child.innermost(at: offset) { return found }
    }
    return self
  }
}
