extension Parser {
  /// Parses `a ? b : c`, and everything that binds tighter.
  mutating func expression() -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else { return tooDeep() }
    let condition = disjunction()
    guard accept("?") else { return condition }
    let isField = isAt(".")
    let yes = disjunction()
    guard accept(":") else {
      if isField, current.kind != .invalid {
        report(
          current.range, "expected `:` and what the value is otherwise, found \(current.described(in: bytes))",
          help: "a field that may be missing is written `a.?b`")
      }
      unexpected("`:` and what the value is otherwise")
      return node(condition.range.lowerBound..<end, .invalid)
    }
    let no = expression()
    return node(condition.range.lowerBound..<no.range.upperBound, .conditional(condition, yes, no))
  }

  mutating func tooDeep() -> Expression {
    giveUpOnDepth(at: current.range)
    return node(current.range, .invalid)
  }

  mutating func disjunction() -> Expression {
    let first = conjunction()
    guard isAt("||") else { return first }
    var operands = [first]
    while accept("||") { operands.append(conjunction()) }
    return node(first.range.lowerBound..<end, .or(operands))
  }

  mutating func conjunction() -> Expression {
    let first = relation(above: 0)
    guard isAt("&&") else { return first }
    var operands = [first]
    while accept("&&") { operands.append(relation(above: 0)) }
    return node(first.range.lowerBound..<end, .and(operands))
  }

  /// Parses binary operators that bind tighter than a precedence, from the left.
  mutating func relation(above precedence: Int) -> Expression {
    var left = unary()
    while current.kind == .symbol || current.kind == .keyword, let found = BinaryOperator(symbol: current.text),
      found.precedence > precedence
    {
      advance()
      let right = relation(above: found.precedence)
      left = node(left.range.lowerBound..<right.range.upperBound, .binary(found, left, right))
    }
    return left
  }

  mutating func unary() -> Expression {
    let start = current
    if accept("!") {
      let operand = nestedUnary()
      return node(start.range.lowerBound..<operand.range.upperBound, .unary(.not, operand))
    }
    if isAt("-") {
      switch ahead.kind {
      case .integer, .double: return member()
      default: break
      }
      advance()
      let operand = nestedUnary()
      return node(start.range.lowerBound..<operand.range.upperBound, .unary(.negate, operand))
    }
    return member()
  }

  private mutating func nestedUnary() -> Expression {
    depth += 1
    defer { depth -= 1 }
    return depth <= limits.depth ? unary() : tooDeep()
  }
}
