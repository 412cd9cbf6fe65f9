extension Library {
  /// Extremes, rounding, signs and bits (cel-go, ext/math.go).
  public static let math = Library(
    name: "math", summary: "least and greatest, rounding, signs, roots and bits",
    functions: [extremum("math.greatest", 1), extremum("math.least", -1)] + rounding + signs + bits,
    macros: [.greatestAndLeast])

  private static let numbers: [ValueType] = [.int, .uint, .double]

  private static func extremum(_ name: String, _ sign: Int) -> Function {
    let pairs = numbers.flatMap { one in
      numbers.map { Signature.global([one, $0], one == $0 ? one : .dyn) }
    }
    let single = numbers.map { Signature.global([$0], $0) }
    let lists = numbers.map { Signature.global([.list($0)], $0) }
    return Function(
      name, single + pairs + lists, .byType, goesThroughElements: true,
      .variadic { arguments in
        var candidates = arguments
        if arguments.count == 1, case .list(let elements) = arguments[0] { candidates = elements }
        guard var best = candidates.first else {
          return .failure(.invalidArgument, "`\(name)` needs at least one number")
        }
        for candidate in candidates {
          guard candidate.isNumber else { return .noSuchOverload(name, arguments) }
          if let order = candidate.numericOrder(to: best), order * sign > 0 { best = candidate }
        }
        return best
      })
  }

  private static func ofDouble(_ name: String, _ compute: @escaping @Sendable (Double) -> Value, _ result: ValueType)
    -> Function
  {
    Function(
      name, [.global([.double], result)], .byType,
      .unary { value in
        guard case .double(let number) = value else { return .noSuchOverload(name, value) }
        return compute(number)
      })
  }

  private static let rounding: [Function] = [
    ofDouble("math.ceil", { .double($0.rounded(.up)) }, .double),
    ofDouble("math.floor", { .double($0.rounded(.down)) }, .double),
    ofDouble("math.round", { .double($0.rounded(.toNearestOrAwayFromZero)) }, .double),
    ofDouble("math.trunc", { .double($0.rounded(.towardZero)) }, .double),
    ofDouble("math.isNaN", { .bool($0.isNaN) }, .bool),
    ofDouble("math.isInf", { .bool($0.isInfinite) }, .bool),
    ofDouble("math.isFinite", { .bool($0.isFinite) }, .bool),
    Function(
      "math.sqrt", numbers.map { .global([$0], .double) }, .byType,
      .unary { value in
        switch value {
        case .int(let number): .double(Double(number).squareRoot())
        case .uint(let number): .double(Double(number).squareRoot())
        case .double(let number): .double(number.squareRoot())
        default: .noSuchOverload("math.sqrt", value)
        }
      }),
  ]

  private static let signs: [Function] = [
    Function(
      "math.abs", numbers.map { .global([$0], $0) }, .byType,
      .unary { value in
        switch value {
        case .int(let number): number < 0 ? Arithmetic.negate(value) : value
        case .uint: value
        case .double(let number): .double(number.magnitude)
        default: .noSuchOverload("math.abs", value)
        }
      }),
    Function(
      "math.sign", numbers.map { .global([$0], $0) }, .byType,
      .unary { value in
        switch value {
        case .int(let number): .int(number.signum())
        case .uint(let number): .uint(number.signum())
        case .double(let number): .double(number.isNaN ? number : number > 0 ? 1 : number < 0 ? -1 : 0)
        default: .noSuchOverload("math.sign", value)
        }
      }),
  ]

  private static let bits: [Function] = [
    bitwise("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
    bitwise("math.bitOr", { $0 | $1 }, { $0 | $1 }),
    bitwise("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    Function(
      "math.bitNot", [.global([.int], .int), .global([.uint], .uint)], .byType,
      .unary { value in
        switch value {
        case .int(let number): .int(~number)
        case .uint(let number): .uint(~number)
        default: .noSuchOverload("math.bitNot", value)
        }
      }),
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func bitwise(
    _ name: String, _ ofInt: @escaping @Sendable (Int64, Int64) -> Int64,
    _ ofUint: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      name, [.global([.int, .int], .int), .global([.uint, .uint], .uint)], .byType,
      .binary { one, other in
        switch (one, other) {
        case (.int(let a), .int(let b)): .int(ofInt(a, b))
        case (.uint(let a), .uint(let b)): .uint(ofUint(a, b))
        default: .noSuchOverload(name, one, other)
        }
      })
  }

  /// Shifts fill with zeros. Shifting by 64 or more gives zero.
  private static func shift(
    _ name: String, _ shift: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      name, [.global([.int, .int], .int), .global([.uint, .int], .uint)], .byType,
      .binary { value, count in
        guard case .int(let count) = count else { return .noSuchOverload(name, value, count) }
        guard count >= 0 else { return .failure(.invalidArgument, "`\(name)` cannot shift by the negative \(count)") }
        switch value {
        case .int(let number): return .int(Int64(bitPattern: shift(UInt64(bitPattern: number), UInt64(count))))
        case .uint(let number): return .uint(shift(number, UInt64(count)))
        default: return .noSuchOverload(name, value, .int(count))
        }
      })
  }
}
