/// An amount with a unit in Kubernetes' notation: `1.5Gi`, `200m`, `3e6` (apimachinery, pkg/api/resource/quantity.go).
/// It is exact to a billionth and limited only by its exponent.
struct Quantity: OpaqueValue, Hashable {
  static let typeName = "kubernetes.Quantity"

  let amount: Billionths
  /// The 64-bit form that an API server uses if the amount fits it. What the server calls an integer depends on it.
  let short: ShortAmount?

  /// The maximum number of zeros that an exponent adds. An API server has no limit here and takes the memory.
  static let largestExponent = 10_000

  private static let decimalSuffixes: [String: Int] = [
    "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
  ]
  /// The number of times that each suffix multiplies by 1024.
  private static let binarySuffixes: [String: Int] = ["Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6]

  init(amount: Billionths, short: ShortAmount?) {
    self.amount = amount
    self.short = short
  }

  /// Creates a quantity from an int.
  init(_ integer: Int64) {
    self.init(amount: Billionths(integer), short: ShortAmount(value: integer, scale: 0))
  }

  /// Reads a quantity. An API server reads a unit without a number as zero and limits binary units to 64 bits.
  init?(_ text: String, in dialect: Dialect) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    let behindSign = bytes.dropFirst(isNegative || bytes[0] == UInt8(ascii: "+") ? 1 : 0)
    let whole = behindSign.prefix(while: Lexer.isDigit)
    var rest = behindSign.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: Lexer.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard dialect == .kubernetes || !(whole.isEmpty && fraction.isEmpty) else { return nil }
    let suffix = String(decoding: rest, as: UTF8.self)
    let digits = Array(whole.drop { $0 == UInt8(ascii: "0") })
    let shown = digits.isEmpty ? [UInt8(ascii: "0")] : digits
    if let kibis = Self.binarySuffixes[suffix] {
      let amount = Billionths(
        digits: digits + fraction, isNegative: isNegative, kibis: kibis, power: -fraction.count)
      short = fraction.isEmpty ? ShortAmount(binary: shown, isNegative: isNegative, kibis: kibis) : nil
      self.amount = dialect == .kubernetes ? amount.limitedTo64Bits : amount
      return
    }
    guard let power = Self.decimalSuffixes[suffix] ?? Self.exponent(rest) else { return nil }
    amount = Billionths(
      digits: digits + fraction, isNegative: isNegative, kibis: 0, power: power - fraction.count)
    short = ShortAmount(digits: shown + fraction, isNegative: isNegative, scale: power - fraction.count)
  }

  private static func exponent(_ suffix: ArraySlice<UInt8>) -> Int? {
    guard let first = suffix.first, first | 0x20 == UInt8(ascii: "e"),
      let power = Int(String(decoding: suffix.dropFirst(), as: UTF8.self)),
      (-largestExponent...largestExponent).contains(power)
    else { return nil }
    return power
  }

  // MARK: Numbers

  /// The quantity as an int, if it is one. An API server counts only what it holds in 64 bits without a fraction, which
  /// excludes `1.5Gi` and `1000m`.
  func integer(in dialect: Dialect) -> Int64? {
    dialect == .kubernetes ? short?.integer : amount.integer
  }

  func double(in dialect: Dialect) -> Double {
    guard dialect == .kubernetes else { return Double(amount.description) ?? .infinity }
    // The product that an API server computes, which is not always the nearest double.
    if let short { return short.double }
    return amount.billionths * 1e-9
  }

  var description: String { amount.description }

  static func == (one: Quantity, other: Quantity) -> Bool { one.amount == other.amount }

  func hash(into hasher: inout Hasher) { hasher.combine(amount) }

  /// The units that an operation with it adds to those of every call: none for quantities that people write.
  var work: UInt64 { UInt64(amount.limbs.count / Self.limbsPerUnit) }
  static let limbsPerUnit = 4
  static let digitsPerUnit = UInt64(limbsPerUnit * 9)

  static func + (one: Quantity, other: Quantity) -> Quantity {
    Quantity(amount: one.amount + other.amount, short: one.short.flatMap { a in other.short.flatMap { a.adding($0) } })
  }

  static prefix func - (quantity: Quantity) -> Quantity {
    Quantity(amount: -quantity.amount, short: quantity.short?.negated)
  }
}

/// A 64-bit number and a power of ten, the fast form of apimachinery's quantities (pkg/api/resource/amount.go,
/// `int64Amount`).
struct ShortAmount: Hashable, Sendable {
  let value: Int64
  let scale: Int

  init(value: Int64, scale: Int) {
    self.value = value
    self.scale = scale
  }

  /// Creates an amount of up to 18 digits (`maxInt64Factors`) that are billionths or more.
  init?(digits: [UInt8], isNegative: Bool, scale: Int) {
    guard digits.count <= 18, scale >= -9, let value = Int64(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    self.init(value: isNegative ? -value : value, scale: scale)
  }

  /// Creates an amount from digits and a binary unit. As in apimachinery, its precision is estimated at 15 digits, less
  /// three for each 1024.
  init?(binary digits: [UInt8], isNegative: Bool, kibis: Int) {
    guard 15 - digits.count - kibis * 3 - 1 >= 0, let number = Int64(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    let (value, overflows) = number.multipliedReportingOverflow(by: 1 << (10 * Int64(kibis)))
    guard !overflows else { return nil }
    self.init(value: isNegative ? -value : value, scale: 0)
  }

  /// Returns the value times ten to a power, if it fits.
  private static func scaled(_ value: Int64, by power: Int) -> Int64? {
    var result = value
    for _ in 0..<power {
      let (product, overflows) = result.multipliedReportingOverflow(by: 10)
      guard !overflows, result != 0 else { return overflows ? nil : 0 }
      result = product
    }
    return result
  }

  var integer: Int64? { scale < 0 ? nil : Self.scaled(value, by: scale) }

  var double: Double { scale == 0 ? Double(value) : Double(value) * (Double("1e\(scale)") ?? .infinity) }

  var negated: ShortAmount? { value == .min ? nil : ShortAmount(value: -value, scale: scale) }

  func adding(_ other: ShortAmount) -> ShortAmount? {
    if other.value == 0 { return self }
    if value == 0 { return other }
    let least = min(scale, other.scale)
    guard let a = Self.scaled(value, by: scale - least), let b = Self.scaled(other.value, by: other.scale - least)
    else {
      return nil
    }
    let (sum, overflows) = a.addingReportingOverflow(b)
    return overflows ? nil : ShortAmount(value: sum, scale: least)
  }
}

extension Billionths {
  /// The number, limited to the range of 64 bits (apimachinery, `maxAllowed`).
  fileprivate var limitedTo64Bits: Billionths {
    let greatest = Billionths(Int64.max)
    if order(to: greatest) > 0 { return greatest }
    return order(to: -greatest) < 0 ? -greatest : self
  }
}
