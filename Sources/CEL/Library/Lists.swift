extension Library {
  private static let a = ValueType.parameter("A")

  /// Slices, ranges, flattening, sorting (cel-go, ext/lists.go).
  public static let lists = Library(
    name: "lists", summary: "ranges, slices, flattening, sorting and distinct elements of lists",
    functions: [
      Function(
        "lists.range", [.global([.int], .list(.int))],
        .costing({ $0.range }, giving: { .sequence($0.range, of: .scalar) }), .budgeted(range)),
      Function(
        "slice", [.member([.list(a), .int, .int], .list(a))], .giving { $0.extent(0).atMost },
        goesThroughElements: true, .variadic(slice)),
      Function(
        "flatten", [.member([.list(.list(a))], .list(a)), .member([.list(.dyn), .int], .list(.dyn))],
        .costing({ $0.flattening }, giving: { $0.flattened }), .budgeted(flatten)),
      Function(
        "distinct", [.member([.list(a)], .list(a))], .costing({ $0.distinct }, giving: { $0.extent(0).atMost }),
        .budgeted(distinct)),
      Function(
        "reverse", [.member([.list(a)], .list(a))], .giving { $0.extent(0) }, goesThroughElements: true,
        .unary(reverse)),
      Function(
        "sort", [.member([.list(a)], .list(a))],
        .costing({ Cost.sorting($0.count(0), by: $0.element(0), $0.elementType(0)) }, giving: { $0.extent(0) }),
        .budgeted(sort)),
      Function(
        "first", [.member([.list(a)], .optional(a))], .giving { $0.element(0) }, .unary { end($0, "first", \.first) }),
      Function(
        "last", [.member([.list(a)], .optional(a))], .giving { $0.element(0) }, .unary { end($0, "last", \.last) }),
    ], macros: [.sortBy])

  /// The maximum number of elements of a range, whatever the budget, to protect the memory: each takes 16 bytes.
  private static let largestRange = 50_000_000

  private static func range(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .int(let count)? = arguments.first else { return .noSuchOverload("lists.range", arguments) }
    guard budget.spend(UInt64(max(0, count))) else { return budget.failure }
    guard count <= largestRange else {
      return .failure(.overflow, "a range of \(count) elements is larger than \(largestRange)")
    }
    return .list((0..<max(0, count)).map(Value.int))
  }

  private static func slice(_ arguments: [Value]) -> Value {
    guard arguments.count == 3, case .list(let elements) = arguments[0], case .int(let start) = arguments[1],
      case .int(let end) = arguments[2]
    else { return .noSuchOverload("slice", arguments) }
    guard start >= 0, start <= end, end <= elements.count else {
      return .failure(
        .indexOutOfRange, "the slice \(start) to \(end) is outside of the list, which has \(elements.count) elements")
    }
    return .list(Array(elements[Int(start)..<Int(end)]))
  }

  private static func flatten(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("flatten", arguments) }
    var depth: Int64 = 1
    if arguments.count == 2 {
      guard case .int(let given) = arguments[1] else { return .noSuchOverload("flatten", arguments) }
      guard given >= 0 else { return .failure(.invalidArgument, "a list cannot be flattened \(given) levels deep") }
      depth = given
    }
    var output: [Value] = []
    flatten(elements, depth, into: &output, &budget)
    return budget.isExhausted ? budget.failure : .list(output)
  }

  private static func flatten(
    _ elements: [Value], _ depth: Int64, into output: inout [Value], _ budget: inout Budget
  ) {
    for element in elements {
      guard budget.mayIterate() else { return }
      if depth > 0, case .list(let inner) = element {
        flatten(inner, depth - 1, into: &output, &budget)
      } else {
        output.append(element)
      }
    }
  }

  private static func distinct(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("distinct", arguments) }
    var keys: Set<MapKey> = []
    var others: [Value] = []
    var output: [Value] = []
    for element in elements {
      guard budget.mayIterate(), budget.spend(Cost.reading(element)) else { return budget.failure }
      if let key = MapKey(equal: element) {
        if keys.insert(key).inserted { output.append(element) }
        continue
      }
      var isKnown = false
      for other in others where !isKnown { isKnown = other.isEqual(to: element, &budget) }
      guard budget.spend(UInt64(others.count)) else { return budget.failure }
      if !isKnown {
        others.append(element)
        output.append(element)
      }
    }
    return .list(output)
  }

  private static func reverse(_ value: Value) -> Value {
    guard case .list(let elements) = value else { return .noSuchOverload("reverse", value) }
    return .list(elements.reversed())
  }

  private static func sort(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("sort", arguments) }
    return Sorting.sorted(elements.map { ($0, $0) }, &budget)
  }

  private static func end(_ value: Value, _ name: String, _ element: ([Value]) -> Value?) -> Value {
    guard case .list(let elements) = value else { return .noSuchOverload(name, value) }
    return .optional(OptionalValue(element(elements)))
  }
}

extension EstimatedCall {
  /// The argument of `lists.range`, if the source states it.
  fileprivate var range: Interval {
    if case .int(let count)? = arguments.first?.value { Interval(UInt64(max(0, count))) } else { .any }
  }

  fileprivate var flattening: Interval {
    guard arguments.count == 1 else { return .any }
    let elements = count(0) * (element(0).count + 1)
    return if case .list = elementType(0) { elements } else { elements.atMost }
  }

  fileprivate var flattened: Extent {
    guard arguments.count == 1 else { return .unknown }
    if case .list = elementType(0) { return .sequence((count(0) * element(0).count).atMost, of: element(0).element) }
    // Elements that are not lists stay as they are.
    return .sequence(
      (count(0) * element(0).count.union(Interval(1))).atMost, of: element(0).union(element(0).element))
  }

  fileprivate var distinct: Interval {
    let each = Cost.reading(element(0), elementType(0)) + Cost.step
    switch elementType(0) {
    case .bool, .int, .uint, .string: return count(0) * each
    default: return count(0) * each + (count(0) * count(0) * comparisonOfElements).atMost
    }
  }
}
