import CEL
import Foundation

/// Runs the specification's own tests, those that need no Protocol Buffers messages beyond the well-known types, and
/// prints how many pass. There is no list of exceptions.
@main
enum CELConformance {
  static func main() {
    guard let folder = ProcessInfo.processInfo.environment["CEL_CONFORMANCE_DIR"],
      FileManager.default.fileExists(atPath: folder)
    else {
      fail(
        "CEL_CONFORMANCE_DIR must name the folder of the suite: the tests of github.com/google/cel-spec"
          + " (tests/simple/testdata), converted to JSON")
    }
    let tests: [ConformanceTest]
    do {
      tests = try Suite.tests(in: folder)
    } catch {
      fail("the suite in \(folder) cannot be read: \(error)")
    }
    var passed: [String: Int] = [:]
    var total: [String: Int] = [:]
    for test in tests where test.needs == "none" || test.needs == "wkt" {
      total[test.needs, default: 0] += 1
      if let failure = failure(of: test) {
        print("FAILED \(test.file)/\(test.section)/\(test.name): \(test.expr): \(failure)")
      } else {
        passed[test.needs, default: 0] += 1
      }
    }
    guard let plain = total["none"], plain > 0 else { fail("there are no tests in \(folder)") }
    let wellKnown = total["wkt"] ?? 0
    print(
      "without messages: \(passed["none"] ?? 0)/\(plain), with well-known types: \(passed["wkt"] ?? 0)/\(wellKnown)")
    let sum = passed.values.reduce(0, +)
    print("CEL conformance: \(sum)/\(plain + wellKnown)")
    exit(sum == plain + wellKnown ? 0 : 1)
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
  }

  /// What is wrong with the outcome of a test; nil where it passes.
  private static func failure(of test: ConformanceTest) -> String? {
    let expectsError = test.expect["eval_error"] != nil
    do {
      let environment = try environment(for: test)
      let isChecked = !(test.disableCheck ?? false)
      let checked = try environment.check(test.expr, typeChecked: isChecked)
      if let deduced = test.expect["deduced_type"]?.string, checked.type != TypeNotation.parse(deduced) {
        return "the type is \(checked.type), not \(deduced)"
      }
      if test.checkOnly ?? false { return nil }
      let declared = Set((test.typeEnv ?? []).map(\.name))
      let bindings = try (test.bindings ?? [:]).filter { declared.contains($0.key) }.mapValues(ValueNotation.parse)
      let program = try environment.compile(checked)
      let evaluation = program.run(try environment.bind(bindings))
      let estimate = program.estimatedCost().units
      if evaluation.cost > estimate.most { return "the cost is \(evaluation.cost), estimated \(estimate)" }
      let value = try evaluation.result.get()
      if evaluation.cost < estimate.least { return "the cost is \(evaluation.cost), estimated \(estimate)" }
      if expectsError { return "the value is \(value), but an error was expected" }
      guard let json = test.expect["value"] else { return "the test expects nothing" }
      let expected = try ValueNotation.parse(json)
      return Sameness.areSame(value, expected) ? nil : "the value is \(value), not \(expected)"
    } catch {
      return expectsError ? nil : "\(error)"
    }
  }

  private static func environment(for test: ConformanceTest) throws -> Environment {
    var parts: [any Declaration] = Library.all
    if let container = test.container, !container.isEmpty { parts.append(Container(container)) }
    for declared in test.typeEnv ?? [] {
      if let type = declared.type { parts.append(Variable(declared.name, TypeNotation.parse(type))) }
      for overload in declared.overloads ?? [] {
        parts.append(
          Function(
            declared.name, overload.instance ? .member : .global, overload.params.map(TypeNotation.parse),
            returns: TypeNotation.parse(overload.result), cost: 1
          ) { _ in .null })
      }
    }
    return try Environment { parts }
  }
}

/// Whether two values are the same, types and all: `1` is not `1.0`, and NaN is NaN.
enum Sameness {
  static func areSame(_ one: Value, _ other: Value) -> Bool {
    switch (one, other) {
    case (.double(let a), .double(let b)): a.isNaN ? b.isNaN : a == b && a.sign == b.sign
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { areSame($0, $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a.keys, a.values).allSatisfy { key, value in b[key].map { areSame(value, $0) } ?? false }
    default: one.typeName == other.typeName && one.isEqual(to: other)
    }
  }
}
