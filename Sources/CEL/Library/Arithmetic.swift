/// `+ - * / %` and negation (cel-spec, langdef.md, "Arithmetic"): integers report overflow, doubles follow IEEE 754.
enum Arithmetic {
  static func add(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.int(let a), .int(let b)): checked(a.addingReportingOverflow(b), Value.int)
    case (.uint(let a), .uint(let b)): checked(a.addingReportingOverflow(b), Value.uint)
    case (.double(let a), .double(let b)): .double(a + b)
    case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)):
      a.adding(nanoseconds: b).map(Value.timestamp) ?? outOfRange
    case (.duration(let a), .duration(let b)):
      checked(a.addingReportingOverflow(b)) { .duration(nanoseconds: $0) }
    default: .noSuchOverload("_+_", one, other)
    }
  }

  static func subtract(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.int(let a), .int(let b)): checked(a.subtractingReportingOverflow(b), Value.int)
    case (.uint(let a), .uint(let b)): checked(a.subtractingReportingOverflow(b), Value.uint)
    case (.double(let a), .double(let b)): .double(a - b)
    case (.timestamp(let a), .timestamp(let b)):
      a.nanoseconds(since: b).map { .duration(nanoseconds: $0) } ?? outOfRange
    case (.timestamp(let a), .duration(let b)):
      b == .min ? outOfRange : a.adding(nanoseconds: -b).map(Value.timestamp) ?? outOfRange
    case (.duration(let a), .duration(let b)):
      checked(a.subtractingReportingOverflow(b)) { .duration(nanoseconds: $0) }
    default: .noSuchOverload("_-_", one, other)
    }
  }

  static func multiply(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.int(let a), .int(let b)): checked(a.multipliedReportingOverflow(by: b), Value.int)
    case (.uint(let a), .uint(let b)): checked(a.multipliedReportingOverflow(by: b), Value.uint)
    case (.double(let a), .double(let b)): .double(a * b)
    default: .noSuchOverload("_*_", one, other)
    }
  }

  static func divide(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.int(let a), .int(let b)): b == 0 ? byZero : checked(a.dividedReportingOverflow(by: b), Value.int)
    case (.uint(let a), .uint(let b)): b == 0 ? byZero : .uint(a / b)
    case (.double(let a), .double(let b)): .double(a / b)
    default: .noSuchOverload("_/_", one, other)
    }
  }

  /// The remainder has the sign of the dividend.
  static func remainder(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.int(let a), .int(let b)):
      b == 0 ? modulusZero : checked(a.remainderReportingOverflow(dividingBy: b), Value.int)
    case (.uint(let a), .uint(let b)): b == 0 ? modulusZero : .uint(a % b)
    default: .noSuchOverload("_%_", one, other)
    }
  }

  static func negate(_ value: Value) -> Value {
    switch value {
    case .int(let a): checked(Int64(0).subtractingReportingOverflow(a), Value.int)
    case .double(let a): .double(-a)
    default: .noSuchOverload("-_", value)
    }
  }

  private static func checked<Number>(
    _ result: (partialValue: Number, overflow: Bool), _ make: (Number) -> Value
  ) -> Value {
    result.overflow ? .failure(.overflow, "the result does not fit 64 bits") : make(result.partialValue)
  }

  private static var byZero: Value { .failure(.divideByZero, "division by zero") }
  private static var modulusZero: Value { .failure(.divideByZero, "remainder of a division by zero") }
  private static var outOfRange: Value {
    .failure(.overflow, "the moment is outside of the years 1 to 9999, or the span does not fit 64 bits of nanoseconds")
  }
}
