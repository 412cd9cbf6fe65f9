import Testing

@testable import CEL

@Suite struct `Swift values` {
  /// What comes back from a value of the same type, and nothing from one of another.
  private func check<Content: ValueConvertible & Equatable>(_ content: Content, _ type: ValueType, _ text: String) {
    #expect(Content.valueType == type)
    #expect(content.value.description == text)
    #expect(Content(content.value) == content)
    #expect(Content(.error(EvaluationError(.overflow, "none"))) == nil)
  }

  @Test func `have counterparts in the language and come back`() {
    check(true, .bool, "true")
    check(-3, .int, "-3")
    check(Int64.min, .int, "-9223372036854775808")
    check(UInt64.max, .uint, "18446744073709551615u")
    check(1.5, .double, "1.5")
    check("é", .string, "\"é\"")
    check(["a", "b"], .list(.string), "[\"a\", \"b\"]")
    check([[1], []], .list(.list(.int)), "[[1], []]")
    check(["b": 1, "a": 2], .map(.string, .int), "{\"a\": 2, \"b\": 1}")
    check(
      Timestamp(seconds: 5, nanoseconds: 0), .optional(.timestamp), "optional.of(timestamp(\"1970-01-01T00:00:05Z\"))")
    check(Int?.none, .optional(.int), "optional.none()")
    check(Int?.some(4), .optional(.int), "optional.of(4)")
    #expect([Int](Value.list([.int(1), .string("a")])) == nil)
    #expect([String: Int](Value.map(ValueMap(ordered: [("a", .string("b"))]))) == nil)
    #expect(Int?(Value.optional(OptionalValue(.string("a")))) == nil)
    #expect(Value(Value.int(1))?.description == "1" && Value.valueType == .dyn)
  }

  @Test func `are written as literals`() {
    let values: [(Value, String)] = [
      (true, "true"), (7, "7"), (2.5, "2.5"), ("a", "\"a\""), ([1, "b"], "[1, \"b\"]"), (["a": [1]], "{\"a\": [1]}"),
    ]
    for (value, text) in values { #expect(value.description == text) }
  }

  struct Machine: Structure, Equatable {
    let name: String
    let labels: [String: String]
    let size: Int?

    static let structureType = StructureType<Machine>("Machine") {
      Field("name") { $0.name }
      Field("labels") { $0.labels }
      Field("size") { $0.size }
      Field("price", .double) { machine in
        machine.name.isEmpty ? .error(EvaluationError(.noSuchField, "no price")) : .double(1.5)
      }
    }
  }

  @Test func `of a struct are looked into by field`() throws {
    let environment = try Environment {
      Library.all
      Machine.structureType
      Variable("machine", Machine.self)
      Variable("other", Machine.self)
      Variable("anything", .dyn)
    }
    let machine = Machine(name: "a", labels: ["team": "x", "é": "y"], size: 3)
    let empty = Machine(name: "", labels: [:], size: nil)
    #expect(Machine(machine.value) == machine)
    #expect(Machine(.int(1)) == nil)
    let bindings = try environment.bind(["machine": machine.value, "other": empty.value, "anything": machine.value])
    for (source, expected) in [
      ("machine.name", "\"a\""), ("machine.labels.team", "\"x\""),
      ("machine.labels['e\\u0301']", "error: there is no key `\"é\"`"),
      ("machine.labels.none", "error: there is no key `none`"), ("has(machine.size) && !has(other.size)", "true"),
      ("has(machine.price) && !has(other.price)", "true"),
      ("other.?price.orValue(2.0) + machine.?price.orValue(9.0)", "3.5"),
      ("machine.?size.orValue(1) + other.?size.orValue(1)", "4"), ("other.price", "error: no price"),
      ("machine == machine && machine != other", "true"), ("anything.name", "\"a\""),
      ("has(anything.labels.team)", "true"),
      ("anything.none", "error: `Machine` has no field `none`"),
      ("has(anything.none)", "error: `Machine` has no field `none`"),
      ("anything.?none", "error: `Machine` has no field `none`"), ("type(machine)", "Machine"),
      ("machine in [other, machine]", "true"),
    ] {
      let program = try environment.compile(source)
      let shown: String =
        switch program.run(bindings).result {
        case .success(let value): value.description
        case .failure(let error): "error: \(error.message)"
        }
      #expect(shown == expected, "\(source)")
    }
    #expect(
      machine.value.withoutStructures.description
        == "{\"name\": \"a\", \"labels\": {\"team\": \"x\", \"é\": \"y\"}, \"size\": optional.of(3), \"price\": 1.5}")
    #expect(
      Value.list([empty.value]).withoutStructures.description
        == "[{\"name\": \"\", \"labels\": {}, \"size\": optional.none()}]")
  }
}
