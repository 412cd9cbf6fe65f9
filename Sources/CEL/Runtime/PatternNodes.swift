/// `text.matches(pattern)` with a pattern that is already compiled.
final class PatternNode: Node, @unchecked Sendable {
  private let text: Node
  private let pattern: RegularExpression
  private let source: Value
  /// The overloads for values other than text: the embedding program may declare `matches` for its own types.
  private let overloads: [Overload]
  private let range: Range<Int>

  init(_ text: Node, _ pattern: RegularExpression, _ source: String, _ overloads: [Overload], at range: Range<Int>) {
    self.text = text
    self.pattern = pattern
    self.source = .string(source)
    self.overloads = overloads
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    switch text.evaluate(&frame) {
    case .string(let text):
      let cost = Cost.matching(weight: pattern.weight, textCount: text.utf8.count)
      guard frame.budget.spend(cost) else { return frame.budget.failure }
      return .bool(pattern.matches(text))
    case let other:
      for overload in overloads where overload.accepts([other, source]) {
        return overload.implementation.call([other, source], &frame.budget).located(at: range)
      }
      return .noSuchOverload("matches", other, source).located(at: range)
    }
  }
}

/// `text.matches(pattern)` with a pattern that the evaluation computes.
final class ComputedPatternNode: Node, @unchecked Sendable {
  private let text: Node
  private let pattern: Node
  private let range: Range<Int>
  private let cache = PatternCache()

  init(_ text: Node, _ pattern: Node, at range: Range<Int>) {
    self.text = text
    self.pattern = pattern
    self.range = range
  }

  override func evaluate(_ frame: inout Frame) -> Value {
    frame.budget.spend(Cost.step)
    let text = text.evaluate(&frame)
    if case .error = text { return text }
    let pattern = pattern.evaluate(&frame)
    if case .error = pattern { return pattern }
    frame.budget.spend(Cost.reading(text) + Cost.reading(pattern))
    guard case .string(let string) = text, case .string(let source) = pattern else {
      return Value.noSuchOverload("matches", text, pattern).located(at: range)
    }
    do throws(EvaluationError) {
      let compiled = try RegularExpression.compiling(source, for: string, &frame.budget, cache: cache)
      return .bool(compiled.matches(string))
    } catch {
      return .error(error.located(at: range))
    }
  }
}
