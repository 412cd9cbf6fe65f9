/// The common part of the macros over lists and maps: the elements and the slots of the variables.
class ComprehensionNode: Node, @unchecked Sendable {
  private let elements: Node
  private let slots: [Int]
  final let range: Range<Int>

  /// The slot of the first variable, which is the key of a map if there are two.
  final var keySlot: Int { slots[0] }

  init(_ elements: Node, _ slots: [Int], at range: Range<Int>) {
    self.elements = elements
    self.slots = slots
    self.range = range
  }

  /// Runs the body for each element until it returns false. Returns the failure of an operand without elements or of an
  /// exhausted budget.
  final func forEach(
    _ frame: inout Frame, listsOnly: Bool = false, _ body: (inout Frame, Value) -> Bool
  ) -> Value? {
    let container = elements.evaluate(&frame)
    let first = slots[0]
    switch container {
    case .list(let elements):
      for index in elements.indices {
        guard frame.budget.mayIterate() else { return frame.budget.failure }
        if slots.count == 2 {
          frame.locals[first] = .int(Int64(index))
          frame.locals[slots[1]] = elements[index]
        } else {
          frame.locals[first] = elements[index]
        }
        guard body(&frame, elements[index]) else { return nil }
      }
      return nil
    case .map(let map) where !listsOnly:
      let values = map.values
      for (index, key) in map.keys.enumerated() {
        guard frame.budget.mayIterate() else { return frame.budget.failure }
        frame.locals[first] = key
        if slots.count == 2 { frame.locals[slots[1]] = values[index] }
        guard body(&frame, key) else { return nil }
      }
      return nil
    case .error: return container
    default:
      let lack = listsOnly ? "is not a list" : "has no elements"
      return Value.failure(.noSuchOverload, "\(article(container.typeName)) \(lack)").located(at: range)
    }
  }

  /// Returns the failure of a condition that is not a bool.
  final func noCondition(_ value: Value) -> Value {
    if case .error = value { return value }
    return Value.failure(.noSuchOverload, "the condition is a \(value.typeName), not a bool").located(at: range)
  }
}

/// `all` and `exists`: like `&&` and `||` over the elements, so a decisive element wins over failures.
final class QuantifierNode: ComprehensionNode, @unchecked Sendable {
  private let predicate: Node
  /// The value of the condition that decides the result: false for `all`, true for `exists`.
  private let decisive: Bool

  init(_ elements: Node, _ slots: [Int], _ predicate: Node, decisive: Bool, at range: Range<Int>) {
    self.predicate = predicate
    self.decisive = decisive
    super.init(elements, slots, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    var failure: Value?
    var isDecided = false
    let stopped = forEach(&frame) { frame, _ in
      switch predicate.evaluate(&frame) {
      case .bool(decisive):
        isDecided = true
        return false
      case .bool: return true
      case let other:
        if failure == nil { failure = noCondition(other) }
        return true
      }
    }
    if isDecided { return .bool(decisive) }
    return stopped ?? failure ?? .bool(!decisive)
  }
}

/// `exists_one`
final class UniquenessNode: ComprehensionNode, @unchecked Sendable {
  private let predicate: Node

  init(_ elements: Node, _ slots: [Int], _ predicate: Node, at range: Range<Int>) {
    self.predicate = predicate
    super.init(elements, slots, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    var count = 0
    var failure: Value?
    let stopped = forEach(&frame) { frame, _ in
      switch predicate.evaluate(&frame) {
      case .bool(let isTrue):
        count += isTrue ? 1 : 0
        return true
      case let other:
        failure = noCondition(other)
        return false
      }
    }
    return stopped ?? failure ?? .bool(count == 1)
  }
}

/// `map`, `filter` and `transformList`: the elements that satisfy the condition, or the values made of them.
final class CollectionNode: ComprehensionNode, @unchecked Sendable {
  private let predicate: Node?
  private let transform: Node?

  init(_ elements: Node, _ slots: [Int], _ predicate: Node?, _ transform: Node?, at range: Range<Int>) {
    self.predicate = predicate
    self.transform = transform
    super.init(elements, slots, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.list)
    var values: [Value] = []
    var failure: Value?
    let stopped = forEach(&frame) { frame, element in
      if let predicate {
        switch predicate.evaluate(&frame) {
        case .bool(true): break
        case .bool(false): return true
        case let other:
          failure = noCondition(other)
          return false
        }
      }
      let value = transform.map { $0.evaluate(&frame) } ?? element
      if case .error = value {
        failure = value
        return false
      }
      values.append(value)
      return true
    }
    return stopped ?? failure ?? .list(values)
  }
}

/// `transformMap` and `transformMapEntry`, whose transform also gives the key.
final class MapCollectionNode: ComprehensionNode, @unchecked Sendable {
  private let predicate: Node?
  private let transform: Node
  private let makesEntries: Bool

