import CEL
import Testing

@Suite struct `Optional values and macros` {
  @Test func `optional values are made, asked and chained`() throws {
    try LibraryTable().check([
      ("optional.of(1)", "optional.of(1)"), ("optional.none()", "optional.none()"),
      ("optional.of(1).hasValue() && !optional.none().hasValue()", "true"), ("optional.of(1).value()", "1"),
      ("optional.none().value()", "error: the optional value is empty"),
      ("optional.none().orValue(2) + optional.of(1).orValue(2)", "3"),
      ("optional.none().or(optional.of(2)).value()", "2"),
      ("optional.of(1).or(optional.of(2)).value()", "1"), ("optional.of(1) == optional.of(1)", "true"),
      ("optional.none() == optional.of(1)", "false"), ("optional.none() == optional.none()", "true"),
      ("optional.of(2).optMap(x, x * 2)", "optional.of(4)"), ("optional.none().optMap(x, x)", "optional.none()"),
      ("optional.of(2).optFlatMap(x, optional.of(x + 1))", "optional.of(3)"),
      ("optional.of(2).optFlatMap(x, optional.none())", "optional.none()"), ("{'a': 1}.?a", "optional.of(1)"),
      ("{'a': 1}.?b", "optional.none()"), ("{'a': {'b': 1}}.?a.b", "optional.of(1)"),
      ("{'a': {'b': 1}}.?c.b", "optional.none()"), ("[1][?0]", "optional.of(1)"), ("[1][?1]", "optional.none()"),
      ("{'a': 1}[?'a']", "optional.of(1)"), ("optional.of([1])[0]", "optional.of(1)"),
      ("optional.of({'a': 1}).a", "optional.of(1)"), ("optional.of({'a': 1})['b']", "optional.none()"),
      ("optional.none()['b']", "optional.none()"),
      ("[?optional.of(1), ?optional.none(), 2]", "[1, 2]"),
      ("{?'a': optional.of(1), ?'b': optional.none()}", "{\"a\": 1}"),
      ("[?dyn(1)]", "error: `optional element` takes no values of type (int)"),
      ("{?'a': dyn(1)}", "error: `optional entry` takes no values of type (int)"),
      ("optional.unwrap([optional.of(1), optional.none()])", "[1]"),
      ("[optional.of(1), optional.none()].unwrapOpt()", "[1]"),
      ("optional.unwrap([dyn(1)])", "error: `unwrapOpt` takes no values of type (int)"),
      ("optional.unwrap(dyn(1))", "error: `unwrapOpt` takes no values of type (int)"),
      (
        "[optional.ofNonZeroValue(0), optional.ofNonZeroValue(''), optional.ofNonZeroValue(b''), optional.ofNonZeroValue([]), optional.ofNonZeroValue({}), optional.ofNonZeroValue(false)].exists(x, x.hasValue())",
        "false"
      ),
      (
        "[optional.ofNonZeroValue(null), optional.ofNonZeroValue(0u), optional.ofNonZeroValue(0.0), optional.ofNonZeroValue(duration('0s')), optional.ofNonZeroValue(timestamp(0)), optional.ofNonZeroValue(optional.none())].exists(x, x.hasValue())",
        "false"
      ),
      ("optional.ofNonZeroValue(1).hasValue() && optional.ofNonZeroValue(int).hasValue()", "true"),
      ("dyn(1).hasValue()", "error: `hasValue` takes no values of type (int)"),
      ("dyn(1).value()", "error: `value` takes no values of type (int)"),
      ("dyn(1).orValue(2)", "error: `orValue` takes no values of type (int)"),
      ("dyn(1).or(optional.of(1))", "error: `or` takes no values of type (int)"),
      ("dyn(1).optMap(x, x)", "error: `optMap` takes no values of type (int)"),
      ("dyn(1).?a", "error: an int has no field `a`"),
      ("dyn('a')[?0]", "error: `[]` takes no values of type (string, int)"), ("type(optional.of(1))", "optional_type"),
    ])
  }

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `the alternative is computed only where it is needed`(_ dialect: Dialect) throws {
    try LibraryTable(dialect).check([
      ("optional.of(1).orValue(1 / 0)", "1"), ("optional.of(1).or(optional.of(1 / 0))", "optional.of(1)"),
      ("optional.none().orValue(1 / 0)", "error: division by zero"),
      ("optional.none().or(optional.of(1 / 0))", "error: division by zero"),
      ("optional.of(1 / 0).orValue(1)", "error: division by zero"),
      ("{'a': 1}.?a.orValue({'a': 1}.b)", "1"),
      ("1.orValue(2)", "refused: `orValue` takes no values of type (int, int)"),
    ])
    let environment = try LibraryTable(dialect).environment
    let program = try environment.compile("anything.?a.orValue(anything.b.map(x, x * 2).size())")
    let full = program.run(try environment.bind(["anything": ["a": 1, "b": [1, 2, 3]]])).cost
    let empty = program.run(try environment.bind(["anything": ["b": [1, 2, 3]]])).cost
    let units = program.estimatedCost().units
    #expect(units.least <= full && full < empty && empty <= units.most, "\(full), \(empty) of \(units)")
  }

