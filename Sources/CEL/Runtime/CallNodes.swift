/// A call of a function with one argument.
final class UnaryCallNode: Node, @unchecked Sendable {
  private let body: @Sendable (Value) -> Value
  private let argument: Node
  private let range: Range<Int>

  init(_ body: @escaping @Sendable (Value) -> Value, _ argument: Node, at range: Range<Int>) {
    self.body = body
    self.argument = argument
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let value = argument.evaluate(&frame)
    if case .error = value { return value }
    frame.budget.spend(Cost.reading(value))
    return body(value).located(at: range)
  }
}

/// A call of a function with two arguments.
final class BinaryCallNode: Node, @unchecked Sendable {
  private let body: @Sendable (Value, Value) -> Value
  private let first: Node
  private let second: Node
  private let range: Range<Int>

  init(
    _ body: @escaping @Sendable (Value, Value) -> Value, _ first: Node, _ second: Node, at range: Range<Int>
  ) {
    self.body = body
    self.first = first
    self.second = second
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let one = first.evaluate(&frame)
    if case .error = one { return one }
    let other = second.evaluate(&frame)
    if case .error = other { return other }
    frame.budget.spend(Cost.reading(one) + Cost.reading(other))
    return body(one, other).located(at: range)
  }
}

/// A call of a function with any number of arguments, or of a function that needs the budget.
final class CallNode: Node, @unchecked Sendable {
  private let implementation: Implementation
  private let arguments: [Node]
  private let range: Range<Int>

  init(_ implementation: Implementation, _ arguments: [Node], at range: Range<Int>) {
    self.implementation = implementation
    self.arguments = arguments
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments {
      let value = argument.evaluate(&frame)
      if case .error = value { return value }
      frame.budget.spend(Cost.reading(value))
      values.append(value)
    }
    return implementation.call(values, &frame.budget).located(at: range)
  }
}

/// A call whose overload depends on the values.
final class DispatchNode: Node, @unchecked Sendable {
  private let name: String
  private let overloads: [Overload]
  private let arguments: [Node]
  private let range: Range<Int>

  init(_ name: String, _ overloads: [Overload], _ arguments: [Node], at range: Range<Int>) {
    self.name = name
    self.overloads = overloads
    self.arguments = arguments
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    var values: [Value] = []
    for argument in arguments {
      let value = argument.evaluate(&frame)
      if case .error = value { return value }
      frame.budget.spend(Cost.reading(value))
      values.append(value)
    }
    for overload in overloads where overload.accepts(values) {
      return overload.implementation.call(values, &frame.budget).located(at: range)
    }
    return .noSuchOverload(name, values).located(at: range)
  }
}

/// `a + b + …` of strings, which builds one text and not one for each operator.
final class ConcatenationNode: Node, @unchecked Sendable {
  private let parts: [Node]
  private let range: Range<Int>

  init(_ parts: [Node], at range: Range<Int>) {
    self.parts = parts
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(UInt64(parts.count - 1))
    var text = ""
    for part in parts {
      let value = part.evaluate(&frame)
      guard case .string(let string) = value else {
        return .noSuchOverload("_+_", .string(text), value).located(at: range)
      }
      guard frame.budget.spend(Cost.traversal(ofText: string.utf8.count)) else { return frame.budget.failure }
      if text.isEmpty { text.reserveCapacity(string.utf8.count + 24) }
      text += string
    }
    return .string(text)
  }
}
