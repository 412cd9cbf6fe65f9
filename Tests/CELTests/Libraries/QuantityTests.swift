import CEL
import Testing

@Suite struct `Quantities` {
  private static let huge = "9999999999999999999999999999999999999G"

  /// The same in every environment.
  private static let common: [(String, String)] = [
    ("quantity('1.5Gi').isGreaterThan(quantity('1.5G'))", "true"),
    ("quantity('200M').compareTo(quantity('0.2G'))", "0"),
    ("quantity('50M').compareTo(quantity('50Mi'))", "-1"),
    ("quantity('50Mi').compareTo(quantity('50M'))", "1"),
    ("quantity('-1').isLessThan(quantity('0'))", "true"),
    ("quantity('-2').isLessThan(quantity('-1'))", "true"),
    ("quantity('1').isLessThan(quantity('-1'))", "false"),
    ("quantity('200M') == quantity('0.2G')", "true"),
    ("quantity('1') == quantity('1000m') && quantity('1k') == quantity('1e3')", "true"),
    ("quantity('50k').add(quantity('20')) == quantity('50.02k')", "true"),
    ("quantity('50k').sub(20) == quantity('49980')", "true"),
    ("quantity('50k').add(20).sub(quantity('100k')).sub(-50000).asInteger()", "20"),
    ("quantity('50k').add(20).sub(quantity('100k')).asInteger()", "-49980"),
    ("quantity('1').sub(1) == quantity('-0')", "true"),
    ("quantity('1000000000').sub(quantity('1n'))", "999999999.999999999"),
    ("quantity('0.999999999').add(quantity('1n'))", "1"),
    ("quantity('1n')", "0.000000001"), ("quantity('0.1n')", "0.000000001"), ("quantity('-0.1n')", "-0.000000001"),
    ("quantity('1e-20')", "0.000000001"), ("quantity('1.0000000001')", "1.000000001"),
    ("quantity('0.0000000001Ki')", "0.000000103"), ("quantity('1u').add(quantity('1m'))", "0.001001"),
    ("quantity('1Ei')", "1152921504606846976"), ("quantity('1E')", "1000000000000000000"),
    ("quantity('1P').add(quantity('1T'))", "1001000000000000"), ("quantity('5.')", "5"), ("quantity('.5')", "0.5"),
    ("quantity('+1.50')", "1.5"), ("quantity('007')", "7"), ("quantity('1e+3')", "1000"), ("quantity('1E3')", "1000"),
    ("quantity('\(huge)').isInteger()", "false"),
    (
      "quantity('\(huge)').asInteger()",
      "error: the quantity `9999999999999999999999999999999999999000000000` is not an int"
    ),
    ("quantity('\(huge)').add(quantity('\(huge)')).sub(quantity('\(huge)')) == quantity('\(huge)')", "true"),
    ("quantity('\(huge)').isGreaterThan(quantity('9.99e45'))", "true"),
    ("quantity('1e10000').asApproximateFloat() == 1.0/0.0", "true"),
    ("quantity('-\(huge)').isLessThan(quantity('-1'))", "true"),
    ("quantity('9223372036854775807').add(1)", "9223372036854775808"),
    ("quantity('-9223372036854775808').sub(1)", "-9223372036854775809"),
    ("quantity('9223372036854775807').asApproximateFloat()", "9.223372036854776e+18"),
    ("quantity('50.703k').asApproximateFloat()", "50703.0"), ("quantity('50').isInteger()", "true"),
    ("isQuantity('1.3Gi')", "true"), ("isQuantity('1,3G')", "false"), ("isQuantity('200K')", "false"),
    ("isQuantity('Three')", "false"), ("isQuantity('')", "false"), ("isQuantity('1.2.3')", "false"),
    ("isQuantity('1 ')", "false"), ("isQuantity('1e10001')", "false"), ("isQuantity('1e')", "false"),
    ("isQuantity('1e99999999999999999999')", "false"), ("isQuantity('--1')", "false"), ("isQuantity('1i')", "false"),
    ("type(quantity('1'))", "kubernetes.Quantity"), ("quantity('1') == dyn(1)", "false"),
    ("dyn(1).isInteger()", "error: `isInteger` takes no values of type (int)"),
    ("dyn(quantity('1')).add(dyn('1'))", "error: `add` takes no values of type (kubernetes.Quantity, string)"),
    ("quantity(dyn(1))", "error: `quantity` takes no values of type (int)"),
    ("isQuantity(dyn(1))", "error: `isQuantity` takes no values of type (int)"),
  ]

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `are exact and have no bound`(_ dialect: Dialect) throws {
    try LibraryTable(dialect).check(Self.common)
  }