  init(
    _ elements: Node, _ slots: [Int], _ predicate: Node?, _ transform: Node, makesEntries: Bool, at range: Range<Int>
  ) {
    self.predicate = predicate
    self.transform = transform
    self.makesEntries = makesEntries
    super.init(elements, slots, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.map)
    var entries: [(Value, Value)] = []
    var failure: Value?
    let keySlot = keySlot
    let stopped = forEach(&frame) { frame, _ in
      let key = frame.locals[keySlot] ?? .null
      if let predicate {
        switch predicate.evaluate(&frame) {
        case .bool(true): break
        case .bool(false): return true
        case let other:
          failure = noCondition(other)
          return false
        }
      }
      let value = transform.evaluate(&frame)
      if case .error = value {
        failure = value
      } else if !makesEntries {
        frame.budget.spend(Cost.reading(key))
        entries.append((key, value))
      } else if case .map(let map) = value {
        frame.budget.spend(map.keys.reduce(UInt64(map.count)) { $0 + Cost.reading($1) })
        entries += zip(map.keys, map.values)
      } else {
        failure = .noSuchOverload("transformMapEntry", value)
      }
      return failure == nil
    }
    return stopped ?? failure ?? ValueMap.value(entries).located(at: range)
  }
}

/// `sortBy`: the elements in the order of the keys that the transform makes. Elements with equal keys keep their order.
final class SortingNode: ComprehensionNode, @unchecked Sendable {
  private let key: Node

  init(_ elements: Node, _ slots: [Int], key: Node, at range: Range<Int>) {
    self.key = key
    super.init(elements, slots, at: range)
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.list)
    var pairs: [(key: Value, element: Value)] = []
    var failure: Value?
    let stopped = forEach(&frame, listsOnly: true) { frame, element in
      let value = key.evaluate(&frame)
      if case .error = value {
        failure = value
        return false
      }
      pairs.append((value, element))
      return true
    }
    return stopped ?? failure ?? Sorting.sorted(pairs, &frame.budget).located(at: range)
  }
}

/// Stable sorting by keys of one ordered kind.
enum Sorting {
  static func sorted(_ pairs: [(key: Value, element: Value)], _ budget: inout Budget) -> Value {
    if let first = pairs.first {
      for pair in pairs where pair.key.typeName != first.key.typeName || pair.key.order(to: pair.key) == nil {
        return .failure(
          .noSuchOverload, "\(article(first.key.typeName)) and \(article(pair.key.typeName)) have no order")
      }
    }
    // n * log2(n) comparisons, each of which reads the keys.
    let rounds = UInt64(max(1, Int.bitWidth - pairs.count.leadingZeroBitCount))
    for pair in pairs {
      guard budget.spend(rounds * (Cost.step + Cost.reading(pair.key))) else { return budget.failure }
    }
    let order = pairs.indices.sorted { one, other in
      let order = pairs[one].key.order(to: pairs[other].key) ?? 0
      return order == 0 ? one < other : order < 0
    }
    return .list(order.map { pairs[$0].element })
  }
}

/// `a.optMap(x, body)` and `a.optFlatMap(x, body)`
final class OptionalMapNode: Node, @unchecked Sendable {
  private let target: Node
  private let slot: Int
  private let body: Node
  private let isFlat: Bool
  private let range: Range<Int>

  init(_ target: Node, _ slot: Int, _ body: Node, isFlat: Bool, at range: Range<Int>) {
    self.target = target
    self.slot = slot
    self.body = body
    self.isFlat = isFlat
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let value = target.evaluate(&frame)
    guard case .optional(let optional) = value else {
      return Value.noSuchOverload(isFlat ? "optFlatMap" : "optMap", value).located(at: range)
    }
    guard let wrapped = optional.wrapped else { return .absent }
    frame.locals[slot] = wrapped
    let result = body.evaluate(&frame)
    if isFlat || result.isError { return result }
    return .optional(OptionalValue(result))
  }
}
