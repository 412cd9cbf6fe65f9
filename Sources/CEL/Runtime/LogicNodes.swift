/// `a && b && …`: false if any operand is false, whatever the others are; else the first failure (cel-spec, langdef.md,
/// "Logical Operators").
final class AndNode: Node, @unchecked Sendable {
  private let operands: [Node]
  private let range: Range<Int>

  init(_ operands: [Node], at range: Range<Int>) {
    self.operands = operands
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    var failure: Value?
    for operand in operands {
      frame.budget.spend(Cost.step)
      let value = operand.evaluate(&frame)
      switch value {
      case .bool(true): break
      case .bool(false): return value
      default: if failure == nil { failure = .noSuchOverload("&&", value).located(at: range) }
      }
    }
    return failure ?? .bool(true)
  }
}

/// `a || b || …`: true if any operand is true, whatever the others are; else the first failure.
final class OrNode: Node, @unchecked Sendable {
  private let operands: [Node]
  private let range: Range<Int>

  init(_ operands: [Node], at range: Range<Int>) {
    self.operands = operands
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    var failure: Value?
    for operand in operands {
      frame.budget.spend(Cost.step)
      let value = operand.evaluate(&frame)
      switch value {
      case .bool(false): break
      case .bool(true): return value
      default: if failure == nil { failure = .noSuchOverload("||", value).located(at: range) }
      }
    }
    return failure ?? .bool(false)
  }
}

/// `a ? b : c`: only one branch is evaluated.
final class ConditionalNode: Node, @unchecked Sendable {
  private let condition: Node
  private let yes: Node
  private let no: Node
  private let range: Range<Int>

  init(_ condition: Node, _ yes: Node, _ no: Node, at range: Range<Int>) {
    self.condition = condition
    self.yes = yes
    self.no = no
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    return switch condition.evaluate(&frame) {
    case .bool(true): yes.evaluate(&frame)
    case .bool(false): no.evaluate(&frame)
    case let other: Value.noSuchOverload("?:", other).located(at: range)
    }
  }
}

/// `!a`
final class NotNode: Node, @unchecked Sendable {
  private let operand: Node
  private let range: Range<Int>

  init(_ operand: Node, at range: Range<Int>) {
    self.operand = operand
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    return switch operand.evaluate(&frame) {
    case .bool(let value): .bool(!value)
    case let other: Value.noSuchOverload("!", other).located(at: range)
    }
  }
}

/// `a == b` and `a != b`
final class EqualityNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let isNegated: Bool

  init(_ left: Node, _ right: Node, isNegated: Bool) {
    self.left = left
    self.right = right
    self.isNegated = isNegated
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    let one = left.evaluate(&frame)
    if case .error = one { return one }
    let other = right.evaluate(&frame)
    if case .error = other { return other }
    frame.budget.spend(Cost.step)
    return .bool(one.isEqual(to: other, &frame.budget) != isNegated)
  }
}