  @Test func `a value that is not optional is taken as it is by an API server`() throws {
    for (source, own, server) in [
      ("dyn([1]).orValue([])", "error: `orValue` takes no values of type (list)", "[1]"),
      ("dyn('a').or(optional.of('b'))", "error: `or` takes no values of type (string)", "\"a\""),
      ("optional.none().or(dyn(1))", "error: `or` takes no values of type (optional_type, int)", "1"),
      ("dyn(null).orValue(1)", "error: `orValue` takes no values of type (null_type)", "null"),
      (
        "dyn(1).value()", "error: `value` takes no values of type (int)", "error: `value` takes no values of type (int)"
      ),
      (
        "dyn(1).hasValue()", "error: `hasValue` takes no values of type (int)",
        "error: `hasValue` takes no values of type (int)"
      ),
    ] {
      try LibraryTable().check([(source, own)])
      try LibraryTable(.kubernetes).check([(source, server)])
    }
  }

  @Test func `macros go through lists and maps`() throws {
    try LibraryTable().check([
      ("[1, 2].all(x, x > 0) && [1, 2].exists(x, x > 1) && [1, 2].exists_one(x, x > 1)", "true"),
      ("[].all(x, false) && ![].exists(x, true)", "true"), ("{'a': 1}.all(k, k == 'a')", "true"),
      ("[1, 2, 3].filter(x, x != 2).map(x, x * 10)", "[10, 30]"), ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"),
      ("{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]"), ("{'a': 1}.filter(k, k == 'b')", "[]"),
      (
        "[1, 2].all(i, x, i < x) && {'a': 1}.exists(k, v, v == 1) && [1, 2].exists_one(i, x, x == 2) && [1, 2].existsOne(i, x, x == 2)",
        "true"
      ), ("[1, 1].existsOne(x, x == 1)", "false"),
      ("[5, 6].transformList(i, x, i + x)", "[5, 7]"), ("[5, 6].transformList(i, x, i > 0, x)", "[6]"),
      ("{'a': 1}.transformList(k, v, k + string(v))", "[\"a1\"]"),
      ("[5, 6].transformMap(i, x, x * 2)", "{0: 10, 1: 12}"),
      ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v)", "{\"b\": 2}"),
      ("{'a': 'x'}.transformMapEntry(k, v, {v: k})", "{\"x\": \"a\"}"),
      ("[1, 2].transformMapEntry(i, x, x > 1, {x: i})", "{2: 1}"),
      ("[1, 2].transformMapEntry(i, x, {'a': x})", "error: the key `\"a\"` occurs twice"),
      ("[1].transformMapEntry(i, x, dyn(1))", "error: `transformMapEntry` takes no values of type (int)"),
      ("[1, 0].all(x, 1 / x > 0)", "error: division by zero"),
      ("[0, 1].exists(x, 1 / x == 1)", "true"),
      ("[1, 0].exists_one(x, 1 / x == 1)", "error: division by zero"),
      ("dyn(1).all(x, true)", "error: an int has no elements"), ("dyn(1).map(x, x)", "error: an int has no elements"),
      ("dyn(1).transformMap(k, v, v)", "error: an int has no elements"),
      ("dyn({}).sortBy(x, x)", "error: a map is not a list"),
      ("[1].all(x, dyn('a'))", "error: the condition is a string, not a bool"),
      ("[1].filter(x, dyn('a'))", "error: the condition is a string, not a bool"),
      ("cel.bind(x, 2, x * x)", "4"), ("cel.block([1, cel.index(0) + 1], cel.index(1))", "2"), ("true ? 1 : 2", "1"),
      ("dyn('a') ? 1 : 2", "error: `?:` takes no values of type (string)"),
      ("true || dyn('a') || 1 / 0 > 0", "true"), ("false && 1 / 0 > 0", "false"), ("1 / 0 > 0 && false", "false"),
      ("dyn('a') && true", "error: `&&` takes no values of type (string)"),
      ("1 in [1, 2] && 'a' in {'a': 1} && !(3 in [1])", "true"),
      ("1 in dyn(1)", "error: `in` takes no values of type (int, int)"), ("{1: 'a', true: 'b'}[true]", "\"b\""),
      ("{'a': 1}['b']", "error: there is no key `\"b\"`"),
      ("[1][5]", "error: the index 5 is outside of the list, which has 1 elements"),
      ("[1][dyn('a')]", "error: a string cannot be the index of a list"),
      ("{'a': 1, 'a': 2}", "error: the key `\"a\"` occurs twice"),
      ("{dyn(1.5): 1}", "error: a double cannot be the key of a map"),
      ("[1, 2] == [1, 2] && {'a': [1]} == {'a': [1]} && [1] != [2]", "true"), ("[dyn(1)] == [1.0]", "true"),
      ("google.protobuf.Int32Value{value: 5} + 1", "6"),
      ("google.protobuf.Int32Value{value: 5000000000}", "error: `5000000000` does not fit google.protobuf.Int32Value"),
      ("google.protobuf.BoolValue{}", "false"),
      ("google.protobuf.StringValue{value: 'a'} + google.protobuf.StringValue{}", "\"a\""),
      ("google.protobuf.Value{number_value: 1.5}", "1.5"), ("google.protobuf.Value{}", "null"),
      (
        "google.protobuf.Value{number_value: 1.5, bool_value: true}",
        "error: google.protobuf.Value has one value, not 2"
      ), ("google.protobuf.ListValue{values: [1]}", "[1]"), ("google.protobuf.Struct{fields: {'a': 1}}", "{\"a\": 1}"),
      ("google.protobuf.Struct{} == {}", "true"), ("google.protobuf.ListValue{} == []", "true"),
      ("google.protobuf.Any{}", "error: google.protobuf.Any of an unknown type has no value"),
      ("google.protobuf.FloatValue{value: 0.1} == 0.1", "false"),
      ("google.protobuf.UInt32Value{value: 5u} + google.protobuf.UInt64Value{value: 1u}", "6u"),
      (
        "google.protobuf.UInt32Value{value: 5000000000u}",
        "error: `5000000000u` does not fit google.protobuf.UInt32Value"
      ),
      ("google.protobuf.BytesValue{value: b'a'}", "b\"a\""),
      ("google.protobuf.DoubleValue{value: 1.5} + double(google.protobuf.Int64Value{value: 1})", "2.5"),
      ("google.protobuf.NullValue.NULL_VALUE", "0"),
    ])
  }
}
