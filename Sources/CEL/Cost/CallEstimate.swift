/// The cost and result size of a function's calls, stated where the function is declared. Tests call every function and
/// compare: no evaluation may cost more.
struct CallEstimate: Sendable {
  /// The units that a call spends in addition to those of every call.
  let cost: @Sendable (EstimatedCall) -> Interval
  /// The possible sizes of the result.
  let result: @Sendable (EstimatedCall) -> Extent

  /// The function spends nothing of its own, and its result can be as large as its type allows.
  static let byType = CallEstimate(cost: { _ in .zero }, result: { Extent(of: $0.result) })

  /// The function spends nothing of its own.
  static func giving(_ result: @escaping @Sendable (EstimatedCall) -> Extent) -> CallEstimate {
    CallEstimate(cost: byType.cost, result: result)
  }

  /// The result can be as large as its type allows.
  static func costing(_ cost: @escaping @Sendable (EstimatedCall) -> Interval) -> CallEstimate {
    CallEstimate(cost: cost, result: byType.result)
  }

  static func costing(
    _ cost: @escaping @Sendable (EstimatedCall) -> Interval,
    giving result: @escaping @Sendable (EstimatedCall) -> Extent
  ) -> CallEstimate {
    CallEstimate(cost: cost, result: result)
  }

  /// A call spends `units`, and its result can be as large as its type allows.
  static func units(_ units: UInt64) -> CallEstimate { costing { _ in Interval(units) } }

  /// The estimate for a function that also spends a unit for each element of its arguments.
  var throughElements: CallEstimate {
    let cost = cost
    return CallEstimate(cost: { cost($0) + $0.elements }, result: result)
  }
}

/// What is known about a call before it is evaluated.
struct EstimatedCall {
  let arguments: [(extent: Extent, type: ValueType, value: Value?)]
  /// The type of the result.
  let result: ValueType

  func extent(_ index: Int) -> Extent { arguments.indices.contains(index) ? arguments[index].extent : .scalar }

  func type(_ index: Int) -> ValueType { arguments.indices.contains(index) ? arguments[index].type : .dyn }

  /// The size of an argument: the number of code units, elements or entries.
  func count(_ index: Int) -> Interval { extent(index).count }

  /// The extent of an argument's elements.
  func element(_ index: Int) -> Extent { extent(index).element }

  func elementType(_ index: Int) -> ValueType { type(index).elementType }

  /// The number of elements of all arguments.
  var elements: Interval {
    arguments.reduce(.zero) { sum, argument in
      switch argument.type {
      case .list, .map: sum + argument.extent.count
      case .dyn: sum + argument.extent.count.atMost
      default: sum
      }
    }
  }

  /// The cost of comparing an element of the first argument with another argument.
  func comparison(with index: Int) -> Interval {
    if elementType(0).isScalar || type(index).isScalar { return Interval(0, Cost.step) }
    if elementType(0).isText || type(index).isText {
      let count = min(element(0).count.most, count(index).most)
      return Interval(0, Cost.traversal(ofCount: count).addingSaturating(Cost.step))
    }
    return .any
  }

  /// The cost of comparing an element of the first argument with one of the last.
  var comparisonOfElements: Interval {
    let (one, other) = (element(0), element(arguments.count - 1))
    if elementType(0).isScalar { return Interval(Cost.step) }
    if elementType(0).isText {
      return Interval(
        Cost.step, Cost.traversal(ofCount: min(one.count.most, other.count.most)).addingSaturating(Cost.step))
    }
    return .any
  }
}

extension [Overload] {
  /// Returns the estimate of a call of any of these overloads.
  func estimate(of call: EstimatedCall) -> (cost: Interval, result: Extent) {
    var possible: (cost: Interval, result: Extent)?
    var last: OverloadGroup?
    for overload in self where overload.group == nil || overload.group !== last {
      last = overload.group
      let (cost, result) = (overload.estimate.cost(call), overload.estimate.result(call))
      possible = possible.map { ($0.cost.union(cost), $0.result.union(result)) } ?? (cost, result)
    }
    return possible ?? (.zero, .unknown)
  }
}
