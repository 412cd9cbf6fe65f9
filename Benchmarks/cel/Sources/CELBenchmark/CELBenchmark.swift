import CEL

/// Measures the six-rule policy and prints one line of JSON for each way to evaluate it: microseconds, the median of
/// eleven rounds. With the argument `policy` it prints the policy instead, for other engines.
@main
enum CELBenchmark {
  static func main() throws {
    if CommandLine.arguments.dropFirst().first == "policy" { return print(try Policy.json()) }
    let dynamic = try Environment {
      Variable("request", .dyn)
      Variable("params", .dyn)
    }
    let typed = try Environment {
      Request.structureType
      Variable("request", Request.self)
      Variable("params", .dyn)
    }
    let compile = try time { for rule in Policy.rules { sink(try dynamic.compile(rule).costLimit) } }
    print("{\"what\": \"compile all six\", \"request\": \"none\", \"microseconds\": \(compile)}")
    for (name, request) in [("passes", Request.passing), ("fails", Request.failing)] {
      try measure(name, request, dynamic, typed)
    }
  }

  private static func measure(
    _ name: String, _ request: Request, _ dynamic: Environment, _ typed: Environment
  ) throws {
    let parameters = ["params": Policy.parameters]
    let onMap = try Policy.rules.map { try dynamic.compile($0).fixing(parameters) }
    let onStruct = try Policy.rules.map { try typed.compile($0).fixing(parameters) }
    let byHand = Policy.ByHand()
    let expected = byHand.violations(request)
    let prepared = try dynamic.bind(["request": request.map])
    let boxed = try typed.bind(["request": request.value])
    let counts = [violations(onMap, prepared), violations(onStruct, boxed)]
    guard counts.allSatisfy({ $0 == expected }) else { throw Disagreement(counts: counts, expected: expected) }

    let rows: [(String, Double)] = [
      ("by hand", time { sink(UInt64(byHand.violations(request))) }),
      ("map, prepared", time { sink(UInt64(violations(onMap, prepared))) }),
      ("struct, prepared", time { sink(UInt64(violations(onStruct, boxed))) }),
      (
        "map, converted each time",
        try time { sink(UInt64(violations(onMap, try dynamic.bind(["request": request.map])))) }
      ),
      (
        "struct, bound each time",
        try time { sink(UInt64(violations(onStruct, try typed.bind(["request": request.value])))) }
      ),
    ]
    for (what, microseconds) in rows {
      print("{\"what\": \"\(what)\", \"request\": \"\(name)\", \"microseconds\": \(microseconds)}")
    }
  }

  struct Disagreement: Error {
    let counts: [Int]
    let expected: Int
  }

  private static func violations(_ programs: [Program], _ bindings: Bindings) -> Int {
    var count = 0
    for program in programs {
      if case .success(.bool(true)) = program.run(bindings).result { continue }
      count += 1
    }
    return count
  }

  /// Microseconds of one call.
  private static func time(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var calls = 1
    var rounds: [Double] = []
    while rounds.count < 11 {
      let elapsed = try clock.measure { for _ in 0..<calls { try body() } }
      let seconds = Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
      if seconds < 0.05 { calls *= 2 } else { rounds.append(seconds / Double(calls) * 1e6) }
    }
    return (rounds.sorted()[5] * 1000).rounded() / 1000
  }

  @inline(never) private static func sink(_ value: UInt64) {}
}
