/// The estimated cost of an evaluation.
public struct CostEstimate: Sendable {
  /// Units of work. The lower bound holds for evaluations that do not fail, the upper bound for all.
  public let units: Interval
  /// The smallest part of the expression that takes more than half of the upper bound.
  public let dominating: Expression
}

extension Program {
  /// Estimates the cost of an evaluation from the declared sizes of the variables (`Variable.extent`). Values that
  /// `fixing` has fixed are known exactly.
  public func estimatedCost() -> CostEstimate {
    var estimator = CostEstimator(checked, constants: constants)
    let estimate = estimator.estimate(checked.tree.root, times: Interval(1))
    return CostEstimate(
      units: estimate.cost + estimator.definitions.values.reduce(Interval.zero) { $0 + $1.cost.atMost },
      dominating: checked.tree.root.dominating(estimator.costs))
  }
}

extension Expression {
  /// Returns the smallest part that takes more than half of the total cost. `costs` is by the id of the part.
  func dominating(_ costs: [UInt64]) -> Expression {
    var part = self
    while let heaviest = part.children.max(by: { costs[$0.id] < costs[$1.id] }), costs[heaviest.id] > costs[id] / 2 {
      part = heaviest
    }
    return part
  }
}

/// Adds up what the nodes of a checked expression charge to the budget, in the order and with the unit costs of the
/// nodes' `evaluate`.
struct CostEstimator {
  let checked: CheckedExpression
  private let constants: [Int: Value]
  private var locals: [Int: Extent] = [:]
  /// The maximum units of each part, for all its evaluations together.
  private(set) var costs: [UInt64]

  /// The variables that are defined by expressions, by index. Each is computed at most once.
  private(set) var definitions: [Int: Estimate] = [:]

  /// What is known about a part.
  struct Estimate {
    var cost: Interval
    var extent: Extent
    /// Whether the plan computes it once.
    var isConstant = false
    /// The value, if the source or `fixing` gives it.
    var value: Value?
  }

  init(_ checked: CheckedExpression, constants: [Int: Value]) {
    self.checked = checked
    self.constants = constants
    costs = Array(repeating: 0, count: checked.tree.count)
  }

  /// Returns the estimate of a part that is evaluated a number of times.
  mutating func estimate(_ expression: Expression, times: Interval) -> Estimate {
    var estimate = infer(expression, times: times)
    if estimate.isConstant { estimate.cost = estimate.cost.atMost }
    costs[expression.id] = costs[expression.id].addingSaturating((estimate.cost * times).most)
    return estimate
  }

  mutating func estimateAll(_ expressions: [Expression], times: Interval) -> [Estimate] {
    var estimates: [Estimate] = []
    for expression in expressions { estimates.append(estimate(expression, times: times)) }
    return estimates
  }

  private mutating func infer(_ expression: Expression, times: Interval) -> Estimate {
    switch expression.kind {
    case .invalid: return Estimate(cost: .zero, extent: .unknown)
    case .literal(let literal):
      let value = Planner.value(of: literal)
      return Estimate(cost: .zero, extent: Extent(of: value), isConstant: true, value: value)
    case .identifier: return reference(expression)
    case .select(let operand, let field, _):
      if checked.references[expression.id] != nil { return reference(expression) }
      let inner = estimate(operand, times: times)
      let extent = narrowed(inner.extent.field(field.text), expression)
      return Estimate(
        cost: inner.cost + Cost.step + converting(field.text, extent, of: operand), extent: extent,
        isConstant: inner.isConstant)
    case .has(let operand, let field):
      if checked.references[expression.id] != nil {
        let variable = reference(expression)
        return Estimate(cost: variable.cost, extent: .scalar, isConstant: variable.isConstant)
      }
      let inner = estimate(operand, times: times)
      return Estimate(
        cost: inner.cost + Cost.step + converting(field.text, inner.extent.field(field.text), of: operand),
        extent: .scalar,
        isConstant: inner.isConstant)
    case .index(let operand, let index, _):
      let parts = estimateAll([operand, index], times: times)
      return Estimate(
        cost: parts[0].cost + parts[1].cost + reading(parts[1], index) + Cost.step,
        extent: narrowed(parts[0].extent.element, expression), isConstant: parts.allSatisfy(\.isConstant))
    case .call(_, let target, let arguments, _): return call(expression, target, arguments, times: times)
    case .unary(.not, let operand):
      let inner = estimate(operand, times: times)
      return Estimate(cost: inner.cost + Cost.step, extent: .scalar, isConstant: inner.isConstant)
    case .unary(.negate, let operand): return call(expression, nil, [operand], times: times)
    case .binary(let found, let left, let right): return binary(expression, found, left, right, times: times)
    case .and(let operands), .or(let operands): return logical(operands, times: times)
    case .conditional(let condition, let yes, let no):
      let first = estimate(condition, times: times)
      let branches = estimateAll([yes, no], times: times.atMost)
      return Estimate(
        cost: first.cost + branches[0].cost.union(branches[1].cost) + Cost.step,
        extent: branches[0].extent.union(branches[1].extent))
    default: return composite(expression, times: times)
    }
  }

