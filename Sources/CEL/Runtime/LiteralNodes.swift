/// `[a, ?b]`
final class ListNode: Node, @unchecked Sendable {
  private let elements: [(value: Node, isOptional: Bool)]
  private let range: Range<Int>

  init(_ elements: [(value: Node, isOptional: Bool)], at range: Range<Int>) {
    self.elements = elements
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.list + UInt64(elements.count))
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      let value = element.value.evaluate(&frame)
      if case .error = value { return value }
      guard element.isOptional else {
        values.append(value)
        continue
      }
      guard case .optional(let optional) = value else {
        return .noSuchOverload("optional element", value).located(at: range)
      }
      if let wrapped = optional.wrapped { values.append(wrapped) }
    }
    return .list(values)
  }
}

/// `{a: b, ?c: d}`
final class MapNode: Node, @unchecked Sendable {
  private let entries: [(key: Node, value: Node, isOptional: Bool)]
  private let range: Range<Int>

  init(_ entries: [(key: Node, value: Node, isOptional: Bool)], at range: Range<Int>) {
    self.entries = entries
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.map + UInt64(entries.count))
    var values: [(Value, Value)] = []
    values.reserveCapacity(entries.count)
    for entry in entries {
      let key = entry.key.evaluate(&frame)
      if case .error = key { return key }
      frame.budget.spend(Cost.reading(key))
      let value = entry.value.evaluate(&frame)
      if case .error = value { return value }
      guard entry.isOptional else {
        values.append((key, value))
        continue
      }
      guard case .optional(let optional) = value else {
        return .noSuchOverload("optional entry", value).located(at: range)
      }
      if let wrapped = optional.wrapped { values.append((key, wrapped)) }
    }
    return ValueMap.value(values).located(at: range)
  }
}

extension ValueMap {
  /// Returns a map, or the failure of invalid keys.
  static func value(_ entries: some Sequence<(Value, Value)>) -> Value {
    do {
      return .map(try ValueMap(entries))
    } catch {
      return switch error {
      case .unsupported(let key): .failure(.invalidArgument, "\(article(key.typeName)) cannot be the key of a map")
      case .repeated(let key): .failure(.invalidArgument, "the key \(ValueText.brief(key)) occurs twice")
      }
    }
  }
}

/// `Name{a: b}`
final class StructureNode: Node, @unchecked Sendable {
  private let construct: @Sendable ([(name: String, value: Value)]) -> Value
  private let fields: [(name: String, value: Node, isOptional: Bool)]
  private let range: Range<Int>

  init(
    _ construct: @escaping @Sendable ([(name: String, value: Value)]) -> Value,
    _ fields: [(name: String, value: Node, isOptional: Bool)], at range: Range<Int>
  ) {
    self.construct = construct
    self.fields = fields
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.structure + UInt64(fields.count))
    var values: [(name: String, value: Value)] = []
    for field in fields {
      let value = field.value.evaluate(&frame)
      if case .error = value { return value }
      guard field.isOptional else {
        values.append((field.name, value))
        continue
      }
      guard case .optional(let optional) = value else {
        return .noSuchOverload("optional field", value).located(at: range)
      }
      if let wrapped = optional.wrapped { values.append((field.name, wrapped)) }
    }
    return construct(values).located(at: range)
  }
}
