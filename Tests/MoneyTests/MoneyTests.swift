import Testing

@testable import Money

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", "0"), ("0.0416", "0.0416"), ("-12", "-12"), ("-0.5", "-0.5"), ("1.000", "1"), ("000.10", "0.1"),
    ("0.000000000001", "0.000000000001"), ("98765432109876543210", "98765432109876543210"),
  ])
  func `a decimal is read exactly`(text: String, exact: String) throws {
    #expect(try Money(text, .usd).exact == exact)
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1,000", "1e3", "0x10", "12abc", " 1", "1 ", "+1", "--1", "1.2.3", "0.0000000000001", "∞", "١",
    "999999999999999999999999999999999999999999", "1-",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: MoneyError.malformed(text)) { try Money(text, .usd) }
  }

  @Test func `sums and differences are exact where binary fractions are not`() throws {
    let tenth = try Money("0.1", .usd)
    let fifth = try Money("0.2", .usd)
    #expect(try tenth.adding(fifth) == Money("0.3", .usd))
    #expect(try tenth.subtracting(fifth).exact == "-0.1")
    #expect(try tenth.isLess(than: fifth))
  }

  @Test func `currencies do not mix`() throws {
    let euro = try #require(Currency("EUR"))
    let one = try Money("1", .usd)
    let other = try Money("1", euro)
    #expect(throws: MoneyError.differentCurrencies(.usd, euro)) { try one.adding(other) }
    #expect(throws: MoneyError.differentCurrencies(.usd, euro)) { try one.subtracting(other) }
    #expect(throws: MoneyError.differentCurrencies(.usd, euro)) { try one.isLess(than: other) }
    #expect(one != other)
    #expect(Currency("usd") == nil)
    #expect(Currency("US") == nil)
  }

  @Test func `what does not fit is an error and never a trap`() throws {
    let huge = try Money("99999999999999999999999999", .usd)
    #expect(throws: MoneyError.outOfRange) { try huge.multiplied(by: Quantity(1_000_000_000)) }
    #expect(throws: MoneyError.outOfRange) { try huge.adding(huge).adding(huge) }
    #expect(throws: MoneyError.outOfRange) { try huge.divided(by: 0) }
    #expect(throws: MoneyError.outOfRange) { try Quantity(.max).multiplied(by: Quantity(.max)) }
  }

  @Test(arguments: [
    ("2.345", 2, "2.35"), ("2.344999", 2, "2.34"), ("-2.345", 2, "-2.35"), ("0.005", 2, "0.01"), ("-0.004", 2, "0.00"),
    ("7", 2, "7.00"), ("1234.5", 0, "1235"), ("0.999", 2, "1.00"),
  ])
  func `output is rounded half away from zero`(text: String, places: Int, rounded: String) throws {
    #expect(try Money(text, .usd).rounded(places: places) == rounded)
  }

  /// Against the digits of the standard library, cut where the point stands.
  @Test func `every number is written with the digits that it has`() {
    var state: UInt64 = 11
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
    var numbers: [Int128] = [0, 1, -1, .max, .min, 999_999_999_999, 1_000_000_000_000, 10_000_000_000_000_000_000]
    for _ in 0..<2_000 {
      let wide = Int128(truncatingIfNeeded: next()) << 64 | Int128(truncatingIfNeeded: next())
      numbers.append(wide >> Int128(next() % 127))
    }
    for number in numbers {
      for (scale, minimum) in [(12, 0), (12, 2), (9, 0), (0, 2), (12, 12)] {
        var digits = String(number.magnitude)
        digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        var fraction = String(digits.suffix(scale))
        while fraction.count > minimum, fraction.hasSuffix("0") { fraction.removeLast() }
        while fraction.count < minimum { fraction += "0" }
        let expected = (number < 0 ? "-" : "") + digits.dropLast(scale) + (fraction.isEmpty ? "" : "." + fraction)
        #expect(FixedPoint.format(number, scale: scale, minimum: minimum, maximum: scale) == expected)
      }
    }
  }

  @Test func `a product and a quotient are rounded at the twelfth place`() throws {
    #expect(try Money("1", .usd).divided(by: 3).exact == "0.333333333333")
    #expect(try Money("2", .usd).divided(by: 3).exact == "0.666666666667")
    #expect(try Money("-2", .usd).divided(by: 3).exact == "-0.666666666667")
    #expect(try Money("0.096", .usd).multiplied(by: Quantity(730)).exact == "70.08")
  }

  @Test func `division rounds as a wider computation does`() throws {
    for dividend in -50...50 {
      for divisor in [-7, -2, -1, 1, 2, 3, 4, 10] {
        let exact = Double(dividend) / Double(divisor)
        #expect(
          FixedPoint.divide(Int128(dividend), by: Int128(divisor)) == Int128(exact.rounded(.toNearestOrAwayFromZero)))
      }
    }
  }
}

@Suite struct QuantityTests {
  @Test(arguments: [("0.35", "0.35"), ("8", "8"), ("1.500", "1.5"), ("0.000000001", "0.000000001"), ("-1", "-1")])
  func `a decimal is read exactly`(text: String, exact: String) {
    #expect(Quantity(text)?.description == exact)
  }

  @Test(arguments: ["", "0.0000000001", "1e2", ".5", "half"])
  func `anything else is refused`(text: String) {
    #expect(Quantity(text) == nil)
  }

  @Test func `arithmetic is exact`() throws {
    let share = try #require(Quantity("0.35"))
    let nodes = try Quantity(8).subtracting(Quantity(1)).multiplied(by: share).adding(.one)
    #expect(nodes.description == "3.45")
    #expect(Quantity.zero < nodes)
    #expect(share.double == 0.35)
  }
}
