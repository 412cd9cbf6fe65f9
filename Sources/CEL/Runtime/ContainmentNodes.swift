/// `a in b`
final class ContainmentNode: Node, @unchecked Sendable {
  private let element: Node
  private let container: Node
  private let range: Range<Int>

  init(_ element: Node, _ container: Node, at range: Range<Int>) {
    self.element = element
    self.container = container
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    let element = element.evaluate(&frame)
    if case .error = element { return element }
    switch container.evaluate(&frame) {
    case .list(let values):
      for value in values {
        guard frame.budget.mayIterate() else { return frame.budget.failure }
        if element.isEqual(to: value, &frame.budget) { return .bool(true) }
      }
      return .bool(false)
    case .map(let map):
      frame.budget.spend(Cost.step + Cost.reading(element))
      return .bool(map[element] != nil)
    case let other: return .noSuchOverload("in", element, other).located(at: range)
    }
  }
}

/// `a in b` where `b` is a constant list, which is looked up by hash.
final class ConstantContainmentNode: Node, @unchecked Sendable {
  private let element: Node
  private let keys: Set<MapKey>
  /// Elements that cannot be looked up: fractions, huge numbers, lists, maps and the rest.
  private let others: [Value]

  init(_ element: Node, in values: [Value]) {
    self.element = element
    var keys: Set<MapKey> = []
    var others: [Value] = []
    for value in values {
      if let key = MapKey(equal: value) { keys.insert(key) } else { others.append(value) }
    }
    self.keys = keys
    self.others = others
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    let element = element.evaluate(&frame)
    if case .error = element { return element }
    frame.budget.spend(Cost.step + Cost.reading(element))
    if let key = MapKey(equal: element), keys.contains(key) { return .bool(true) }
    for other in others {
      guard frame.budget.mayIterate() else { return frame.budget.failure }
      if element.isEqual(to: other, &frame.budget) { return .bool(true) }
    }
    return .bool(false)
  }
}
