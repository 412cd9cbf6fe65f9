extension Library {
  /// The definitions of every environment (cel-spec, langdef.md, "List of Standard Definitions").
  static let standard = Library(
    name: "standard", summary: "operators, conversions, sizes, text and time",
    functions: operators + Conversions.functions + textFunctions + TimeFunctions.functions,
    types: [
      ("bool", .bool), ("int", .int), ("uint", .uint), ("double", .double), ("string", .string), ("bytes", .bytes),
      ("null_type", .null), ("list", .list(.dyn)), ("map", .map(.dyn, .dyn)), ("type", .type(.dyn)),
      ("google.protobuf.Timestamp", .timestamp), ("google.protobuf.Duration", .duration),
    ])

  private static let a = ValueType.parameter("A")
  private static let b = ValueType.parameter("B")

  private static func same(_ types: [ValueType], _ result: ValueType? = nil) -> [Signature] {
    types.map { .global([$0, $0], result ?? $0) }
  }

  private static let operators: [Function] =
    [
      Function(
        "_+_",
        same([.int, .uint, .double, .string, .bytes, .duration, .list(a)]) + [
          .global([.timestamp, .duration], .timestamp), .global([.duration, .timestamp], .timestamp),
        ], .costing({ $0.joining }, giving: { $0.joined }), .budgeted { join($0[0], $0[1], &$1) }),
      Function(
        "_-_",
        same([.int, .uint, .double, .duration]) + [
          .global([.timestamp, .duration], .timestamp), .global([.timestamp, .timestamp], .duration),
        ], .byType, .binary(Arithmetic.subtract)),
      Function("_*_", same([.int, .uint, .double]), .byType, .binary(Arithmetic.multiply)),
      Function("_/_", same([.int, .uint, .double]), .byType, .binary(Arithmetic.divide)),
      Function("_%_", same([.int, .uint]), .byType, .binary(Arithmetic.remainder)),
      Function("-_", [.global([.int], .int), .global([.double], .double)], .byType, .unary(Arithmetic.negate)),
      Function("!_", [.global([.bool], .bool)], .byType, .unary { .noSuchOverload("!_", $0) }),
      // The planner has its own nodes for these; the declarations are for the checker.
      Function("_==_", [.global([a, a], .bool)], .byType, .binary { .bool($0.isEqual(to: $1)) }),
      Function("_!=_", [.global([a, a], .bool)], .byType, .binary { .bool(!$0.isEqual(to: $1)) }),
      Function(
        "@in", [.global([a, .list(a)], .bool), .global([a, .map(a, b)], .bool)], .byType,
        .binary { .noSuchOverload("@in", $0, $1) }),
      Function(
        "_[_]",
        [
          .global([.list(a), .int], a), .global([.map(a, b), a], b),
          .global([.optional(.list(a)), .int], .optional(a)), .global([.optional(.map(a, b)), a], .optional(b)),
        ], .byType, .binary { IndexNode.element(of: $0, at: $1) }),
      Function(
        "size",
        [ValueType.string, .bytes, .list(a), .map(a, b)].flatMap { [.global([$0], .int), .member([$0], .int)] },
        .byType,
        .unary(size)),
      Function("type", [.global([a], .type(a))], .byType, .unary { .type($0.typeName) }),
      Function("dyn", [.global([a], .dyn)], .giving { $0.extent(0) }, .unary { $0 }),
    ] + comparisons

  private static let comparisons: [Function] = [
    comparison("_<_") { $0 < 0 },
    comparison("_<=_") { $0 <= 0 },
    comparison("_>_") { $0 > 0 },
    comparison("_>=_") { $0 >= 0 },
  ]

  /// Pairs of one ordered type, and pairs of different numeric types.
  private static let comparable: [Signature] = {
    let numbers: [ValueType] = [.int, .uint, .double]
    var signatures = same([.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration], .bool)
    for one in numbers {
      for other in numbers where other != one { signatures.append(.global([one, other], .bool)) }
    }
    return signatures
  }()

  private static func comparison(_ name: String, _ holds: @escaping @Sendable (Int) -> Bool) -> Function {
    Function(
      name, comparable, .byType,
      .binary { one, other in
        if let order = one.order(to: other) { return .bool(holds(order)) }
        // NaN is neither less nor greater than any number.
        return one.isNumber && other.isNumber ? .bool(false) : .noSuchOverload(name, one, other)
      })
  }

  /// Computes `+` for types whose result can be larger than the operands.
  private static func join(_ one: Value, _ other: Value, _ budget: inout Budget) -> Value {
    switch (one, other) {
    case (.string(let a), .string(let b)):
      // The cost of reading the operands covers the result.
      return budget.isExhausted ? budget.failure : .string(a + b)
    case (.bytes(let a), .bytes(let b)):
      return budget.isExhausted ? budget.failure : .bytes(a + b)
    case (.list(let a), .list(let b)):
      guard budget.spend(UInt64(a.count + b.count)) else { return budget.failure }
      return .list(a + b)
    default: return Arithmetic.add(one, other)
    }
  }

  private static func size(_ value: Value) -> Value {
    switch value {
    case .string(let text): .int(Int64(text.unicodeScalars.count))
    case .bytes(let bytes): .int(Int64(bytes.count))
    case .list(let elements): .int(Int64(elements.count))
    case .map(let map): .int(Int64(map.count))
    default: .noSuchOverload("size", value)
    }
  }

  private static let textFunctions: [Function] = [
    text("contains") { TextSearch.first($1, in: $0) != nil },
    text("startsWith") { $0.starts(with: $1) },
    text("endsWith") { $0.suffix($1.count).elementsEqual($1) },
    Function(
      "matches", [.member([.string, .string], .bool), .global([.string, .string], .bool)],
      .costing { $0.matching }, planning: .pattern,
      .budgeted { arguments, budget in
        guard case .string(let text) = arguments[0], case .string(let source) = arguments[1] else {
          return .noSuchOverload("matches", arguments)
        }
        do throws(EvaluationError) {
          return .bool(try RegularExpression.compiling(source, for: text, &budget).matches(text))
        } catch {
          return .error(error)
        }
      }),
  ]

  private static func text(
    _ name: String, _ holds: @escaping @Sendable (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Function {
    Function(
      name, [.member([.string, .string], .bool)], .byType,
      .binary { one, other in
        guard case .string(var text) = one, case .string(var part) = other else {
          return .noSuchOverload(name, one, other)
        }
        return .bool(text.withUTF8 { text in part.withUTF8 { holds(text, $0) } })
      })
  }
}

extension EstimatedCall {
  /// Whether `+` may join texts, bytes or lists.
  private var joins: Bool { !result.isScalar }

  fileprivate var joining: Interval {
    guard joins else { return .zero }
    return (count(0) + count(1)).atMost.union(result.isText ? .zero : count(0) + count(1))
  }

  fileprivate var joined: Extent {
    guard joins else { return Extent(of: result) }
    return result.isText
      ? .text(count(0) + count(1)) : .sequence(count(0) + count(1), of: element(0).union(element(1)))
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }
}
