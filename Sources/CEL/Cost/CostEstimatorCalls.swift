/// Estimates operators and functions.
extension CostEstimator {
  mutating func binary(
    _ expression: Expression, _ found: BinaryOperator, _ left: Expression, _ right: Expression, times: Interval
  ) -> Estimate {
    switch found {
    case .equal, .notEqual:
      let parts = estimateAll([left, right], times: times)
      let comparing = comparing(parts[0].extent, type(left), parts[1].extent, type(right))
      return Estimate(
        cost: parts[0].cost + parts[1].cost + comparing + Cost.step, extent: .scalar,
        isConstant: parts.allSatisfy(\.isConstant))
    case .contains: return containment(left, right, times: times)
    case .add where type(expression) == .string:
      let parts = estimateAll([left, right], times: times)
      // A chain is joined at once, so the left operand is not read again, unless types are not checked.
      let again = checked.isStrict && !isJoint(left) ? reading(parts[0], left) : reading(parts[0], left).atMost
      return Estimate(
        cost: parts[0].cost + parts[1].cost + again + reading(parts[1], right) + Cost.step,
        extent: .text(parts[0].extent.count + parts[1].extent.count), isConstant: parts.allSatisfy(\.isConstant))
    default: return call(expression, nil, [left, right], times: times)
    }
  }

  private func isJoint(_ expression: Expression) -> Bool {
    if case .binary(.add, _, _) = expression.kind { true } else { false }
  }

  private mutating func containment(_ left: Expression, _ right: Expression, times: Interval) -> Estimate {
    let parts = estimateAll([left, right], times: times)
    let element = reading(parts[0], left) + Cost.step
    let container = parts[1].extent
    let elementType: ValueType = if case .list(let type) = type(right) { type } else { .dyn }
    let each = comparing(parts[0].extent, type(left), container.element, elementType) + Cost.step
    var search: Interval
    if case .list(let values)? = parts[1].value {
      let others = values.count { MapKey(equal: $0) == nil }
      search = element + (Interval(UInt64(others)) * each).atMost
    } else if case .map = type(right) {
      search = element
    } else {
      search = (container.count * each).atMost.union(element)
    }
    if parts[0].isConstant, parts[1].isConstant { search = search.atMost }
    return Estimate(
      cost: parts[0].cost + parts[1].cost + search, extent: .scalar, isConstant: parts.allSatisfy(\.isConstant))
  }

  /// The units for comparing two values: those of the smaller one, because values of different sizes are not equal.
  func comparing(_ one: Extent, _ oneType: ValueType, _ other: Extent, _ otherType: ValueType) -> Interval {
    if oneType.isScalar || otherType.isScalar { return .zero }
    let count = min(one.count.most, other.count.most)
    if oneType.isText || otherType.isText { return Interval(0, Cost.traversal(ofCount: count)) }
    // The contents are compared too. If the type is unknown, this also covers text, which costs less.
    guard count < .max else { return .any }
    guard count > 0 else { return .zero }
    let inner =
      comparing(one.element, oneType.elementType, other.element, otherType.elementType)
      + Cost.reading(one.key, .dyn).atMost
    return (Interval(count) * (inner + Cost.step)).atMost
  }

  // MARK: Calls

  mutating func call(
    _ expression: Expression, _ target: Expression?, _ arguments: [Expression], times: Interval
  ) -> Estimate {
    guard case .function(_, let overloads, let isQualified)? = checked.references[expression.id] else {
      return Estimate(cost: .zero, extent: .unknown)
    }
    let parts = (isQualified ? nil : target).map { [$0] + arguments } ?? arguments
    let estimates = estimateAll(parts, times: times)
    let inner = estimates.reduce(Interval.zero) { $0 + $1.cost }
    let isConstant = estimates.allSatisfy(\.isConstant)
    let planning = overloads.planning
    if planning == .pattern, parts.count == 2, case .string(let source)? = estimates[1].value,
      let pattern = try? RegularExpression(source)
    {
      let cost = estimates[0].extent.count.map { Cost.matching(weight: pattern.weight, textCount: $0) }
      return Estimate(cost: inner + cost, extent: .scalar, isConstant: isConstant)
    }
    let call = EstimatedCall(
      arguments: zip(estimates, parts).map { ($0.extent, type($1), $0.value) }, result: type(expression))
    let possible = overloads.estimate(of: call)
    let extent = narrowed(possible.result, expression)
    if planning == .alternative, parts.count == 2 {
      return Estimate(
        cost: estimates[0].cost + estimates[1].cost.atMost + Cost.step, extent: extent, isConstant: isConstant)
    }
    var cost = inner + possible.cost + Cost.step
    for (estimate, part) in zip(estimates, parts) { cost += reading(estimate, part) }
    for name in overloads.count == 1 ? overloads[0].implicit : [] {
      if let place = checked.declarations.place(ofVariable: name) { cost += variable(place).cost }
    }
    return Estimate(cost: cost, extent: extent, isConstant: isConstant)
  }

  func reading(_ estimate: Estimate, _ expression: Expression) -> Interval {
    Cost.reading(estimate.extent, type(expression))
  }
}
