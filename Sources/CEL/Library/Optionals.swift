extension Library {
  private static let a = ValueType.parameter("A")

  /// Values that may be absent (cel-spec, proposal 246): `a.?b`, `a[?b]`, `[?x]`, `optional.of`, `or`, `orValue`.
  public static let optionals = Library(
    name: "optionals", summary: "values that may be absent: `a.?b.orValue(c)`",
    functions: [
      Function(
        "optional.of", [.global([a], .optional(a))], .giving { $0.extent(0) }, .unary { .optional(OptionalValue($0)) }),
      Function("optional.none", [.global([], .optional(a))], .giving { _ in .scalar }, .variadic { _ in .absent }),
      Function(
        "optional.ofNonZeroValue", [.global([a], .optional(a))], .giving { $0.extent(0) },
        .unary { $0.isZero ? .absent : .optional(OptionalValue($0)) }),
      Function(
        "hasValue", [.member([.optional(a)], .bool)], .byType,
        .unary { value in
          guard case .optional(let optional) = value else { return .noSuchOverload("hasValue", value) }
          return .bool(optional.wrapped != nil)
        }),
      Function(
        "value", [.member([.optional(a)], a)], .giving { $0.extent(0) },
        .unary { value in
          guard case .optional(let optional) = value else { return .noSuchOverload("value", value) }
          return optional.wrapped ?? .failure(.invalidArgument, "the optional value is empty")
        }),
      // The planner has its own nodes for these; the declarations are for the checker.
      Function(
        "or", [.member([.optional(a), .optional(a)], .optional(a))], alternative, planning: .alternative,
        .binary { .noSuchOverload("or", $0, $1) }),
      Function(
        "orValue", [.member([.optional(a), a], a)], alternative, planning: .alternative,
        .binary { .noSuchOverload("orValue", $0, $1) }),
      Function("optional.unwrap", [.global([.list(.optional(a))], .list(a))], unwrapping, .budgeted(unwrap)),
      Function("unwrapOpt", [.member([.list(.optional(a))], .list(a))], unwrapping, .budgeted(unwrap)),
      Function(
        "_[?_]",
        [
          .global([.list(a), .int], .optional(a)), .global([.map(a, .parameter("B")), a], .optional(.parameter("B"))),
          .global([.optional(.list(a)), .int], .optional(a)),
          .global([.optional(.map(a, .parameter("B"))), a], .optional(.parameter("B"))),
        ], .byType, .binary { .noSuchOverload("_[?_]", $0, $1) }),
    ], macros: [.optMap, .optFlatMap], types: [("optional_type", .optional(.dyn))])

  private static let alternative = CallEstimate.giving { $0.extent(0).union($0.extent(1)) }
  private static let unwrapping = CallEstimate.costing({ $0.count(0) }, giving: { $0.extent(0).atMost })

  private static func unwrap(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard case .list(let elements)? = arguments.first else { return .noSuchOverload("unwrapOpt", arguments) }
    guard budget.spend(UInt64(elements.count)) else { return budget.failure }
    var output: [Value] = []
    for element in elements {
      guard case .optional(let optional) = element else { return .noSuchOverload("unwrapOpt", element) }
      if let wrapped = optional.wrapped { output.append(wrapped) }
    }
    return .list(output)
  }
}

extension Value {
  /// Whether the value is the zero value of its type: zero, empty, false, null.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let elements): elements.isEmpty
    case .map(let map): map.count == 0
    case .duration(let nanoseconds): nanoseconds == 0
    case .timestamp(let moment): moment.seconds == 0 && moment.nanoseconds == 0
    case .optional(let optional): optional.wrapped == nil
    case .type, .structure, .opaque, .error: false
    }
  }
}
