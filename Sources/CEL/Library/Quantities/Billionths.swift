/// A whole number of billionths of any size. Every operation takes time linear in the digits.
struct Billionths: Hashable, Sendable {
  private(set) var isNegative = false
  /// The digits in base 10^9, least significant first. The first limb holds the billionths of one; the last is not
  /// zero.
  private(set) var limbs: [UInt32]

  static let zero = Billionths(isNegative: false, limbs: [])
  private static let base: UInt64 = 1_000_000_000
  private static let digitsPerLimb = 9

  private init(isNegative: Bool, limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  /// Creates a number from digits, times 1024 to the power `kibis`, times ten to a power. A fraction of a billionth is
  /// rounded up, away from zero, as an API server does so that nobody who asks for something gets nothing.
  init(digits: [UInt8], isNegative: Bool, kibis: Int, power: Int) {
    var digits = digits
    if kibis > 0 {
      var number = Billionths(isNegative: false, limbs: Self.limbs(of: digits))
      for _ in 0..<kibis { number.multiply(by: 1_024) }
      digits = number.digits
    }
    let shift = power + Self.digitsPerLimb
    if shift >= 0 {
      digits += [UInt8](repeating: UInt8(ascii: "0"), count: shift)
      self.init(isNegative: isNegative, limbs: Self.limbs(of: digits))
    } else {
      let kept = digits.dropLast(-shift)
      let isInexact = digits.suffix(-shift).contains { $0 != UInt8(ascii: "0") }
      self.init(isNegative: isNegative, limbs: Self.limbs(of: Array(kept)))
      if isInexact { self = self + Billionths(isNegative: isNegative, limbs: [1]) }
    }
  }

  /// Creates a whole number.
  init(_ integer: Int64) {
    self.init(
      digits: Array(String(integer.magnitude).utf8), isNegative: integer < 0, kibis: 0, power: 0)
  }

  private static func limbs(of digits: [UInt8]) -> [UInt32] {
    var limbs: [UInt32] = []
    limbs.reserveCapacity(digits.count / digitsPerLimb + 1)
    var end = digits.count
    while end > 0 {
      let start = max(0, end - digitsPerLimb)
      limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1 - UInt8(ascii: "0")) })
      end = start
    }
    return limbs
  }

  /// The digits, most significant first.
  private var digits: [UInt8] {
    var output: [UInt8] = []
    for limb in limbs.reversed() {
      let text = String(limb)
      if !output.isEmpty {
        output += [UInt8](repeating: UInt8(ascii: "0"), count: Self.digitsPerLimb - text.utf8.count)
      }
      output += text.utf8
    }
    return output
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(product % Self.base)
      carry = product / Self.base
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  // MARK: Reading

  var sign: Int { limbs.isEmpty ? 0 : isNegative ? -1 : 1 }

  /// The number as a 64-bit integer, if it is one.
  var integer: Int64? {
    guard limbs.first ?? 0 == 0, limbs.count <= 4 else { return nil }
    var number: Int128 = 0
    for limb in limbs.dropFirst().reversed() { number = number * Int128(Self.base) + Int128(limb) }
    return Int64(exactly: isNegative ? -number : number)
  }

  /// The billionths as the nearest double, or infinity.
  var billionths: Double {
    let magnitude = Double(String(decoding: digits, as: UTF8.self)) ?? 0
    return isNegative ? -magnitude : magnitude
  }

  /// The number in decimals, without trailing zeros: `-1.5`.
  var description: String {
    let whole = Billionths(isNegative: false, limbs: Array(limbs.dropFirst())).digits
    var text = (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self))
    guard let fraction = limbs.first, fraction > 0 else { return text }
    let decimals = String(fraction)
    text += "." + String(repeating: "0", count: Self.digitsPerLimb - decimals.utf8.count) + decimals
    while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
    return text
  }

  // MARK: Arithmetic

  /// Returns a number less than, equal to or greater than zero.
  func order(to other: Billionths) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let order = Self.order(limbs, other.limbs)
    return isNegative ? -order : order
  }

  private static func order(_ one: [UInt32], _ other: [UInt32]) -> Int {
    if one.count != other.count { return one.count < other.count ? -1 : 1 }
    for (a, b) in zip(one.reversed(), other.reversed()) where a != b { return a < b ? -1 : 1 }
    return 0
  }

  static prefix func - (number: Billionths) -> Billionths {
    Billionths(isNegative: !number.isNegative, limbs: number.limbs)
  }

  static func + (one: Billionths, other: Billionths) -> Billionths {
    if one.isNegative == other.isNegative {
      return Billionths(isNegative: one.isNegative, limbs: sum(one.limbs, other.limbs))
    }
    return order(one.limbs, other.limbs) >= 0
      ? Billionths(isNegative: one.isNegative, limbs: difference(one.limbs, other.limbs))
      : Billionths(isNegative: other.isNegative, limbs: difference(other.limbs, one.limbs))
  }

  static func - (one: Billionths, other: Billionths) -> Billionths { one + -other }

  private static func sum(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
    var limbs: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(one.count, other.count) {
      let sum = carry + UInt64(index < one.count ? one[index] : 0) + UInt64(index < other.count ? other[index] : 0)
      limbs.append(UInt32(sum % base))
      carry = sum / base
    }
    return carry > 0 ? limbs + [UInt32(carry)] : limbs
  }

  /// Returns the difference of two numbers, of which the first is not smaller.
  private static func difference(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
    var limbs: [UInt32] = []
    var borrow: Int64 = 0
    for index in one.indices {
      var difference = Int64(one[index]) - borrow - Int64(index < other.count ? other[index] : 0)
      borrow = difference < 0 ? 1 : 0
      if difference < 0 { difference += Int64(base) }
      limbs.append(UInt32(difference))
    }
    return limbs
  }
}
