/// An amount with a unit as Kubernetes writes it: `1.5Gi`, `200m`, `3e6` (apimachinery, pkg/api/resource/quantity.go).
/// It is exact: a whole number of billionths in 128 bits; digits beyond are rounded up, as Kubernetes does.
struct Quantity: OpaqueValue, Hashable {
  static let typeName = "kubernetes.Quantity"

  let billionths: Int128

  private static let scale: Int128 = 1_000_000_000

  private static let suffixes: [String: (base: Int128, power: Int)] = [
    "n": (10, -9), "u": (10, -6), "m": (10, -3), "": (10, 0), "k": (10, 3), "M": (10, 6), "G": (10, 9), "T": (10, 12),
    "P": (10, 15), "E": (10, 18), "Ki": (2, 10), "Mi": (2, 20), "Gi": (2, 30), "Ti": (2, 40), "Pi": (2, 50),
    "Ei": (2, 60),
  ]

  init(billionths: Int128) {
    self.billionths = billionths
  }

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 64 else { return nil }
    var position = 0
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      position = 1
    }
    var digits: Int128 = 0
    var decimals = 0
    var count = 0
    var hasPoint = false
    while position < bytes.count, Lexer.isDigit(bytes[position]) || (bytes[position] == UInt8(ascii: ".") && !hasPoint)
    {
      if bytes[position] == UInt8(ascii: ".") {
        hasPoint = true
      } else {
        guard count < 30 else { return nil }
        digits = digits * 10 + Int128(bytes[position] - UInt8(ascii: "0"))
        count += 1
        decimals += hasPoint ? 1 : 0
      }
      position += 1
    }
    guard count > 0 else { return nil }
    let suffix = String(decoding: bytes[position...], as: UTF8.self)
    var factor: (base: Int128, power: Int)
    if let known = Self.suffixes[suffix] {
      factor = known
    } else if let first = suffix.utf8.first, first | 0x20 == UInt8(ascii: "e"), let power = Int(suffix.dropFirst()),
      (-30...30).contains(power)
    {
      factor = (10, power)
    } else {
      return nil
    }
    if factor.base == 2 {
      let (product, overflows) = digits.multipliedReportingOverflow(by: 1 << Int128(factor.power))
      guard !overflows else { return nil }
      digits = product
      factor = (10, 0)
    }
    guard let value = Self.scaled(digits, by: factor.power - decimals + 9) else { return nil }
    billionths = isNegative ? -value : value
  }

  /// The number times ten to a power; rounded up where digits are lost.
  private static func scaled(_ number: Int128, by power: Int) -> Int128? {
    var number = number
    for _ in 0..<max(0, power) {
      let (product, overflows) = number.multipliedReportingOverflow(by: 10)
      guard !overflows else { return nil }
      number = product
    }
    var rest: Int128 = 0
    for _ in 0..<max(0, -power) {
      rest |= number % 10
      number /= 10
    }
    return rest == 0 ? number : number + 1
  }

  /// Whether it is a whole number that fits 64 bits, and which.
  var integer: Int64? { billionths % Self.scale == 0 ? Int64(exactly: billionths / Self.scale) : nil }

  var double: Double { Double(billionths) / 1e9 }

  var description: String {
    let magnitude = billionths.magnitude
    let sign = billionths < 0 ? "-" : ""
    let whole = magnitude / UInt128(Self.scale)
    var fraction = String(magnitude % UInt128(Self.scale))
    guard fraction != "0" else { return "\(sign)\(whole)" }
    fraction = String(repeating: "0", count: 9 - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
  }
}

extension Library {
  private static let type = ValueType.opaque(Quantity.typeName, [])

  /// Kubernetes' quantities (apiserver/pkg/cel/library/quantity.go).
  public static let quantity = Library(
    name: "quantity", summary: "Kubernetes' quantities: `quantity('1.5Gi').isLessThan(quantity('2G'))`",
    functions: [
      Function(
        "quantity", [.global([.string], type)],
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("quantity", value) }
          return Quantity(text).map { .opaque($0) }
            ?? .failure(.invalidArgument, "\(ValueText.brief(value)) is no quantity such as `1.5Gi` or `200m`")
        }),
      Function(
        "isQuantity", [.global([.string], .bool)],
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("isQuantity", value) }
          return .bool(Quantity(text) != nil)
        }),
      one("sign", .int) { .int(Int64($0.billionths.signum())) },
      one("isInteger", .bool) { .bool($0.integer != nil) },
      one("asInteger", .int) {
        $0.integer.map(Value.int) ?? .failure(.overflow, "the quantity \($0.description) does not fit an int")
      },
      one("asApproximateFloat", .double) { .double($0.double) },
      two("isLessThan", .bool) { .bool($0.billionths < $1.billionths) },
      two("isGreaterThan", .bool) { .bool($0.billionths > $1.billionths) },
      two("compareTo", .int) { .int($0 == $1 ? 0 : $0.billionths < $1.billionths ? -1 : 1) },
      sum("add") { $0.addingReportingOverflow($1) },
      sum("sub") { $0.subtractingReportingOverflow($1) },
    ], types: [(Quantity.typeName, type)])

  static let kubernetesQuantity = quantity

  private static func quantity(_ value: Value) -> Quantity? {
    if case .opaque(let instance) = value { instance.value as? Quantity } else { nil }
  }

  private static func one(
    _ name: String, _ result: ValueType, _ compute: @escaping @Sendable (Quantity) -> Value
  ) -> Function {
    Function(name, [.member([type], result)], .unary { quantity($0).map(compute) ?? .noSuchOverload(name, $0) })
  }

  private static func two(
    _ name: String, _ result: ValueType, _ compute: @escaping @Sendable (Quantity, Quantity) -> Value
  ) -> Function {
    Function(
      name, [.member([type, type], result)],
      .binary { one, other in
        guard let a = quantity(one), let b = quantity(other) else { return .noSuchOverload(name, one, other) }
        return compute(a, b)
      })
  }

  /// Of two quantities, or a quantity and an int.
  private static func sum(
    _ name: String, _ compute: @escaping @Sendable (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Function {
    Function(
      name, [.member([type, type], type), .member([type, .int], type)],
      .binary { one, other in
        var addend = quantity(other)?.billionths
        if case .int(let number) = other { addend = Int128(number) * 1_000_000_000 }
        guard let a = quantity(one), let addend else { return .noSuchOverload(name, one, other) }
        let (result, overflows) = compute(a.billionths, addend)
        return overflows
          ? .failure(.overflow, "the quantity is too large") : .opaque(Quantity(billionths: result))
      })
  }
}