  private mutating func composite(_ expression: Expression, times: Interval) -> Estimate {
    switch expression.kind {
    case .list(let elements):
      let parts = estimateAll(elements.map(\.value), times: times)
      let required = elements.count { !$0.isOptional }
      return Estimate(
        cost: parts.reduce(Interval(Cost.list + UInt64(parts.count))) { $0 + $1.cost },
        extent: .sequence(
          Interval(UInt64(required), UInt64(elements.count)), of: Extent.union(parts.map(\.extent))),
        isConstant: parts.allSatisfy(\.isConstant), value: listValue(parts))
    case .map(let entries):
      let keys = estimateAll(entries.map(\.key), times: times)
      let values = estimateAll(entries.map(\.value), times: times)
      var cost = (keys + values).reduce(Interval(Cost.map + UInt64(entries.count))) { $0 + $1.cost }
      for (key, entry) in zip(keys, entries) { cost += reading(key, entry.key) }
      let required = entries.count { !$0.isOptional }
      return Estimate(
        cost: cost,
        extent: .sequence(
          Interval(UInt64(required), UInt64(entries.count)), of: Extent.union(values.map(\.extent)),
          keys: Extent.union(keys.map(\.extent))), isConstant: (keys + values).allSatisfy(\.isConstant))
    case .structure(_, let fields, _):
      let parts = estimateAll(fields.map(\.value), times: times)
      return Estimate(
        cost: parts.reduce(Interval(Cost.structure + UInt64(parts.count))) { $0 + $1.cost }, extent: .unknown,
        isConstant: parts.allSatisfy(\.isConstant))
    case .comprehension(let comprehension): return self.comprehension(expression, comprehension, times: times)
    case .bind(_, let value, let body): return scope(expression, [value], body, times: times)
    case .block(let parts, let body): return scope(expression, parts, body, times: times)
    case .optionalMap(let target, _, let body, _):
      let inner = estimate(target, times: times)
      locals[slots(of: expression)[0]] = inner.extent
      let result = estimate(body, times: times.atMost)
      return Estimate(cost: inner.cost + result.cost.atMost + Cost.step, extent: result.extent)
    default: return Estimate(cost: .zero, extent: .unknown)
    }
  }

  // MARK: Names

  private mutating func reference(_ expression: Expression) -> Estimate {
    switch checked.references[expression.id] {
    case .variable(let place):
      return variable(place)
    case .constant(let value):
      return Estimate(cost: .zero, extent: Extent(of: value), isConstant: true, value: value)
    case .local(let slot), .named(let slot):
      return Estimate(cost: Interval(Cost.step), extent: narrowed(locals[slot] ?? .unknown, expression))
    default: return Estimate(cost: .zero, extent: .unknown)
    }
  }

  /// Returns the estimate of reading a variable.
  mutating func variable(_ place: Int) -> Estimate {
    if let value = constants[place] {
      return Estimate(cost: .zero, extent: Extent(of: value), isConstant: true, value: value)
    }
    if let definition = checked.declarations.definitions[place] { return defined(place, definition) }
    return Estimate(cost: Interval(Cost.step), extent: checked.declarations.variables[place].extent)
  }

  private mutating func defined(_ place: Int, _ definition: CheckedExpression) -> Estimate {
    if definitions[place] == nil {
      var estimator = CostEstimator(definition, constants: constants)
      definitions[place] = estimator.estimate(definition.tree.root, times: Interval(1))
      definitions.merge(estimator.definitions) { first, _ in first }
    }
    return Estimate(cost: Interval(0, Cost.step), extent: definitions[place]?.extent ?? .unknown)
  }

  func slots(of expression: Expression) -> [Int] {
    if case .slots(let slots)? = checked.references[expression.id] { slots } else { [0] }
  }