  @Test func `are whole numbers wherever they are whole, in the environment of our own`() throws {
    try LibraryTable().check([
      ("quantity('1.5Gi').asInteger()", "1610612736"), ("quantity('1000m').isInteger()", "true"),
      ("quantity('100Pi').isInteger()", "true"), ("quantity('8Ei').isInteger()", "false"),
      ("quantity('1500m').isInteger()", "false"), ("quantity('0.3').asApproximateFloat()", "0.3"),
      ("quantity('-1').sign() + quantity('5').sign() + quantity('0').sign()", "0"),
      ("quantity('10Ei')", "11529215046068469760"), ("isQuantity('Mi')", "false"), ("isQuantity('.')", "false"),
      ("quantity('-').sign()", "refused: `\"-\"` is not a quantity such as `1.5Gi` or `200m`"),
      ("quantity(string(dyn('x')))", "error: `\"x\"` is not a quantity such as `1.5Gi` or `200m`"),
      ("sign(quantity('1'))", "refused: there is no function `sign`"),
    ])
  }

  @Test func `are integers in an API server where it holds them as such`() throws {
    try LibraryTable(.kubernetes).check([
      ("quantity('1.5Gi').isInteger()", "false"), ("quantity('1000m').isInteger()", "false"),
      ("quantity('1.0').isInteger()", "false"), ("quantity('100Gi').isInteger()", "true"),
      ("quantity('1Pi').isInteger()", "false"), ("quantity('10Ti').isInteger()", "true"),
      ("quantity('100Ti').isInteger()", "false"), ("quantity('1k').add(1).isInteger()", "true"),
      ("quantity('1234567890123456789').isInteger()", "false"), ("quantity('123456789012345678').isInteger()", "true"),
      ("quantity('100E').isInteger()", "false"), ("quantity('0.5').add(quantity('0.5')).isInteger()", "false"),
      ("quantity('0').add(quantity('1m')).isInteger()", "false"),
      ("quantity('5').add(quantity('0m')).isInteger()", "true"),
      ("quantity('0.3').asApproximateFloat()", "0.30000000000000004"),
      ("quantity('1.5Gi').asApproximateFloat()", "1610612736.0"),
      ("quantity('10Ei')", "9223372036854775807"), ("quantity('-10Ei')", "-9223372036854775807"),
      ("sign(quantity('-1')) + sign(quantity('5')) + sign(quantity('0'))", "0"),
      ("quantity('Mi') == quantity('0')", "true"), ("isQuantity('.')", "true"),
      ("quantity('x')", "error: `\"x\"` is not a quantity such as `1.5Gi` or `200m`"),
      ("quantity('1').sign()", "refused: there is no function `sign`"),
    ])
  }

  @Test func `of many digits take their share of the budget`() throws {
    let environment = try LibraryTable().environment
    let source = "lists.range(1000).all(i, quantity('1e10000').add(i).isGreaterThan(quantity('1')))"
    let error = try #require(throws: EvaluationError.self) {
      try environment.compile(source).evaluate([:], costLimit: 100_000)
    }
    #expect(error.kind == .costLimitExceeded)
    let small = try CEL.Environment {
      Library.quantity
      Variable("text", .string, extent: .text(0...10))
    }
    for source in [
      "quantity(text).add(quantity(text)).isGreaterThan(quantity(text))", "isQuantity(text)",
      "quantity(text).asApproximateFloat() > 1.0",
    ] {
      let program = try small.compile(source)
      let cost = program.run(try small.bind(["text": "1e10000"])).cost
      let units = program.estimatedCost().units
      #expect(cost > 200 && cost <= units.most && units.isBounded, "\(source): \(cost) of \(units)")
    }
  }

  @Test func `agree with 128-bit arithmetic`() throws {
    let environment = try CEL.Environment {
      Library.quantity
      Variable("a", .string)
      Variable("b", .string)
    }
    let sum = try environment.compile("quantity(a).add(quantity(b))")
    let difference = try environment.compile("quantity(a).sub(quantity(b))")
    let order = try environment.compile("quantity(a).compareTo(quantity(b))")
    var random = SplitMix(seed: 5)
    for _ in 0..<2_000 {
      let shift = Int64.random(in: 0...63, using: &random)
      let a = Int64.random(in: .min ... .max, using: &random) >> shift
      let b = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...63, using: &random)
      let values: [String: Value] = ["a": .string("\(a)n"), "b": .string("\(b)n")]
      func shown(_ number: Int128) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        var text = padded.dropLast(9) + "." + padded.suffix(9)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return (number < 0 ? "-" : "") + text
      }
      #expect(try sum.evaluate(values).description == shown(Int128(a) + Int128(b)), "\(a) + \(b)")
      #expect(try difference.evaluate(values).description == shown(Int128(a) - Int128(b)), "\(a) - \(b)")
      #expect(try order.evaluate(values).description == "\(a < b ? -1 : a == b ? 0 : 1)", "\(a) ? \(b)")
    }
  }
}
