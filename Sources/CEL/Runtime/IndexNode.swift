/// `a[b]`, and `a[?b]`, which is empty if there is no such element.
final class IndexNode: Node, @unchecked Sendable {
  private let operand: Node
  private let index: Node
  private let isOptional: Bool
  private let dialect: Dialect
  private let range: Range<Int>

  init(_ operand: Node, _ index: Node, isOptional: Bool, in dialect: Dialect, at range: Range<Int>) {
    self.operand = operand
    self.index = index
    self.isOptional = isOptional
    self.dialect = dialect
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let container = operand.evaluate(&frame)
    if case .error = container { return container }
    let index = index.evaluate(&frame)
    if case .error = index { return index }
    frame.budget.spend(Cost.reading(index))
    if case .optional(let optional) = container {
      guard let wrapped = optional.wrapped else { return container }
      return optionalElement(of: wrapped, at: index).located(at: range)
    }
    return (isOptional ? optionalElement(of: container, at: index) : Self.element(of: container, at: index))
      .located(at: range)
  }

  /// Returns the element, if there is one. A missing element does not create an error.
  private func optionalElement(of container: Value, at index: Value) -> Value {
    switch container {
    case .list(let elements):
      guard let place = Self.integer(index) else { return Self.element(of: container, at: index) }
      return elements.indices.contains(Int(place)) ? .optional(OptionalValue(elements[Int(place)])) : .absent
    case .map(let map): return map[index].map { .optional(OptionalValue($0)) } ?? .absent
    default: return dialect.findsNothing(in: container) ? .absent : Self.element(of: container, at: index)
    }
  }

  /// Returns the element of a list or the value of a key.
  static func element(of container: Value, at index: Value) -> Value {
    switch container {
    case .list(let elements):
      guard let place = integer(index) else {
        return .failure(.invalidArgument, "\(article(index.typeName)) cannot be the index of a list")
      }
      guard place >= 0, place < elements.count else {
        return .failure(
          .indexOutOfRange, "the index \(place) is outside of the list, which has \(elements.count) elements")
      }
      return elements[Int(place)]
    case .map(let map):
      return map[index] ?? .failure(.noSuchKey, "there is no key \(ValueText.brief(index))")
    default: return .noSuchOverload("_[_]", container, index)
    }
  }

  /// Returns a number of any type as an integer, if it is one.
  private static func integer(_ value: Value) -> Int64? {
    switch value {
    case .int(let value): value
    case .uint(let value): Int64(exactly: value)
    case .double(let value): Int64(exactly: value)
    default: nil
    }
  }
}
