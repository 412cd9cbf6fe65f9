extension Library {
  private static let a = ValueType.parameter("A")
  /// The overloads of `sum` by type, so that an empty sum has the right type. If the type is unknown, it is an int.
  private static let sums: [Function] = [
    (.int, .int(0)), (.uint, .uint(0)), (.double, .double(0)), (.duration, .duration(nanoseconds: 0)),
  ].map { (type: ValueType, zero: Value) in
    Function(
      "sum", [.member([.list(type)], type)], .costing { $0.elements }, .budgeted { sum($0, startingWith: zero, &$1) })
  }
  private static let ordered: [ValueType] = [
    .int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes,
  ]

  /// Sums, least and greatest elements, order and indices (Kubernetes, apiserver/pkg/cel/library/lists.go).
  public static let aggregates = Library(
    name: "aggregates", summary: "sums, least and greatest elements, order and places in lists",
    functions: sums + [
      Function(
        "min", ordered.map { .member([.list($0)], $0) }, extremum,
        .budgeted { extremum("min", -1, $0, &$1) }),
      Function(
        "max", ordered.map { .member([.list($0)], $0) }, extremum,
        .budgeted { extremum("max", 1, $0, &$1) }),
      Function(
        "isSorted", ordered.map { .member([.list($0)], .bool) }, .costing { $0.reading }, .budgeted(isSorted)),
      Function(
        "indexOf", [.member([.list(a), a], .int)], .costing { $0.searching },
        .budgeted { place("indexOf", of: $0, &$1) { Array($0) } }),
      Function(
        "lastIndexOf", [.member([.list(a), a], .int)], .costing { $0.searching },
        .budgeted { place("lastIndexOf", of: $0, &$1) { $0.reversed() } }),
    ])

  private static let extremum = CallEstimate.costing({ $0.reading }, giving: { $0.element(0) })

  private static func sum(_ arguments: [Value], startingWith zero: Value, _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("sum", arguments) }
    guard var sum = elements.first else { return zero }
    guard sum.isSummable else { return .noSuchOverload("sum", arguments) }
    guard budget.mayIterate() else { return budget.failure }
    for element in elements.dropFirst() {
      guard budget.mayIterate() else { return budget.failure }
      sum = Arithmetic.add(sum, element)
      if sum.isError { return sum }
    }
    return sum
  }

  private static func extremum(
    _ name: String, _ sign: Int, _ arguments: [Value], _ budget: inout Budget
  ) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload(name, arguments) }
    guard var best = elements.first else {
      return .failure(.invalidArgument, "an empty list has no `\(name)`")
    }
    for element in elements {
      guard budget.mayIterate(), budget.spend(Cost.reading(element)) else { return budget.failure }
      guard let order = element.order(to: best) else {
        if element.isNumber, best.isNumber { continue }  // NaN
        return .noSuchOverload(name, element, best)
      }
      if order * sign > 0 { best = element }
    }
    return best
  }

  private static func isSorted(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("isSorted", arguments) }
    for (one, next) in zip(elements, elements.dropFirst()) {
      guard budget.mayIterate(), budget.spend(Cost.reading(one)) else { return budget.failure }
      guard let order = one.order(to: next) else {
        if one.isNumber, next.isNumber { continue }  // NaN
        return .noSuchOverload("isSorted", one, next)
      }
      if order > 0 { return .bool(false) }
    }
    return .bool(true)
  }

  private static func place(
    _ name: String, of arguments: [Value], _ budget: inout Budget, _ order: (Range<Int>) -> [Int]
  ) -> Value {
    guard arguments.count == 2, case .list(let elements) = arguments[0] else {
      return .noSuchOverload(name, arguments)
    }
    for place in order(elements.indices) {
      guard budget.mayIterate() else { return budget.failure }
      let isEqual = elements[place].isEqual(to: arguments[1], &budget)
      if budget.isExhausted { return budget.failure }
      if isEqual { return .int(Int64(place)) }
    }
    return .int(-1)
  }
}

extension EstimatedCall {
  /// The cost of reading each element once.
  fileprivate var reading: Interval { (elements + count(0) * Cost.reading(element(0), elementType(0))).atMost }

  fileprivate var searching: Interval { (count(0) * (comparison(with: 1) + 1)).atMost }
}

extension Value {
  /// Whether `sum` accepts the value: a number or a duration.
  fileprivate var isSummable: Bool {
    if case .duration = self { true } else { isNumber }
  }
}
