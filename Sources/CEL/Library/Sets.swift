extension Library {
  private static let twoLists: [Signature] = [
    .global([.list(.parameter("A")), .list(.parameter("A"))], .bool)
  ]

  /// Lists as sets (cel-go, ext/sets.go).
  public static let sets = Library(
    name: "sets", summary: "whether lists contain, equal or overlap each other as sets",
    functions: [
      Function(
        "sets.contains", twoLists, comparing,
        .budgeted { compare("sets.contains", $0, &$1) { contains($0, $1, &$2) } }),
      Function(
        "sets.equivalent", twoLists, .costing { $0.comparisons(times: 2) },
        .budgeted { compare("sets.equivalent", $0, &$1) { contains($0, $1, &$2) && contains($1, $0, &$2) } }),
      Function(
        "sets.intersects", twoLists, comparing,
        .budgeted {
          compare("sets.intersects", $0, &$1) { one, other, budget in
            for element in other where Self.contains(one, element, &budget) { return true }
            return false
          }
        }),
    ])

  private static let comparing = CallEstimate.costing { $0.comparisons(times: 1) }

  private static func compare(
    _ name: String, _ arguments: [Value], _ budget: inout Budget,
    _ holds: ([Value], [Value], inout Budget) -> Bool
  ) -> Value {
    guard arguments.count == 2, case .list(let one) = arguments[0], case .list(let other) = arguments[1] else {
      return .noSuchOverload(name, arguments)
    }
    let result = holds(one, other, &budget)
    return budget.isExhausted ? budget.failure : .bool(result)
  }

  private static func contains(_ list: [Value], _ others: [Value], _ budget: inout Budget) -> Bool {
    for element in others where !contains(list, element, &budget) { return false }
    return true
  }

  private static func contains(_ list: [Value], _ element: Value, _ budget: inout Budget) -> Bool {
    for candidate in list {
      guard budget.mayIterate() else { return false }
      if candidate.isEqual(to: element, &budget) { return true }
    }
    return false
  }
}

extension EstimatedCall {
  /// The cost of comparing each element of one list with each of the other.
  fileprivate func comparisons(times: UInt64) -> Interval {
    (count(0) * count(1) * comparisonOfElements * Interval(times)).atMost
  }
}
