import Testing

@testable import CEL

@Suite struct `Estimates of calls` {
  private static let libraries = [Library.standard] + Library.all + Library.kubernetes

  /// Functions of lists and maps that take the same time whatever their size, or that nodes of their own evaluate.
  private static let constantTime: Set<String> = [
    "size", "first", "last", "_[_]", "_[?_]", "@in", "hasValue", "value", "or", "orValue", "validate",
  ]

  @Test func `there is one for every function that spends more than a step`() {
    for library in Self.libraries {
      for function in library.functions {
        for overload in function.overloads where overload.implementation.hasBudget {
          let estimate = CallEstimate(
            name: function.name, arguments: overload.parameters.map { (Extent.unknown, $0, nil) },
            result: overload.result)
          #expect(estimate.cost != nil, "\(library.name): \(function.name)(\(overload.parameters))")
        }
      }
    }
  }

  @Test func `every function that goes through lists or maps is charged for it`() {
    for library in Self.libraries {
      for function in library.functions where !Self.constantTime.contains(function.name) {
        for overload in function.overloads {
          let takesContainer = overload.parameters.contains { type in
            switch type {
            case .list, .map: true
            default: false
            }
          }
          #expect(
            !takesContainer || overload.implementation.hasBudget,
            "\(library.name): \(function.name)(\(overload.parameters))")
        }
      }
    }
  }

  @Test func `calls of every library cost what was estimated`() throws {
    let environment = try Environment {
      Library.all
      Variable("text", .string, extent: .text(0...40))
      Variable("texts", .list(.string), extent: .list(0...9, of: .text(0...12)))
      Variable("numbers", .list(.int), extent: .list(0...9, of: .scalar))
    }
    let sources = [
      "numbers.sum() + numbers.max()", "numbers.isSorted() ? numbers.min() : 0", "texts.max() == texts.min()",
      "texts.isSorted()", "texts.indexOf(text) + texts.lastIndexOf('a')", "numbers.indexOf(3)", "text.find('[a-c]+')",
      "text.findAll('a*')", "text.findAll('a|b', 2).size()", "isURL(text)", "url('/a?' + text).getQuery().size()",
      "url('/a?b=c').getEscapedPath()", "format.dns1123Label().validate(text)", "format.named(text).hasValue()",
      "isSemver(text, true)", "isQuantity(text)", "quantity('1e50').add(quantity('1e400')).compareTo(quantity('3'))",
      "quantity('1e400').asApproximateFloat() > 1.0", "cidr('10.0.0.0/8').isMask()", "isIP(text) || isCIDR(text)",
      "optional.unwrap(texts.map(t, optional.of(t)))", "texts.sort().distinct()", "sets.equivalent(texts, texts)",
      "texts.join(text)", "text.split('a')", "[lists.range(20)].flatten()", "text.replace('a', 'bb')",
      "'%s'.format([texts])", "texts.reverse().first()", "regex.extract(text, 'a(b?)')", "texts.slice(0, 0)",
      "math.least(numbers)", "math.greatest(numbers.map(n, n))", "strings.quote(text)", "base64.decode('YWJj')",
    ]
    var random = SplitMix(seed: 11)
    func text(_ most: Int) -> Value {
      let letters = (0..<Int.random(in: 0...most, using: &random)).map { _ in
        ["a", "b", "=", "&", "1"].randomElement(using: &random) ?? ""
      }
      return .string(letters.joined())
    }
    for source in sources {
      let program = try environment.compile(source)
      let units = program.estimatedCost().units
      for _ in 0..<40 {
        let texts = (0..<Int.random(in: 0...9, using: &random)).map { _ in text(12) }
        let numbers = (0..<Int.random(in: 0...9, using: &random)).map { Value.int(Int64($0)) }
        let evaluation = program.run(
          try environment.bind(["text": text(40), "texts": .list(texts), "numbers": .list(numbers)]))
        #expect(evaluation.cost <= units.most, "\(source)")
        if case .success = evaluation.result { #expect(evaluation.cost >= units.least, "\(source)") }
      }
    }
  }
}