  /// A named part is computed at most once, when it is first needed.
  private mutating func scope(
    _ expression: Expression, _ parts: [Expression], _ body: Expression, times: Interval
  ) -> Estimate {
    var cost = Interval(UInt64(parts.count) * Cost.step)
    for (slot, part) in zip(slots(of: expression), parts) {
      let estimate = estimate(part, times: times.atMost)
      cost += estimate.cost.atMost
      locals[slot] = estimate.extent
    }
    let result = estimate(body, times: times)
    return Estimate(cost: cost + result.cost, extent: result.extent)
  }

  /// Returns the cost of converting a field of a struct to a list or map, which happens on each read.
  private func converting(_ field: String, _ extent: Extent, of operand: Expression) -> Interval {
    guard case .structure(let name) = type(operand) else { return .zero }
    return switch checked.declarations.structures[name]?.type(of: field) {
    case .list?, .map?: extent.count.atMost
    default: .zero
    }
  }

  /// Returns the extent, or that of the type if nothing else is known.
  func narrowed(_ extent: Extent, _ expression: Expression) -> Extent {
    extent.count.isBounded ? extent : Extent(of: checked.type(of: expression))
  }

  // MARK: Operators

  /// Operands after the first may be skipped.
  private mutating func logical(_ operands: [Expression], times: Interval) -> Estimate {
    var cost = Interval.zero
    var least = UInt64.max
    for (index, operand) in operands.enumerated() {
      let part = estimate(operand, times: index == 0 ? times : times.atMost)
      cost += part.cost.atMost + Cost.step
      least = min(least, part.cost.least)
    }
    return Estimate(cost: Interval(least + Cost.step, cost.most), extent: .scalar)
  }

  func type(_ expression: Expression) -> ValueType { checked.type(of: expression) }

  private func listValue(_ parts: [Estimate]) -> Value? {
    let values = parts.compactMap(\.value)
    return values.count == parts.count ? .list(values) : nil
  }

  // MARK: Macros

  private mutating func comprehension(
    _ expression: Expression, _ comprehension: Comprehension, times: Interval
  ) -> Estimate {
    let range = estimate(comprehension.range, times: times)
    let count = range.extent.count
    let isMap = if case .map = type(comprehension.range) { true } else { false }
    let slots = slots(of: expression)
    if slots.count == 2 {
      locals[slots[0]] = isMap ? range.extent.key : type(comprehension.range).isDynamic ? .unknown : .scalar
      locals[slots[1]] = range.extent.element
    } else {
      locals[slots[0]] =
        isMap
        ? range.extent.key
        : type(comprehension.range).isDynamic ? range.extent.element.union(range.extent.key) : range.extent.element
    }
    let rounds = times * count
    let predicate = comprehension.predicate.map { estimate($0, times: rounds) }
    let transform = comprehension.transform.map {
      estimate($0, times: comprehension.predicate == nil ? rounds : rounds.atMost)
    }
    var round = Interval(Cost.step)
    if let predicate { round += predicate.cost }
    if let transform { round += predicate == nil ? transform.cost : transform.cost.atMost }
    let element = transform?.extent ?? locals[slots[0]] ?? .unknown
    switch comprehension.kind {
    case .all, .exists:
      // A single element can decide.
      let decided = count.least == 0 ? 0 : round.least
      return Estimate(cost: range.cost + Interval(decided, (round * count).most), extent: .scalar)
    case .existsOne: return Estimate(cost: range.cost + round * count, extent: .scalar)
    case .map, .filter, .transformList:
      let size = comprehension.predicate == nil ? count : count.atMost
      return Estimate(
        cost: range.cost + round * count + Cost.list, extent: .sequence(size, of: element))
    case .transformMap, .transformMapEntry:
      let isEntry = comprehension.kind == .transformMapEntry
      let key = isEntry ? element.key : locals[slots[0]] ?? .unknown
      let entries = isEntry ? count * element.count : count
      let keys = (entries * (Cost.reading(key, .dyn) + Cost.step)).atMost
      return Estimate(
        cost: range.cost + round * count + keys + Cost.map,
        extent: .sequence(entries.atMost, of: isEntry ? element.element : element, keys: key))
    case .sortBy:
      let keyType = comprehension.transform.map { type($0) } ?? .dyn
      return Estimate(
        cost: range.cost + round * count + Cost.sorting(count, by: transform?.extent ?? .unknown, keyType) + Cost.list,
        extent: .sequence(count, of: range.extent.element))
    }
  }
}
