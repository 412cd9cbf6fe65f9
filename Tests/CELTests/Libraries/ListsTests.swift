import CEL
import Testing

@Suite struct `Lists` {
  @Test func `are made, cut and ordered`() throws {
    try LibraryTable().check([
      ("lists.range(3)", "[0, 1, 2]"), ("lists.range(0)", "[]"), ("lists.range(-1)", "[]"),
      ("lists.range(dyn('a'))", "error: `lists.range` takes no values of type (string)"),
      ("[1, 2, 3, 4].slice(1, 3)", "[2, 3]"), ("[1].slice(1, 1)", "[]"),
      ("[1, 2].slice(0, 3)", "error: the slice 0 to 3 is outside of the list, which has 2 elements"),
      ("[1, 2].slice(2, 1)", "error: the slice 2 to 1 is outside of the list, which has 2 elements"),
      ("[1, 2].slice(-1, 1)", "error: the slice -1 to 1 is outside of the list, which has 2 elements"),
      ("dyn(1).slice(0, 1)", "error: `slice` takes no values of type (int, int, int)"),
      ("[[1], [2, 3], []].flatten()", "[1, 2, 3]"), ("[1, [2, [3, [4]]]].flatten(2)", "[1, 2, 3, [4]]"),
      ("[[1]].flatten(0)", "[[1]]"), ("[[1]].flatten(-1)", "error: a list cannot be flattened -1 levels deep"),
      ("dyn(1).flatten()", "error: `flatten` takes no values of type (int)"),
      ("[1].flatten(dyn('a'))", "error: `flatten` takes no values of type (list, string)"),
      ("[1, 2, 2, 1, 3].distinct()", "[1, 2, 3]"), ("['b', 'a', 'b'].distinct()", "[\"b\", \"a\"]"),
      ("[dyn(1), 1.0, 1u, 2].distinct()", "[1, 2]"), ("[[1], [1], [2]].distinct()", "[[1], [2]]"),
      ("[0.0/0.0, 0.0/0.0].distinct().size()", "2"), ("[{'a': 1}, {'a': 1}].distinct()", "[{\"a\": 1}]"),
      ("dyn(1).distinct()", "error: `distinct` takes no values of type (int)"), ("[1, 2, 3].reverse()", "[3, 2, 1]"),
      ("[3, 1, 2].sort()", "[1, 2, 3]"), ("['b', 'a'].sort()", "[\"a\", \"b\"]"), ("[].sort()", "[]"),
      ("[true, false].sort()", "[false, true]"), ("[duration('2s'), duration('1s')].sort()[0]", "duration(\"1s\")"),
      ("[dyn(1), 'a'].sort()", "error: an int and a string have no order"),
      ("dyn(1).sort()", "error: `sort` takes no values of type (int)"),
      ("['bb', 'a'].sortBy(x, x.size())", "[\"a\", \"bb\"]"), ("[1, 2].sortBy(x, -x)", "[2, 1]"),
      ("[1, 2].first().value() + [1, 2].last().value()", "3"),
      ("[].first().hasValue() || [].last().hasValue()", "false"),
      ("dyn(1).first()", "error: `first` takes no values of type (int)"),
    ])
  }

  @Test func `have sums, extremes, order and places`() throws {
    try LibraryTable().check([
      ("[1, 3].sum()", "4"), ("[1u, 3u].sum()", "4u"), ("[1.5, 2.0].sum()", "3.5"), ("[].sum()", "0"),
      ("[1.0].filter(x, x > 2.0).sum()", "0.0"), ("[1u].filter(x, x > 2u).sum()", "0u"),
      ("[duration('1s')].filter(x, false).sum()", "duration(\"0s\")"),
      ("[duration('1m'), duration('1s')].sum()", "duration(\"61s\")"),
      ("[9223372036854775807, 1].sum()", "error: the result does not fit 64 bits"),
      ("[dyn('a')].sum()", "error: `sum` takes no values of type (list)"),
      ("[dyn(1), 'a'].sum()", "error: `+` takes no values of type (int, string)"),
      ("dyn(1).sum()", "error: `sum` takes no values of type (int)"),
      ("[3, 1, 2].min()", "1"), ("[3, 1, 2].max()", "3"), ("['b', 'a'].min()", "\"a\""),
      ("[b'a', b'b'].max()", "b\"b\""),
      (
        "[timestamp('2026-01-01T00:00:00Z'), timestamp('2025-01-01T00:00:00Z')].min()",
        "timestamp(\"2025-01-01T00:00:00Z\")"
      ),
      ("[].min()", "error: an empty list has no `min`"), ("[].max()", "error: an empty list has no `max`"),
      ("[dyn(1), 2.5].max()", "2.5"), ("[1.0, 0.0/0.0].max()", "1.0"),
      ("[dyn(1), 'a'].min()", "error: `min` takes no values of type (string, int)"),
      ("dyn(1).max()", "error: `max` takes no values of type (int)"),
      ("[null].min()", "error: `min` takes no values of type (null_type, null_type)"),
      ("[1, 2, 2, 3].isSorted()", "true"), ("[2.0, 1.0].isSorted()", "false"),
      ("[].isSorted() && [1].isSorted()", "true"),
      ("[false, true].isSorted()", "true"),
      ("[dyn(1), 'a'].isSorted()", "error: `isSorted` takes no values of type (int, string)"),
      ("[1.0, 0.0/0.0, 0.0].isSorted()", "true"),
      ("dyn(1).isSorted()", "error: `isSorted` takes no values of type (int)"),
      ("[1, 2, 2, 3].indexOf(2)", "1"), ("['a', 'b', 'b'].lastIndexOf('b')", "2"), ("[1.0].indexOf(1.1)", "-1"),
      ("[].indexOf('a')", "-1"), ("[[1], [2]].indexOf([2])", "1"), ("[dyn(1), 'a'].indexOf(dyn(1.0))", "0"),
      ("[1].lastIndexOf(3)", "-1"), ("dyn([1, 2]).indexOf(2)", "1"), ("dyn('abc').indexOf('c')", "2"),
    ])
  }

  @Test func `are sets`() throws {
    try LibraryTable().check([
      ("sets.contains([1, 2, 3], [2, 2])", "true"), ("sets.contains([1], [1, 2])", "false"),
      ("sets.contains([], [])", "true"),
      ("sets.equivalent([1, 2], [2, 1, 1])", "true"), ("sets.equivalent([1], [1, 2])", "false"),
      ("sets.intersects([1, 2], [2, 3])", "true"), ("sets.intersects([1], [])", "false"),
      ("sets.contains([dyn(1)], [1.0, 1u])", "true"), ("sets.contains([{'a': 1}], [{'a': 1}])", "true"),
      ("sets.contains(dyn(1), [1])", "error: `sets.contains` takes no values of type (int, list)"),
    ])
  }
}
