import Testing

@testable import CEL

@Suite struct `Estimates of calls` {
  private static let libraries = [Library.standard] + Library.all + Library.kubernetes

  /// Functions of lists and maps that take the same time whatever their size, or that nodes of their own evaluate.
  private static let constantTime: Set<String> = [
    "size", "first", "last", "_[_]", "_[?_]", "@in", "hasValue", "value", "or", "orValue", "validate",
  ]

  /// Values of a type, small and at random.
  private struct Samples {
    var random = SplitMix(seed: 12)

    mutating func value(of type: ValueType) -> Value {
      switch type {
      case .bool: .bool(.random(using: &random))
      case .int: .int(.random(in: -2...9, using: &random))
      case .uint: .uint(.random(in: 0...9, using: &random))
      case .double: .double(.random(in: -9...9, using: &random))
      case .string: .string(text())
      case .bytes: .bytes(Array(text().utf8))
      case .timestamp:
        Timestamp(seconds: .random(in: 0...2_000_000_000, using: &random), nanoseconds: 0).map(Value.timestamp) ?? .null
      case .duration: .duration(nanoseconds: .random(in: -9_000_000_000...9_000_000_000, using: &random))
      case .list(let element): .list(list(of: element))
      case .map(_, let values):
        .map(ValueMap(ordered: Array(zip((0..<12).map { "key\($0)" }, list(of: values)))))
      case .opaque("optional_type", let types):
        .optional(OptionalValue(Bool.random(using: &random) ? value(of: types.first ?? .int) : nil))
      case .type: .type("int")
      case .opaque(let name, _): opaque(name)
      default: value(of: [.int, .string, .bool, .list(.int)].randomElement(using: &random) ?? .int)
      }
    }

    private mutating func list(of type: ValueType) -> [Value] {
      let elements: ValueType =
        switch type {
        case .dyn, .parameter: [.int, .string].randomElement(using: &random) ?? .int
        default: type
        }
      return (0..<Int.random(in: 2...12, using: &random)).map { _ in value(of: elements) }
    }

    private mutating func text() -> String {
      let parts = ["a", "b", "é", " ", "%s", "%d", "1", "2", ".", "Gi", "[a-z]", "*", "(", ")", "\\1", "/", ":", "="]
      let count = Int.random(in: 0...14, using: &random)
      return (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
    }

    private func opaque(_ name: String) -> Value {
      switch name {
      case Quantity.typeName: Quantity("1.5e60Gi", in: .definition).map { .opaque($0) } ?? .null
      case SemanticVersion.typeName: SemanticVersion("1.2.3-rc.1").map { .opaque($0) } ?? .null
      case IPAddress.typeName: (try? IPAddress("2001:db8::1234")).map { .opaque($0) } ?? .null
      case AddressRange.typeName: (try? AddressRange("2001:db8::1234/120")).map { .opaque($0) } ?? .null
      case ParsedURL.typeName: (try? ParsedURL("https://example.com:80/a?b=c&d=e")).map { .opaque($0) } ?? .null
      case NamedFormat.typeName: .opaque(NamedFormat.dns1123Label)
      default: .null  // Kubernetes' questions, which nothing answers
      }
    }
  }

  /// Calls the functions of every library, each of their overloads, and says what a call has spent.
  private func forEachCall(
    times: Int, _ body: (_ name: String, Overload, _ arguments: [Value], _ result: Value, _ spent: UInt64) -> Void
  ) {
    var samples = Samples()
    for library in Self.libraries {
      for function in library.functions {
        for overload in function.overloads {
          for _ in 0..<times {
            let arguments = overload.parameters.map { samples.value(of: $0) }
            var budget = Budget(limit: 100_000_000)
            let result = overload.implementation.call(arguments, &budget)
            body("\(library.name): \(function.name)", overload, arguments, result, budget.spent)
          }
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `no function spends more than it states, or gives a larger result`(isChecked: Bool) {
    var wrong: Set<String> = []
    forEachCall(times: 60) { name, overload, arguments, result, spent in
      // Where types are not checked, nothing is known of them.
      let call = EstimatedCall(
        arguments: zip(arguments, overload.parameters).map { argument, type in
          (Self.extent(of: argument), isChecked ? type : .dyn, isChecked ? argument : nil)
        }, result: isChecked ? overload.result : .dyn)
      let (cost, extent) = [overload].estimate(of: call)
      if spent > cost.most || !result.isError && spent < cost.least {
        wrong.insert("\(name)(\(arguments)) spends \(spent), not \(cost)")
      }
      if !result.isError, Extent(of: result).count.isBounded, Extent(of: result).count.most > extent.count.most {
        wrong.insert("\(name)(\(arguments)) gives \(result), not \(extent.count)")
      }
    }
    #expect(wrong.isEmpty)
  }

  /// What is known of a value whose type is an opaque one, too.
  private static func extent(of value: Value) -> Extent {
    if case .opaque(let instance) = value, let quantity = instance.value as? Quantity {
      return .text(0...UInt64(quantity.work) * Quantity.digitsPerUnit)
    }
    return Extent(of: value)
  }

  @Test func `every function that goes through lists or maps is charged for it`() {
    var free: Set<String> = []
    forEachCall(times: 5) { name, overload, arguments, result, spent in
      let function = name.split(separator: " ").last.map(String.init) ?? name
      let takesContainer = overload.parameters.contains { type in
        switch type {
        case .list, .map: true
        default: false
        }
      }
      if takesContainer, !Self.constantTime.contains(function), !result.isError, spent == 0 { free.insert(name) }
    }
    #expect(free.isEmpty)
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
