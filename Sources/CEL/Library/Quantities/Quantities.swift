extension Library {
  private static let type = ValueType.opaque(Quantity.typeName, [])

  /// Kubernetes' quantities as its documentation describes them (apiserver/pkg/cel/library/quantity.go).
  public static let quantity = quantities(in: .definition)

  /// Quantities as an API server provides them, where `sign` is not a member function.
  static let kubernetesQuantity = quantities(in: .kubernetes)

  private static func quantities(in dialect: Dialect) -> Library {
    Library(
      name: "quantity", summary: "Kubernetes' quantities: `quantity('1.5Gi').isLessThan(quantity('2G'))`",
      functions: [
        Function(
          "quantity", [.global([.string], type)],
          .costing({ $0.parsing }, giving: { .text(EstimatedCall.digits(ofText: $0.count(0))) }),
          planning: .constructor,
          .budgeted { arguments, budget in
            guard case .string(let text)? = arguments.first else { return .noSuchOverload("quantity", arguments) }
            guard let quantity = Quantity(text, in: dialect) else {
              let shown = ValueText.brief(.string(text))
              return .failure(.invalidArgument, "\(shown) is not a quantity such as `1.5Gi` or `200m`")
            }
            return budget.spend(quantity.work) ? .opaque(quantity) : budget.failure
          }),
        Function(
          "isQuantity", [.global([.string], .bool)], .costing { $0.parsing },
          .budgeted { arguments, budget in
            guard case .string(let text)? = arguments.first else { return .noSuchOverload("isQuantity", arguments) }
            guard let quantity = Quantity(text, in: dialect) else { return .bool(false) }
            return budget.spend(quantity.work) ? .bool(true) : budget.failure
          }),
        one("sign", .int, isMember: dialect != .kubernetes) { .int(Int64($0.amount.sign)) },
        one("isInteger", .bool) { .bool($0.integer(in: dialect) != nil) },
        one("asInteger", .int) {
          $0.integer(in: dialect).map(Value.int)
            ?? .failure(.overflow, "the quantity \(ValueText.brief(.opaque($0))) is not an int")
        },
        one("asApproximateFloat", .double) { .double($0.double(in: dialect)) },
        two("isLessThan", .bool) { .bool($0.amount.order(to: $1.amount) < 0) },
        two("isGreaterThan", .bool) { .bool($0.amount.order(to: $1.amount) > 0) },
        two("compareTo", .int) { .int(Int64($0.amount.order(to: $1.amount))) },
        two("add", type, orInt: true) { .opaque($0 + $1) },
        two("sub", type, orInt: true) { .opaque($0 + -$1) },
      ], types: [(Quantity.typeName, type)])
  }

  private static func quantity(_ value: Value?) -> Quantity? {
    if case .opaque(let instance)? = value { instance.value as? Quantity } else { nil }
  }

  private static func one(
    _ name: String, _ result: ValueType, isMember: Bool = true, _ compute: @escaping @Sendable (Quantity) -> Value
  ) -> Function {
    Function(
      name, [isMember ? .member([type], result) : .global([type], result)], .costing { $0.computing },
      .budgeted { arguments, budget in
        guard let quantity = quantity(arguments.first) else { return .noSuchOverload(name, arguments) }
        return budget.spend(quantity.work) ? compute(quantity) : budget.failure
      })
  }

  /// Returns a function of two quantities and, if `orInt`, of a quantity and an int.
  private static func two(
    _ name: String, _ result: ValueType, orInt: Bool = false,
    _ compute: @escaping @Sendable (Quantity, Quantity) -> Value
  ) -> Function {
    Function(
      name, [.member([type, type], result)] + (orInt ? [.member([type, .int], result)] : []),
      .costing(
        { $0.computing },
        giving: { result == type ? .text($0.count(0).union($0.count(1)) + 20) : Extent(of: $0.result) }),
      .budgeted { arguments, budget in
        var second = quantity(arguments.last)
        if orInt, case .int(let number)? = arguments.last { second = Quantity(number) }
        guard arguments.count == 2, let first = quantity(arguments[0]), let second else {
          return .noSuchOverload(name, arguments)
        }
        return budget.spend(first.work + second.work) ? compute(first, second) : budget.failure
      })
  }
}

extension EstimatedCall {
  /// The maximum digits of a quantity that a text can stand for, including those from an exponent and a unit.
  fileprivate static func digits(ofText count: Interval) -> Interval {
    (count + UInt64(Quantity.largestExponent) + 40).atMost
  }

  private static func work(_ digits: Interval) -> Interval {
    Interval(0, digits.isBounded ? digits.most / Quantity.digitsPerUnit + 1 : .max)
  }

  fileprivate var parsing: Interval { Self.work(Self.digits(ofText: count(0))) }

  /// The cost of computing with the digits of the arguments.
  fileprivate var computing: Interval { Self.work(count(0) + count(1)) }
}
