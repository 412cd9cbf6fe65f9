/// `a.orValue(b)` and `a.or(b)`: the first value, or the other one, which is computed only if the first is empty
/// (cel-go, cel/library.go, `evalOptionalOrValue`).
final class AlternativeNode: Node, @unchecked Sendable {
  private let name: String
  private let optional: Node
  private let other: Node
  private let dialect: Dialect
  private let range: Range<Int>

  init(_ name: String, _ optional: Node, _ other: Node, in dialect: Dialect, at range: Range<Int>) {
    self.name = name
    self.optional = optional
    self.other = other
    self.dialect = dialect
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let first = optional.evaluate(&frame)
    if case .error = first { return first }
    guard case .optional(let optional) = first else {
      return dialect.takesAnyValueForOptional ? first : Value.noSuchOverload(name, first).located(at: range)
    }
    if let wrapped = optional.wrapped { return name == "or" ? first : wrapped }
    let second = other.evaluate(&frame)
    guard name == "or", !dialect.takesAnyValueForOptional, !second.isError else { return second }
    if case .optional = second { return second }
    return Value.noSuchOverload(name, first, second).located(at: range)
  }
}
