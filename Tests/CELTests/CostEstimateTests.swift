import Testing

@testable import CEL

@Suite struct CostEstimateTests {
  private func environment() throws -> Environment {
    try Environment {
      Library.all
      Variable("name", .string, extent: .text(3...63))
      Variable("types", .list(.string), extent: .list(1...20, of: .text(5...20)))
      Variable("labels", .map(.string, .string), extent: .map(0...8, keys: .text(1...40), values: .text(0...63)))
      Variable("request", .dyn, extent: .record(["name": .text(3...63), "types": .list(1...20, of: .text(5...20))]))
      Variable("anything", .dyn)
      Variable("allowed", .list(.string))
      Variable("count", .int)
    }
  }

  static let estimates: [(source: String, units: String)] = [
    ("1 + 2 == 3", "0 to 2"),
    ("name == 'abc'", "2 to 3"),
    ("name.startsWith('a')", "4 to 10"),
    ("name.matches('^[a-z]+$')", "3 to 15"),
    ("name.size() > 3 && types.size() < 5", "4 to 15"),
    ("true ? name : name + name", "2 to 18"),
    ("types.all(t, t.startsWith('m'))", "6 to 121"),
    ("types.map(t, t + '!')", "16 to 131"),
    ("types.filter(t, t != 'a').size()", "15 to 92"),
    ("types.exists(a, types.exists(b, a == b))", "7 to 2441"),
    ("request.name.lowerAscii() == 'abc'", "4 to 12"),
    ("labels['team'] == 'vision'", "4 to 5"),
    ("labels.all(k, v, k.size() + v.size() < 100)", "1 to 145"),
    ("cel.bind(n, name + name, n == n)", "4 to 34"),
    ("has(request.name) || request.types.size() > 0", "3 to 10"),
    ("anything.all(x, x > 1)", "1 or more"),
    ("anything.name == 'abc'", "3 to 4"),
    ("count in [1, 2, 3]", "2 to 15"),
    ("lists.range(100).map(i, i * i)", "410 to 511"),
    ("name in allowed", "2 or more"),
  ]

  @Test func `the estimate follows from the declared extents`() throws {
    let environment = try environment()
    for (source, units) in Self.estimates {
      let found = try environment.compile(source).estimatedCost().units.description
      #expect(found == units, "\(source)")
    }
  }

  @Test func `a parameter that is fixed is known exactly`() throws {
    let program = try environment().compile("types.all(t, t in allowed)")
    #expect(!program.estimatedCost().units.isBounded)
    #expect(try program.fixing(["allowed": ["m5.large"]]).estimatedCost().units.isBounded)
  }

  @Test func `the estimate names the part that takes most of it`() throws {
    let estimate = try environment().compile(
      "name.size() > 3 && types.exists(a, types.exists(b, a == b)) && count > 1"
    ).estimatedCost()
    #expect(Printer().print(estimate.dominating) == "a == b")
  }

  @Test func `what evaluations cost lies within the estimate`() throws {
    let environment = try environment()
    var random = SplitMix(seed: 1)
    func text(_ count: ClosedRange<Int>) -> Value {
      .string(
        String(
          repeating: ["a", "b", "m"].randomElement(using: &random) ?? "a", count: .random(in: count, using: &random)))
    }
    let sources =
      Self.estimates.map(\.source) + [
        "types.map(t, t.split('a')).flatten().distinct().size()", "types.join(',').replace('a', name).size()",
        "dyn(types).flatten().map(t, t + t).size()", "dyn([1, 2]).flatten().map(n, n).size()",
        "name.indexOf('b') + types.sort().size()", "types.sortBy(t, t.size())", "sets.contains(types, types)",
        "'%s has %d'.format([name, count])", "types.transformMap(i, t, {string(i): t})", "base64.encode(bytes(name))",
        "regex.replace(name, 'a', name)", "regex.extractAll(name, 'a+')",
        "labels.transformMapEntry(k, v, {v: k}).size()",
        "[name] + types", "types.reverse().slice(0, 1)", "name.matches(types[0])", "name.reverse().trim().upperAscii()",
        "math.greatest(types.map(t, t.size()))", "labels.exists_one(k, k == name)",
        "optional.of(name).optMap(n, n + n)",
        "types.exists(t, t == name || t in labels)", "string(count) + string(name)", "strings.quote(name)",
      ]
    for source in sources {
      let program = try environment.compile(source)
      let units = program.estimatedCost().units
      for _ in 0..<50 {
        let types = (0..<Int.random(in: 1...20, using: &random)).map { _ in text(5...20) }
        let labels = (0..<Int.random(in: 0...8, using: &random)).map { ("k\($0)", text(0...63)) }
        let name = text(3...63)
        let bindings = try environment.bind([
          "name": name, "types": .list(types), "labels": .map(ValueMap(ordered: labels)),
          "request": ["name": name, "types": .list(types)], "anything": .list(types), "allowed": .list(types),
          "count": .int(.random(in: 0...9, using: &random)),
        ])
        let evaluation = program.run(bindings)
        #expect(evaluation.cost <= units.most, "\(source)")
        if case .success = evaluation.result { #expect(evaluation.cost >= units.least, "\(source)") }
      }
    }
  }
}
