/// The `==` of two values (cel-spec, langdef.md, "Equality"). Numbers are compared on one number line whatever their
/// types; values of different kinds are not equal.
extension Value {
  /// Whether `==` is true of the values, at any cost.
  public func isEqual(to other: Value) -> Bool {
    var unlimited = Budget(limit: .max)
    return isEqual(to: other, &unlimited)
  }

  /// Whether the values are equal. The budget is charged for the texts that are read, and for each element, because
  /// lists and maps may share parts and then be much larger than the memory that they take.
  func isEqual(to other: Value, _ budget: inout Budget) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)):
      a.utf8.count == b.utf8.count && budget.spend(Cost.reading(self)) && UTF8Order.isEqual(a, b)
    case (.int(let a), .int(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.uint(let a), .uint(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.int, .uint), (.uint, .int): numericOrder(to: other) == .some(0)
    case (.int, .double), (.double, .int), (.uint, .double), (.double, .uint): numericOrder(to: other) == .some(0)
    case (.null, .null): true
    case (.bytes(let a), .bytes(let b)): a.count == b.count && budget.spend(Cost.reading(self)) && a == b
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.type(let a), .type(let b)): a == b
    case (.list(let a), .list(let b)): Self.areEqual(a, b, &budget)
    case (.map(let a), .map(let b)): a.isEqual(to: b, &budget)
    case (.optional(let a), .optional(let b)):
      switch (a.wrapped, b.wrapped) {
      case (nil, nil): true
      case (let a?, let b?): a.isEqual(to: b, &budget)
      default: false
      }
    case (.structure(let a), .structure(let b)): a.isEqual(to: b, &budget)
    case (.opaque(let a), .opaque(let b)): a.value.isEqual(to: b.value)
    default: false
    }
  }

  private static func areEqual(_ one: [Value], _ other: [Value], _ budget: inout Budget) -> Bool {
    guard one.count == other.count else { return false }
    for (one, other) in zip(one, other) {
      guard budget.mayIterate(), one.isEqual(to: other, &budget) else { return false }
    }
    return true
  }

  /// Compares two numbers: less than, equal to or greater than zero; nil if one is NaN or not a number.
  func numericOrder(to other: Value) -> Int? {
    switch (self, other) {
    case (.int(let a), .int(let b)): Self.order(a, b)
    case (.uint(let a), .uint(let b)): Self.order(a, b)
    case (.double(let a), .double(let b)): a.isNaN || b.isNaN ? nil : Self.order(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? -1 : Self.order(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? 1 : Self.order(a, UInt64(b))
    case (.int(let a), .double(let b)): b.isNaN ? nil : Self.order(a, b)
    case (.uint(let a), .double(let b)): b.isNaN ? nil : Self.order(a, b)
    case (.double(let a), .int(let b)): a.isNaN ? nil : -Self.order(b, a)
    case (.double(let a), .uint(let b)): a.isNaN ? nil : -Self.order(b, a)
    default: nil
    }
  }

  private static func order<Number: Comparable>(_ a: Number, _ b: Number) -> Int { a < b ? -1 : a == b ? 0 : 1 }

  /// Compares an integer with a double in the precision of doubles, as the specification's tests require (comparisons,
  /// `not_lt_dyn_int_big_lossy_double`). The keys of maps are compared exactly.
  private static func order<Whole: FixedWidthInteger>(_ a: Whole, _ b: Double) -> Int {
    order(Double(a), b)
  }

  /// Compares two values that have an order: less than, equal to or greater than zero; nil if they have none.
  func order(to other: Value) -> Int? {
    switch (self, other) {
    case (.string(let a), .string(let b)): UTF8Order.compare(a, b)
    case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b) ? -1 : a == b ? 0 : 1
    case (.bool(let a), .bool(let b)): a == b ? 0 : (b ? -1 : 1)
    case (.timestamp(let a), .timestamp(let b)): Self.order(a, b)
    case (.duration(let a), .duration(let b)): Self.order(a, b)
    default: numericOrder(to: other)
    }
  }
}

extension ValueMap {
  func isEqual(to other: ValueMap, _ budget: inout Budget) -> Bool {
    guard count == other.count else { return false }
    for (key, value) in zip(keys, values) {
      guard budget.mayIterate(), budget.spend(Cost.reading(key)), let counterpart = other[key],
        value.isEqual(to: counterpart, &budget)
      else {
        return false
      }
    }
    return true
  }
}
